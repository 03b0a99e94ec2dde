// SPDX-License-Identifier: Apache-2.0

#include "bridge/file_text.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <system_error>

namespace kmp2mqtt::bridge {

kmp::result<std::string, unreadable> read_file(const std::string& path)
{
    constexpr std::size_t largest = 1U << 20U;
    std::ifstream stream{path, std::ios::binary};
    std::string text;
    std::array<char, 4096> chunk{};
    while (stream.good() && text.size() <= largest) {
        stream.read(chunk.data(), chunk.size());
        text.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.is_open() || stream.bad()) {
        return unreadable{std::generic_category().message(errno)};
    }
    if (text.size() > largest) {
        return unreadable{"larger than 1 MiB"};
    }
    return text;
}

}  // namespace kmp2mqtt::bridge
