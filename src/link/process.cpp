// SPDX-License-Identifier: Apache-2.0

#include "link/process.hpp"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <unistd.h>

#include "core/log.hpp"
#include "core/number.hpp"

namespace kmp2mqtt::link {
namespace {

namespace fs = std::filesystem;

bool has_open(const fs::path& process, const std::string& path)
{
    std::error_code ignored;
    for (fs::directory_iterator file{process / "fd", ignored}, end; !ignored && file != end;
         file.increment(ignored)) {
        std::error_code gone;
        if (fs::read_symlink(file->path(), gone) == path) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::string process_text(pid_t process)
{
    std::ifstream file{core::format("/proc/{}/comm", process)};
    std::string name;
    if (!std::getline(file, name)) {
        return core::format("process {}", process);
    }
    return core::format("{} (process {})", name, process);
}

bool is_running(pid_t process) noexcept
{
    return kill(process, 0) == 0 || errno != ESRCH;
}

std::optional<pid_t> process_with_open(const std::string& path)
{
    std::error_code ignored;
    std::optional<pid_t> ourselves;
    for (fs::directory_iterator process{"/proc", ignored}, end; !ignored && process != end;
         process.increment(ignored)) {
        const auto number = core::parse_number<pid_t>(process->path().filename().string());
        if (!number || !has_open(process->path(), path)) {
            continue;
        }
        if (*number != getpid()) {
            return number;
        }
        ourselves = number;
    }
    return ourselves;
}

}  // namespace kmp2mqtt::link
