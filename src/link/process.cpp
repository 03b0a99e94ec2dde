// SPDX-License-Identifier: Apache-2.0

#include "link/process.hpp"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
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

std::vector<pid_t> processes_with_open(const std::string& path)
{
    std::vector<pid_t> others;
    bool is_ours = false;
    std::error_code ignored;
    for (fs::directory_iterator process{"/proc", ignored}, end; !ignored && process != end;
         process.increment(ignored)) {
        const auto number = core::parse_number<pid_t>(process->path().filename().string());
        if (!number || !has_open(process->path(), path)) {
            continue;
        }
        if (*number == getpid()) {
            is_ours = true;
        } else {
            others.push_back(*number);
        }
    }
    if (others.empty() && is_ours) {
        others.push_back(getpid());
    }
    return others;
}

// proc(5): "1: FLOCK  ADVISORY  WRITE 4711 00:05:123 0 EOF", numbers of the device in hex; a lock
// that is waited for has "->" after its number.
std::optional<pid_t> process_with_lock(const std::string& path, std::istream& table)
{
    struct stat file{};
    if (stat(path.c_str(), &file) != 0) {
        return std::nullopt;
    }
    const auto place =
        core::format("{:02x}:{:02x}:{}", major(file.st_dev), minor(file.st_dev), file.st_ino);
    for (std::string line; std::getline(table, line);) {
        std::istringstream words{line};
        std::string number;
        std::string kind;
        std::string advice;
        std::string mode;
        pid_t holder = 0;
        std::string locked;
        words >> number >> kind >> advice >> mode >> holder >> locked;
        if (kind == "FLOCK" && locked == place && holder > 0) {
            return holder;
        }
    }
    return std::nullopt;
}

}  // namespace kmp2mqtt::link
