// SPDX-License-Identifier: Apache-2.0

#include "tool/replay.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tool/program.hpp"

namespace {

using kmp2mqtt::tool::exit_code;
namespace fs = std::filesystem;

/// A file with some text, gone at the end.
class text_file {
public:
    explicit text_file(std::string_view text) { std::ofstream{path_} << text; }
    text_file(const text_file&) = delete;
    text_file& operator=(const text_file&) = delete;
    ~text_file()
    {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }

    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    fs::path path_{fs::temp_directory_path() /
                   ("kmptool-replay-" + std::to_string(getpid()) + ".txt")};
};

/// How `kmptool replay` ends with some arguments, and what it says then.
std::pair<exit_code, std::string> replay(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "replay");
    std::ostringstream out;
    std::ostringstream errors;
    const auto code = kmp2mqtt::tool::run(std::move(arguments), out, errors);
    CHECK(out.str().empty());
    return {code, errors.str()};
}

constexpr std::string_view first_line = "kmp-recording 1 then numbers-kept here\n";

}  // namespace

TEST_SUITE("tool/replay")
{
    TEST_CASE("a file that is no recording is a usage error with its place")
    {
        const text_file file{"[mqtt]\n"};
        const auto [code, errors] = replay({file.path()});
        CHECK(code == exit_code::usage);
        CHECK(errors == "kmptool: " + file.path() +
                            ":1: this is no recording: its first word is kmp-recording\n");
    }

    TEST_CASE("a bad line is a usage error with its place")
    {
        const text_file file{std::string{first_line} + "0.1 > 8z\n"};
        const auto [code, errors] = replay({file.path()});
        CHECK(code == exit_code::usage);
        CHECK(errors ==
              "kmptool: " + file.path() + ":2: \"8z\" is no byte; two hex digits are expected\n");
    }

    TEST_CASE("a file that is not there is a usage error")
    {
        const auto [code, errors] = replay({"/nonexistent/f.txt"});
        CHECK(code == exit_code::usage);
        CHECK(errors.find("/nonexistent/f.txt") != std::string::npos);
        CHECK(replay({}).first == exit_code::usage);
    }

    TEST_CASE("a file without end is a usage error")
    {
        const auto [code, errors] = replay({"/dev/zero"});
        CHECK(code == exit_code::usage);
        CHECK(errors ==
              "kmptool: reading /dev/zero: it has more than 64 MB; give the part that matters\n");
    }

    TEST_CASE("that serial numbers are blanked is told, since a reader finds none then")
    {
        const text_file file{
            "# from the attic\n"
            "kmp-recording 1 2026-11-22T10:45:03Z numbers-kept /dev/ttyUSB0\n"
            "kmp-recording 1 2026-11-22T10:47:03Z numbers-blanked /dev/ttyUSB0\n"};
        const auto [code, errors] = replay({file.path(), "--pty", "/nonexistent/meter"});
        CHECK(code == exit_code::port);
        CHECK(errors.starts_with("kmptool: " + file.path() + ": its serial numbers were blanked"));
    }

    TEST_CASE("a recording with its numbers needs no word")
    {
        const text_file file{first_line};
        const auto errors = replay({file.path(), "--pty", "/nonexistent/meter"}).second;
        CHECK(errors.find("blanked") == std::string::npos);
    }

    TEST_CASE("a place that cannot be served on ends with its own code")
    {
        const text_file file{first_line};
        const auto [code, errors] = replay({file.path(), "--pty", "/nonexistent/meter"});
        CHECK(code == exit_code::port);
        CHECK(errors.find("/nonexistent/meter") != std::string::npos);
    }
}
