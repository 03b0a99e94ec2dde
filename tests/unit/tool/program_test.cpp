// SPDX-License-Identifier: Apache-2.0

#include "tool/program.hpp"

#include <doctest/doctest.h>

#include "run.hpp"

using kmp2mqtt::tool::exit_code;
using tool_test::contains;
using tool_test::run;

TEST_SUITE("tool/program")
{
    TEST_CASE("help and version are results, not errors")
    {
        const auto help = run({"--help"});
        CHECK(help.code == exit_code::ok);
        CHECK(contains(help.out, "simulate"));
        CHECK(help.errors.empty());
        const auto version = run({"--version"});
        CHECK(version.code == exit_code::ok);
        CHECK(version.out.starts_with("kmptool "));
    }

    TEST_CASE("options of the program stand before or after the command")
    {
        CHECK(run({"-v", "simulate", "--list-scenarios"}).code == exit_code::ok);
        CHECK(run({"simulate", "--list-scenarios", "-vv"}).code == exit_code::ok);
    }

    TEST_CASE("the scenarios are listed with what they do")
    {
        const auto list = run({"simulate", "--list-scenarios"});
        CHECK(contains(list.out, "bad_checksum"));
        CHECK(contains(list.out, "every third answer"));
    }

    TEST_CASE("a wrong command line is a usage error that says what would be right")
    {
        const auto fails = [](std::vector<std::string> arguments, const char* why) {
            const auto end = run(std::move(arguments));
            CAPTURE(end.errors);
            CHECK(end.code == exit_code::usage);
            CHECK(end.out.empty());
            CHECK(contains(end.errors, why));
        };
        SUBCASE("no command")
        {
            fails({}, "subcommand");
        }
        SUBCASE("an unknown command")
        {
            fails({"simulated"}, "subcommand");
        }
        SUBCASE("an unknown scenario")
        {
            fails({"simulate", "--scenario", "gremlins"}, "echo, noise, bad_checksum, omit");
        }
        SUBCASE("an unknown model")
        {
            fails({"simulate", "--model", "404"}, "404 is no model; there are 403, 603");
        }
        SUBCASE("two places to serve")
        {
            fails({"simulate", "--tcp", "2002", "--pty", "/tmp/meter"}, "excludes");
        }
        SUBCASE("a port that does not exist")
        {
            fails({"simulate", "--tcp", "65536"}, "--tcp");
        }
        SUBCASE("more ports than there are")
        {
            fails({"simulate", "--tcp", "65000", "--meters", "1000"}, "65000");
        }
        SUBCASE("an address of two bytes")
        {
            fails({"simulate", "--address", "256"}, "--address");
        }
    }

    TEST_CASE("a port that cannot be used ends with its own code")
    {
        const auto end = run({"simulate", "--pty", "/nonexistent/meter"});
        CHECK(end.code == exit_code::port);
        CHECK(contains(end.errors, "/nonexistent/meter"));
    }
}
