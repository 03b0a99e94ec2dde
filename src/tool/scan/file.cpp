// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/file.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/log.hpp"

namespace kmp2mqtt::tool {
namespace {

/// The state names the meter, and says what a home uses.
constexpr mode_t owner_alone = 0600;

std::string last_error()
{
    return std::error_code{errno, std::generic_category()}.message();
}

/// An empty file, in the place of one that a run before may have left.
bool create(const std::string& path)
{
    ::unlink(path.c_str());
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() is declared so
    const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, owner_alone);
    return made >= 0 && ::close(made) == 0;
}

/// Where a symbolic link leads, so that it stays one.
std::string target_of(const std::string& file)
{
    std::error_code failed;
    const auto target = std::filesystem::weakly_canonical(file, failed);
    return failed ? file : target.string();
}

std::string beside_of(const std::string& target)
{
    return target + ".new";
}

std::string not_written(const std::string& file)
{
    return core::format("{}: cannot be written in its folder: {}", file, last_error());
}

}  // namespace

kmp::result<std::optional<scan_state>, std::string> load_scan(const std::string& file)
{
    std::error_code unknown;
    const auto kind = std::filesystem::status(file, unknown).type();
    if (kind == std::filesystem::file_type::not_found) {
        return std::optional<scan_state>{};
    }
    if (kind == std::filesystem::file_type::none) {
        return core::format("{}: {}", file, unknown.message());
    }
    if (kind != std::filesystem::file_type::regular) {
        return core::format("{}: is no regular file", file);
    }
    std::ifstream in{file};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in.is_open() || in.bad()) {
        return core::format("{}: {}", file, last_error());
    }
    if (text.empty()) {
        return std::optional<scan_state>{};
    }
    auto state = parse_scan_state(text);
    if (!state) {
        return core::format("{}:{}", file, state.error());
    }
    return std::optional{*std::move(state)};
}

kmp::result<kmp::done, std::string> save_scan(const std::string& file, const scan_state& state)
{
    const auto target = target_of(file);
    const auto beside = beside_of(target);
    if (!create(beside)) {
        return not_written(file);
    }
    std::ofstream out{beside};
    out << text_of(state);
    out.close();
    if (!out || std::rename(beside.c_str(), target.c_str()) != 0) {
        return not_written(file);
    }
    return kmp::done{};
}

kmp::result<kmp::done, std::string> can_save_scan(const std::string& file)
{
    const auto beside = beside_of(target_of(file));
    if (!create(beside)) {
        return not_written(file);
    }
    ::unlink(beside.c_str());
    return kmp::done{};
}

}  // namespace kmp2mqtt::tool
