// SPDX-License-Identifier: Apache-2.0

#include "core/log.hpp"

#include <array>
#include <cstdlib>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/local_time.hpp"

namespace {

namespace log = kmp2mqtt::core::log;

/// Standard error into a pipe, as journald or a terminal would see it.
class stderr_reader {
public:
    stderr_reader() : terminal_{dup(STDERR_FILENO)}
    {
        REQUIRE(pipe(pipe_.data()) == 0);
        dup2(pipe_[1], STDERR_FILENO);
    }
    stderr_reader(const stderr_reader&) = delete;
    stderr_reader& operator=(const stderr_reader&) = delete;
    ~stderr_reader()
    {
        dup2(terminal_, STDERR_FILENO);
        close(terminal_);
        close(pipe_[0]);
        close(pipe_[1]);
        unsetenv("JOURNAL_STREAM");
        log::start(log::level::warning);
    }

    /// Makes the pipe the one that journald says it reads.
    static void name_as_journal()
    {
        struct stat file{};
        REQUIRE(fstat(STDERR_FILENO, &file) == 0);
        const auto name = std::to_string(file.st_dev) + ':' + std::to_string(file.st_ino);
        setenv("JOURNAL_STREAM", name.c_str(), 1);
    }

    /// What was written; something must have been.
    [[nodiscard]] std::string text() const
    {
        std::string text(4096, '\0');
        const auto size = ::read(pipe_[0], text.data(), text.size());
        REQUIRE(size > 0);
        text.resize(static_cast<std::size_t>(size));
        return text;
    }

private:
    int terminal_;
    std::array<int, 2> pipe_{};
};

}  // namespace

TEST_SUITE("core/log")
{
    TEST_CASE("under journald a line begins with its level, and no time")
    {
        const stderr_reader reader;
        stderr_reader::name_as_journal();
        log::start(log::level::trace);
        log::error("a {}", 1);
        log::warning("b");
        log::info("c");
        log::debug("d");
        log::write(log::level::trace, "e");
        CHECK(reader.text() == "<3>a 1\n<4>b\n<6>c\n<7>d\n<7>e\n");
    }

    TEST_CASE("elsewhere a line begins with time and level")
    {
        const stderr_reader reader;
        setenv("JOURNAL_STREAM", "1:1", 1);
        log::start(log::level::info);
        log::warning("the meter is silent");
        const auto line = reader.text();
        const auto now = kmp2mqtt::core::iso_text(std::chrono::system_clock::now());
        CHECK(line.substr(0, 11) == now.substr(0, 11));
        CHECK(line.substr(19) == now.substr(19) + " warning the meter is silent\n");
    }

    TEST_CASE("what is below the level is not written")
    {
        const stderr_reader reader;
        log::start(log::level::warning);
        log::info("unseen");
        log::debug("unseen");
        log::warning("seen");
        CHECK(reader.text().find("unseen") == std::string::npos);
        CHECK(log::is_on(log::level::warning));
        CHECK_FALSE(log::is_on(log::level::info));
    }

    TEST_CASE("control characters of foreign text can't break a line")
    {
        CHECK(log::one_line("a\nb\r\x1b[31m\x7f") == "a\\x0ab\\x0d\\x1b[31m\\x7f");
        CHECK(log::one_line("Fjernvarme, målt i °C") == "Fjernvarme, målt i °C");

        const stderr_reader reader;
        log::warning("refused: {}", "one\ntwo");
        const auto text = reader.text();
        CHECK(text.find("refused: one\\x0atwo\n") != std::string::npos);
        CHECK(text.find('\n') == text.size() - 1);
    }
}
