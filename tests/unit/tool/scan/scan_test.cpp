// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

#include <doctest/doctest.h>

#include "run.hpp"
#include "tool/program.hpp"

using kmp2mqtt::tool::exit_code;

namespace {

/// A wrong command line ends with usage, before any port is opened.
std::string refusal(std::vector<std::string> arguments)
{
    std::ostringstream out;
    std::ostringstream errors;
    CHECK(kmp2mqtt::tool::run(std::move(arguments), out, errors) == exit_code::usage);
    CHECK(out.str().empty());
    return errors.str();
}

/// That no other run of the tests has.
std::filesystem::path own_file()
{
    return std::filesystem::temp_directory_path() /
           ("kmptool_scan_options_test_" + std::to_string(getpid()));
}

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("tool/scan")
{
    TEST_CASE("a range that is none is refused")
    {
        CHECK(contains(refusal({"scan", "--from", "9", "--to", "8"}), "--to 8"));
        CHECK(contains(refusal({"scan", "--from", "0x10000", "--to", "8"}), "--from: register"));
        CHECK(contains(refusal({"scan", "--from", "1", "--to", "many"}), "--to: register many"));
        CHECK(contains(refusal({"scan", "--from", "1"}), "--to"));
        CHECK(contains(refusal({"scan", "--to", "1"}), "--from"));
    }

    TEST_CASE("one layout at a time")
    {
        CHECK(contains(refusal({"scan", "--json", "--toml"}), "excludes"));
    }

    TEST_CASE("of a finished scan nothing is shown before the meter has said that it is the same")
    {
        const auto file = own_file();
        std::ofstream{file} << "kmptool scan 1\nserial 1\nvalue 60 03 42 7b\nleft_out 61\n";
        const auto end = tool_test::run(
            {"scan", "--device", "/nonexistent", "--state", file, "--from", "60", "--to", "61"});
        std::filesystem::remove(file);
        CHECK(end.code == exit_code::port);
        CHECK(end.out.empty());
        CHECK(contains(end.errors, "opening /nonexistent"));
    }

    TEST_CASE("a state file of another scan, or of none, is refused by name")
    {
        const auto file = own_file();
        std::ofstream{file} << "kmptool scan 1\nserial 1\nask 1 2 3\n";
        const auto other = refusal({"scan", "--state", file, "--from", "1", "--to", "4"});
        CHECK(contains(other, file.c_str()));
        CHECK(contains(other, "holds a scan of other registers, all 1 to 3; choose"));
        std::ofstream{file} << "kmptool scan 1\nserial 1\nask one\n";
        CHECK(contains(refusal({"scan", "--state", file}), ":3: ask one is damaged"));
        std::filesystem::remove(file);
    }
}

TEST_SUITE("tool/align")
{
    TEST_CASE("a time that is none, or over an hour, is refused")
    {
        CHECK(contains(refusal({"align", "--for", "0s"}), "--for 0s"));
        CHECK(contains(refusal({"align", "--for", "61min"}), "up to 1h"));
        CHECK(contains(refusal({"align", "--for", "soon"}), "--for soon"));
    }
}
