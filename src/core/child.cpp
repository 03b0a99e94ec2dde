// SPDX-License-Identifier: Apache-2.0

#include "core/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace kmp2mqtt::core {

namespace {

/// In milliseconds. Our choice: a process that was killed ends in less, unless a driver holds it,
/// and then a stop of ours may not wait.
constexpr int patience_after_kill = 100;

/// Throws what a call returned, unless that is 0.
void check(int error, const char* what)
{
    if (error != 0) {
        throw std::system_error{error, std::generic_category(), what};
    }
}

/// A pipe whose ends are closed in children.
class pipe_ends {
public:
    pipe_ends() { check(::pipe2(ends_.data(), O_CLOEXEC) == 0 ? 0 : errno, "pipe"); }
    pipe_ends(const pipe_ends&) = delete;
    pipe_ends& operator=(const pipe_ends&) = delete;
    ~pipe_ends()
    {
        ::close(ends_[1]);
        if (ends_[0] >= 0) {
            ::close(ends_[0]);
        }
    }

    [[nodiscard]] int write_end() const noexcept { return ends_[1]; }
    [[nodiscard]] int release_read_end() noexcept { return std::exchange(ends_[0], -1); }

private:
    std::array<int, 2> ends_{-1, -1};
};

/// Which files the process has: /dev/null and the pipe. Libraries of ours do not close theirs.
class files {
public:
    explicit files(int output)
    {
        check(posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
        check(posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0),
              "posix_spawn_file_actions_addopen");
        for (const int to : {STDOUT_FILENO, STDERR_FILENO}) {
            check(posix_spawn_file_actions_adddup2(&actions_, output, to),
                  "posix_spawn_file_actions_adddup2");
        }
        check(posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1),
              "posix_spawn_file_actions_addclosefrom_np");
    }
    files(const files&) = delete;
    files& operator=(const files&) = delete;
    ~files() { posix_spawn_file_actions_destroy(&actions_); }

    [[nodiscard]] const posix_spawn_file_actions_t* actions() const noexcept { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

/// A group of its own, and signals as a program expects them: libraries of ours change some.
class manners {
public:
    manners()
    {
        check(posix_spawnattr_init(&attributes_), "posix_spawnattr_init");
        sigset_t none{};
        sigset_t all{};
        sigemptyset(&none);
        sigfillset(&all);
        check(
            posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                       POSIX_SPAWN_SETSIGDEF),
            "posix_spawnattr_setflags");
        check(posix_spawnattr_setpgroup(&attributes_, 0), "posix_spawnattr_setpgroup");
        check(posix_spawnattr_setsigmask(&attributes_, &none), "posix_spawnattr_setsigmask");
        check(posix_spawnattr_setsigdefault(&attributes_, &all), "posix_spawnattr_setsigdefault");
    }
    manners(const manners&) = delete;
    manners& operator=(const manners&) = delete;
    ~manners() { posix_spawnattr_destroy(&attributes_); }

    [[nodiscard]] const posix_spawnattr_t* attributes() const noexcept { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

pid_t start(const std::vector<std::string>& command, int output)
{
    const files opened{output};
    const manners manner;
    std::vector<char*> words;
    words.reserve(command.size() + 1);
    for (const auto& word : command) {
        words.push_back(const_cast<char*>(word.c_str()));  // NOLINT(*-const-cast): says POSIX
    }
    words.push_back(nullptr);
    pid_t process = -1;
    check(posix_spawn(&process, words.front(), opened.actions(), manner.attributes(), words.data(),
                      environ),
          "posix_spawn");
    return process;
}

}  // namespace

child::child(const asio::any_io_executor& loop, const std::vector<std::string>& command)
    : output_{loop}, ended_{loop}
{
    pipe_ends pipe;
    process_ = start(command, pipe.write_end());
    output_.assign(pipe.release_read_end());
    // glibc has no name for it before 2.36.
    // NOLINTNEXTLINE(*-vararg)
    const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, process_, 0));
    if (descriptor < 0) {
        const int error = errno;
        kill();
        ::waitpid(process_, nullptr, 0);
        check(error, "pidfd_open");
    }
    ended_.assign(descriptor);
}

child::~child()
{
    if (process_ > 0) {
        kill();
        pollfd end{.fd = ended_.native_handle(), .events = POLLIN, .revents = 0};
        ::poll(&end, 1, patience_after_kill);
        static_cast<void>(collect());
    }
}

void child::kill() const noexcept
{
    ::kill(-process_, SIGKILL);
}

int child::collect() noexcept
{
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) != process_) {
        return -1;
    }
    process_ = -1;
    return status;
}

}  // namespace kmp2mqtt::core
