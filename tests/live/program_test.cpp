// SPDX-License-Identifier: Apache-2.0

#include "core/program.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/steady_clock.hpp"
#include "live/run_task.hpp"

namespace {

using namespace std::chrono_literals;
namespace core = kmp2mqtt::core;

std::ptrdiff_t open_files()
{
    const std::filesystem::directory_iterator all{"/proc/self/fd"};
    return std::distance(begin(all), end(all));
}

struct bench {
    asio::io_context io;
    core::steady_clock time;

    core::program_result run(std::vector<std::string> command,
                             std::chrono::milliseconds patience = 5s)
    {
        return live::run_task(io, core::run_program(time, std::move(command), patience, "test"));
    }

    core::program_result shell(const std::string& script, std::chrono::milliseconds patience = 5s)
    {
        return run({"/bin/sh", "-c", script}, patience);
    }

    /// Runs a program, and gives it up after `patience`. @returns whether it was given up
    asio::awaitable<bool> give_up(std::vector<std::string> command,
                                  std::chrono::milliseconds patience)
    {
        using namespace asio::experimental::awaitable_operators;
        auto program = core::run_program(time, std::move(command), 5s, "test");
        const auto due = time.now() + patience;
        const auto first = co_await (std::move(program) || time.sleep_until(due));
        co_return first.index() == 1;
    }
};

/// A process number that a script wrote there.
pid_t written_in(const std::filesystem::path& file)
{
    pid_t process = -1;
    std::ifstream{file} >> process;
    std::filesystem::remove(file);
    return process;
}

bool ends_soon(pid_t process)
{
    for (int tries = 0; tries < 200; ++tries) {
        std::ifstream status{"/proc/" + std::to_string(process) + "/stat"};
        const std::string text{std::istreambuf_iterator<char>{status}, {}};
        if (text.empty() || text.find(") Z ") != std::string::npos) {
            return true;
        }
        ::usleep(10'000);
    }
    return false;
}

std::filesystem::path scratch()
{
    return std::filesystem::temp_directory_path() /
           ("kmp2mqtt-program-" + std::to_string(::getpid()));
}

}  // namespace

TEST_SUITE("core/program")
{
    TEST_CASE_FIXTURE(bench, "a program that ends with 0 did what it was run for")
    {
        CHECK(run({"/bin/true"}));
        CHECK(run({"/usr/bin/test", "two words", "=", "two words"}));
    }

    TEST_CASE_FIXTURE(bench, "another end is told")
    {
        CHECK(shell("exit 3").error() == "ended with 3");
        CHECK(shell("kill -TERM $$").error() == "was ended by signal 15");
        CHECK(run({"/nonexistent/knock"}).error() == "cannot be run: No such file or directory");
        CHECK(run({"/etc/passwd"}).error() == "cannot be run: Permission denied");
    }

    TEST_CASE_FIXTURE(bench, "it has nothing to read, and none of our files")
    {
        const auto ours = ::open("/etc/passwd", O_RDONLY);  // NOLINT: meant to be inherited
        REQUIRE(ours > STDERR_FILENO);
        CHECK(shell("! read line"));
        CHECK(shell("test ! -e /proc/$$/fd/" + std::to_string(ours)));
        ::close(ours);
    }

    TEST_CASE_FIXTURE(bench, "more output than a pipe holds does not stop it")
    {
        CHECK(shell("head -c 1000000 /dev/zero"));
    }

    TEST_CASE_FIXTURE(bench, "a program that closed its output is waited for")
    {
        const auto began = time.now();
        CHECK(shell("exec >&- 2>&-; sleep 0.2"));
        CHECK(time.now() - began >= 200ms);
    }

    TEST_CASE_FIXTURE(bench, "one that takes too long is killed with all that it started")
    {
        const auto file = scratch();
        const auto ended = shell("sleep 60 & echo $! >" + file.string() + "; wait", 300ms);
        CHECK(ended.error() == "did not end in 300ms and was killed");
        CHECK(ends_soon(written_in(file)));
    }

    TEST_CASE_FIXTURE(bench, "what it leaves running when it ends is killed too")
    {
        const auto file = scratch();
        CHECK(shell("sleep 60 & echo $! >" + file.string()));
        CHECK(ends_soon(written_in(file)));
    }

    TEST_CASE_FIXTURE(bench, "one that is given up is killed with all that it started")
    {
        const auto file = scratch();
        std::vector<std::string> command{"/bin/sh", "-c",
                                         "sleep 60 & echo $! >" + file.string() + "; wait"};
        CHECK(live::run_task(io, give_up(std::move(command), 300ms)));
        CHECK(ends_soon(written_in(file)));
    }

    TEST_CASE_FIXTURE(bench, "nothing stays behind: no open file, no process")
    {
        CHECK(run({"/bin/true"}));
        const auto before = open_files();
        for (int each = 0; each < 20; ++each) {
            CHECK(run({"/bin/true"}));
            CHECK_FALSE(run({"/nonexistent/knock"}));
        }
        CHECK_FALSE(shell("sleep 60", 50ms));
        CHECK(open_files() == before);
        CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
        CHECK(errno == ECHILD);
    }
}
