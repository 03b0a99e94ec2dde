// SPDX-License-Identifier: Apache-2.0

#include "tool/help_text.hpp"

#include <sstream>

#include <doctest/doctest.h>

#include "run.hpp"
#include "tool/text_block.hpp"

using kmp2mqtt::tool::fitted;

TEST_SUITE("tool/help_text")
{
    TEST_CASE("lines that fit stay as they are")
    {
        CHECK(fitted("Options:\n  --json  Print JSON\n\n", 40) ==
              "Options:\n  --json  Print JSON\n\n");
    }

    TEST_CASE("an explanation goes on below its beginning")
    {
        CHECK(fitted("  --name  one two three four five six seven eight nine ten\n", 52) ==
              "  --name  one two three four five six seven eight\n"
              "          nine ten\n");
    }

    TEST_CASE("without room beside the name, an explanation stands below it")
    {
        CHECK(fitted("  --name  one two three four five six seven eight nine ten\n", 40) ==
              "  --name\n"
              "      one two three four five six seven\n"
              "      eight nine ten\n");
    }

    TEST_CASE("the help of every command fits 80 and 40 columns")
    {
        for (const auto* const command : {"get-register", "get-serial", "get-type", "registers",
                                          "scan", "align", "decode", "simulate", "replay"}) {
            const auto help = tool_test::run({command, "--help"}).out;
            CHECK(!help.empty());
            for (const std::size_t width : {40U, 80U}) {
                std::istringstream lines{fitted(help, width)};
                for (std::string line; std::getline(lines, line);) {
                    CAPTURE(line);
                    CHECK(kmp2mqtt::tool::columns_of(line) <= width);
                }
            }
        }
    }
}
