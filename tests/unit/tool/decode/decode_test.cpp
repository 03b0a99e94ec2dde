// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/decode.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "tool/program.hpp"

using kmp2mqtt::tool::exit_code;

namespace {

struct outcome {
    exit_code code;
    std::string out;
    std::string errors;
};

outcome decode(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "decode");
    std::ostringstream out;
    std::ostringstream errors;
    const auto code = kmp2mqtt::tool::run(std::move(arguments), out, errors);
    return {code, out.str(), errors.str()};
}

outcome decode_input(const std::string& text, std::vector<std::string> arguments = {})
{
    std::istringstream input{text};
    auto* const real = std::cin.rdbuf(input.rdbuf());
    std::cin.clear();
    auto end = decode(std::move(arguments));
    std::cin.rdbuf(real);
    std::cin.clear();
    return end;
}

/// A file that is gone afterwards.
class file_with {
public:
    explicit file_with(const std::string& text)
        : path_{std::filesystem::temp_directory_path() /
                ("kmp2mqtt-decode-" + std::to_string(getpid()))}
    {
        std::ofstream{path_} << text;
    }
    file_with(const file_with&) = delete;
    file_with& operator=(const file_with&) = delete;
    ~file_with() { std::filesystem::remove(path_); }

    [[nodiscard]] std::string path() const { return path_; }

private:
    std::filesystem::path path_;
};

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("tool/decode")
{
    TEST_CASE("bytes come from arguments, a file or standard input")
    {
        const auto from_arguments = decode({"80", "3f", "01", "058a0d"});
        CHECK(from_arguments.code == exit_code::ok);
        CHECK(contains(from_arguments.out, "GetType"));
        CHECK(from_arguments.errors.empty());

        const file_with frame{"80 3f 01\n05 8a 0d\n"};
        CHECK(contains(decode({"-f", frame.path()}).out, "GetType"));
        CHECK(decode({"--file", frame.path()}).code == exit_code::ok);

        const auto from_input = decode_input("80 3f 01 05 8a 0d\n");
        CHECK(from_input.code == exit_code::ok);
        CHECK(from_input.out == decode({"-f", frame.path()}).out);
        CHECK(decode_input("80 3f 01 05 8a 0d\n", {"-"}).out == from_input.out);
        CHECK(decode_input("80 3f 01 05 8a 0d\n", {"-f", "-"}).out == from_input.out);
    }

    TEST_CASE("a frame is found again by its line, or by its argument")
    {
        CHECK(contains(decode_input("\n803f01058a0d\n").out, "good: line 2\n"));
        CHECK(contains(decode({"06", "803f01058a0d"}).out, "good: argument 2\n"));
    }

    TEST_CASE("every frame is explained, and with --json each is a line")
    {
        const std::string both = "803f01058a0d403f0100041bf90126990d";
        CHECK(contains(decode({both}).out, "frame 2, meter to host"));
        const auto lines = decode({"--json", both}).out;
        CHECK(std::ranges::count(lines, '\n') == 2);
        CHECK(lines.starts_with("{\"kind\":\"frame\",\"line\":1,"));
    }

    TEST_CASE("the end tells whether every frame is good")
    {
        CHECK(decode({"803f01058a0d", "06", "00"}).code == exit_code::ok);
        CHECK(decode({"06"}).code == exit_code::ok);
        CHECK(decode({"3f01058a"}).code == exit_code::ok);
        CHECK(decode({"803f01058b0d"}).code == exit_code::bad_frame);
        CHECK(decode({"803f01058b0d", "803f01058a0d"}).code == exit_code::bad_frame);
        CHECK(decode({"803f01058a0d", "803f"}).code == exit_code::bad_frame);
        CHECK(decode({"1122"}).code == exit_code::bad_frame);
        CHECK(decode({"00"}).code == exit_code::bad_frame);
    }

    TEST_CASE("a log is explained with its ports and lines, and what was left out is told")
    {
        const auto end = decode_input(
            "2026-11-25T15:40:22+0000 info kmptool 0.1.0\n"
            "2026-11-25T15:40:22+0000 trace /dev/ttyUSB0 -> 80 3f 02 35 e9 0d\n"
            "2026-11-25T15:40:22+0000 trace /dev/ttyUSB0 <- 80 3f 02 35 e9 0d 40 3f\n"
            "2026-11-25T15:40:22+0000 trace /dev/ttyUSB0 <- 02 01 23 45 67 e9 56 0d\n");
        CHECK(end.code == exit_code::ok);
        CHECK(contains(end.out, "frame 1, host to meter, 6 bytes, good: line 2 /dev/ttyUSB0"));
        CHECK(contains(end.out, "echo"));
        CHECK(contains(end.out, "frame 3, meter to host, 10 bytes, good: line 3"));
        CHECK(contains(end.out, "19088743"));
        CHECK(contains(end.errors, "1 lines of the log"));
    }

    TEST_CASE("what is no hex is a usage error that names the place and what would be right")
    {
        const auto word = decode({"80", "3x"});
        CHECK(word.code == exit_code::usage);
        CHECK(word.out.empty());
        CHECK(contains(word.errors, "argument 2: \"3x\" is no hex; a byte is two digits"));
        CHECK(contains(decode({"80 3f\n3x"}).errors, "line 2: \"3x\""));
        const auto line = decode_input("80 3f\n\n801\n");
        CHECK(line.code == exit_code::usage);
        CHECK(contains(line.errors, "line 3: \"801\" has an odd number"));
    }

    TEST_CASE("an input without end is a usage error, not the end of all memory")
    {
        const auto endless = decode({"-f", "/dev/zero"});
        CHECK(endless.code == exit_code::usage);
        CHECK(endless.errors ==
              "kmptool: reading /dev/zero: it has more than 64 MB; give the part that matters\n");
    }

    TEST_CASE("nothing to explain is a usage error")
    {
        CHECK(decode_input("").code == exit_code::usage);
        CHECK(contains(decode_input("\n \n").errors, "no hex"));
        CHECK(decode({""}).code == exit_code::usage);
        const auto missing = decode({"-f", "/nonexistent/frames"});
        CHECK(missing.code == exit_code::usage);
        CHECK(contains(missing.errors, "/nonexistent/frames: No such file"));
        CHECK(contains(decode({"-f", "/tmp"}).errors, "/tmp: Is a directory"));
        CHECK(contains(decode({"-f", "/tmp", "80"}).errors, "excludes"));
    }
}
