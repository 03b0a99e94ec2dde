// SPDX-License-Identifier: Apache-2.0

#include "link/lock_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string_view>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "core/log.hpp"
#include "link/process.hpp"

namespace kmp2mqtt::link {
namespace {

std::string file_name(std::string device)
{
    constexpr std::string_view prefix = "/dev/";
    if (device.starts_with(prefix)) {
        device.erase(0, prefix.size());
    }
    std::ranges::replace(device, '/', '_');
    return "LCK.." + device;
}

/// The device as configured, as the kernel calls it, and (newer ser2net) by its numbers.
std::set<std::string> file_names(const std::string& device)
{
    std::error_code ignored;
    std::set<std::string> names{
        file_name(device), file_name(std::filesystem::weakly_canonical(device, ignored).string())};
    struct stat status{};
    if (stat(device.c_str(), &status) == 0) {
        names.insert(core::format("LCK.{:03}.{:03}", major(status.st_rdev), minor(status.st_rdev)));
    }
    return names;
}

/// The process number in a lock file; 0 if it has none. Some programs write it in binary.
pid_t number_in(std::string_view content)
{
    constexpr std::string_view text_has = "0123456789 \n";
    pid_t process = 0;
    if (content.size() == sizeof process &&
        content.find_first_not_of(text_has) != std::string_view::npos) {
        std::memcpy(&process, content.data(), sizeof process);
        return process;
    }
    content.remove_prefix(std::min(content.find_first_not_of(' '), content.size()));
    std::from_chars(content.data(), content.data() + content.size(), process);
    return process;
}

/// Our choice: who makes a lock file fills it at once, but may be interrupted between.
constexpr std::chrono::seconds time_to_fill{5};

bool is_being_made(const std::string& path)
{
    std::error_code failed;
    const auto made = std::filesystem::last_write_time(path, failed);
    return !failed && std::filesystem::file_time_type::clock::now() - made < time_to_fill;
}

/// Who holds a lock file, in words; std::nullopt if nobody does.
std::optional<std::string> owner(const std::string& path)
{
    std::array<char, 64> content{};
    std::ifstream file{path, std::ios::binary};
    file.read(content.data(), content.size());
    const std::string_view text{content.data(), static_cast<std::size_t>(file.gcount())};
    if (file.is_open() && text.empty()) {
        return is_being_made(path) ? std::optional<std::string>{"another program"} : std::nullopt;
    }
    const auto process = number_in(text);
    const bool holds = process > 0 && process != getpid() && is_running(process);
    return holds ? std::optional{process_text(process)} : std::nullopt;
}

void remove_file(const std::string& path)
{
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

/// 0, or the errno of what went wrong.
int create(const std::string& path)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0) {
        return errno;
    }
    const auto text = core::format("{:10}\n", getpid());
    const auto written = write(file, text.data(), text.size());
    const int failed = written == static_cast<ssize_t>(text.size()) ? 0 : EIO;
    close(file);
    return failed;
}

}  // namespace

kmp::result<lock_files, std::string> lock_files::take(const std::string& device,
                                                      const std::string& folder)
{
    lock_files taken;
    for (const auto& name : file_names(device)) {
        const auto path = core::format("{}/{}", folder, name);
        if (auto holder = owner(path)) {
            return *std::move(holder);
        }
        remove_file(path);
        const int failed = create(path);
        if (auto holder = failed == EEXIST ? owner(path) : std::nullopt) {
            return *std::move(holder);
        }
        if (failed != 0) {
            core::log::debug("no lock file {}: {}", path, std::generic_category().message(failed));
            continue;
        }
        taken.paths_.push_back(path);
    }
    return taken;
}

lock_files::lock_files(lock_files&& other) noexcept : paths_{std::exchange(other.paths_, {})} {}

lock_files& lock_files::operator=(lock_files&& other) noexcept
{
    std::swap(paths_, other.paths_);
    return *this;
}

lock_files::~lock_files()
{
    for (const auto& path : paths_) {
        remove_file(path);
    }
}

}  // namespace kmp2mqtt::link
