// SPDX-License-Identifier: Apache-2.0

#include "tool/whole_input.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <istream>
#include <system_error>
#include <utility>

#include "core/log.hpp"

namespace kmp2mqtt::tool {
namespace {

std::string cannot_read(const std::string& name)
{
    return core::format("cannot read {}: {}", name, std::generic_category().message(errno));
}

}  // namespace

kmp::result<whole_input, std::string> read_whole(std::istream& from, const std::string& name)
{
    whole_input all;
    std::array<char, 4096> piece{};
    while (from.good()) {
        from.read(piece.data(), piece.size());
        all.text.append(piece.data(), static_cast<std::size_t>(from.gcount()));
        if (all.text.size() > largest_input) {
            return core::format("reading {}: it has more than {} MB; give the part that matters",
                                name, largest_input >> 20U);
        }
    }
    if (from.bad()) {
        return cannot_read(name);
    }
    return all;
}

kmp::result<whole_input, std::string> read_whole_file(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    if (!file.is_open()) {
        return cannot_read(path);
    }
    return read_whole(file, path);
}

}  // namespace kmp2mqtt::tool
