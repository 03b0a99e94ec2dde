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

    TEST_CASE("of an option that is given twice, the last counts")
    {
        const auto address = run({"-a", "63", "get-serial", "-a", "400", "-a", "300"});
        CHECK(
            address.errors ==
            "kmptool: --destination-address 300: must be a number from 0 to 255, as 63 or 0x3F\n");
        const auto device = run({"-d", "/dev/ttyUSB0", "get-serial", "-d", "relp"});
        CHECK(contains(device.errors, "relp"));
        CHECK(run({"registers", "60", "--unit", "bar", "--unit", "MWh", "--json", "--json"}).code ==
              exit_code::ok);
        CHECK(contains(run({"get-register", "--register", "a", "--json", "--text"}).errors,
                       "register a"));
    }

    TEST_CASE("the scenarios are listed with what they do")
    {
        const auto list = run({"simulate", "--list-scenarios"});
        CHECK(list.code == exit_code::ok);
        CHECK(contains(list.out, "bad_checksum:N "));
        CHECK(contains(list.out, "every N-th answer has a wrong checksum"));
        CHECK(contains(list.out, "\nsilent               the meter never answers\n"));
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
            fails({}, "Usage: kmptool");
            fails({"-v"}, "kmptool: a command is missing; kmptool --help lists them\n");
        }
        SUBCASE("a mistyped command")
        {
            fails({"get-regster"},
                  "kmptool: get-regster is no command; did you mean get-register?\n");
            fails({"gibberish"}, "kmptool: gibberish is no command; kmptool --help lists them\n");
            fails({"-v", "get-regster", "--register", "60"}, "get-regster is no command");
            fails({"get-regster", "--help"}, "get-regster is no command");
        }
        SUBCASE("a command of other programs")
        {
            fails({"help"}, "kmptool COMMAND --help");
            fails({"version"}, "kmptool --version");
            fails({"-V"}, "-V is no option of kmptool; kmptool --version prints the version");
            fails({"capture", "--help"}, "capture is no command; --capture FILE, with any command");
        }
        SUBCASE("a mistyped option")
        {
            fails({"get-register", "--jsn"},
                  "kmptool: --jsn is no option of kmptool get-register; did you mean --json?\n");
            fails({"get-type", "--retrys=3"}, "did you mean --retries?");
            fails({"get-type", "--gibberish"}, "kmptool get-type --help lists them");
        }
        SUBCASE("a word where none is expected")
        {
            fails({"get-register", "60"},
                  "kmptool: get-register 60: a register is named by an option; write --register "
                  "60\n");
            fails({"get-serial", "60"}, "kmptool: get-serial 60: no word is expected there");
        }
        SUBCASE("an unknown scenario")
        {
            fails({"simulate", "--scenario", "gremlins"}, "gremlins is no scenario; there are");
        }
        SUBCASE("a number that a scenario cannot take")
        {
            fails({"simulate", "--scenario", "noise,bit_errors:2"}, "RATE is a number from 0 to 1");
        }
        SUBCASE("scenarios that cannot stand together, in one option or in two")
        {
            fails({"simulate", "--scenario", "half,silent"}, "how an answer ends; name one");
            fails({"simulate", "--scenario", "half", "--scenario", "silent"}, "name one");
            fails({"simulate", "--echo", "--scenario", "echo_partial"}, "what the head sends back");
        }
        SUBCASE("a scenario that the model cannot show")
        {
            fails({"simulate", "--model", "flowiq", "--scenario", "sensor_fault"}, "--model 403");
        }
        SUBCASE("a refusal on a pseudo-terminal")
        {
            fails({"simulate", "--pty", "/tmp/meter", "--scenario", "refusal"}, "needs --tcp");
        }
        SUBCASE("two scenarios that only a blank parts")
        {
            fails({"simulate", "--scenario", "noise", "late"}, "late");
        }
        SUBCASE("an unknown model")
        {
            fails({"simulate", "--model", "404"}, "404 is no model; there are 403, 603");
        }
        SUBCASE("two places to serve")
        {
            fails({"simulate", "--tcp", "2002", "--pty", "/tmp/meter"}, "excludes");
        }
        SUBCASE("an empty text, which a script passes whose variable is not set")
        {
            fails({"scan", "--from", "", "--to", "60"}, "--from: must not be empty");
            fails({"scan", "--from", "60", "--to", ""}, "--to: must not be empty");
            fails({"scan", "--state", ""}, "--state: must not be empty");
            fails({"get-serial", "--capture", ""}, "--capture: must not be empty");
            fails({"decode", "-f", ""}, "--file: must not be empty");
            fails({"simulate", "--pty", ""}, "--pty: must not be empty");
            fails({"simulate", "--journal", ""}, "--journal: must not be empty");
        }
        SUBCASE("a port that does not exist")
        {
            fails({"simulate", "--tcp", "65536"},
                  "kmptool: --tcp: must be a number from 0 to 65535, not 65536\n");
        }
        SUBCASE("a journal where no file can be")
        {
            fails({"simulate", "--tcp", "0", "--journal", "/nowhere/journal"},
                  "--journal: writing to /nowhere/journal: No such file or directory");
        }
        SUBCASE("more ports than there are")
        {
            fails({"simulate", "--tcp", "65000", "--meters", "1000"}, "65000");
        }
        SUBCASE("a recording of no line")
        {
            fails({"registers", "--capture", "/tmp/none"}, "reads no meter");
        }
        SUBCASE("a number that is too large")
        {
            fails({"simulate", "--seed", "99999999999999999999", "--pty", "/nonexistent/meter"},
                  "--seed: must be a number from 0 to 18446744073709551615");
            fails({"simulate", "--serial", "4294967296"}, "--serial: must be a number from 0");
            fails({"get-type", "--retries", "101"}, "--retries: must be a number from 0 to 100");
            fails({"replay", "--baud", "fast", "/dev/null"}, "--baud: must be a number from 0");
        }
        SUBCASE("an address of two bytes")
        {
            fails({"simulate", "--address", "256"}, "--address");
        }
        SUBCASE("a number below 0 where there is none")
        {
            for (const auto* const option :
                 {"--seed", "--serial", "--baud", "--tcp", "--meters", "--address"}) {
                fails({"simulate", option, "-1", "--scenario", "gremlins"}, option);
            }
            fails({"simulate", "--seed=-1", "--pty", "/nonexistent/meter"}, "not -1");
            fails({"simulate", "--seed", " -1", "--pty", "/nonexistent/meter"}, "a number from 0");
        }
    }

    TEST_CASE("a model may be named as its maker and people do")
    {
        for (const auto* const model : {"403", "MC403", "mc 603", "MULTICAL 403", "Multical® 603",
                                        "flowIQ", "FLOWIQ", "Kamstrup flowIQ"}) {
            CAPTURE(model);
            CHECK(run({"simulate", "--model", model, "--pty", "/nonexistent/meter"}).code ==
                  exit_code::port);
            CHECK(run({"registers", "--model", model}).code == exit_code::ok);
        }
        CHECK(contains(run({"registers", "--model", "MC404"}).errors,
                       "MC404 is no model; there are 601, 801"));
        const auto help = run({"simulate", "--help"}).out;
        // By the version of CLI11.
        CHECK((contains(help, "--model NAME=403 ") || contains(help, "--model NAME [403] ")));
        CHECK(contains(help, "402, 601, 602, flowiq"));
    }

    TEST_CASE("an echo may be asked for in two ways at once")
    {
        const auto end =
            run({"simulate", "--echo", "--scenario", "echo,late", "--pty", "/nonexistent/meter"});
        CHECK(end.code == exit_code::port);
    }

    TEST_CASE("a port that cannot be used ends with its own code")
    {
        const auto end = run({"simulate", "--pty", "/nonexistent/meter"});
        CHECK(end.code == exit_code::port);
        CHECK(contains(end.errors, "/nonexistent/meter"));
    }
}
