// SPDX-License-Identifier: Apache-2.0

#include "tool/registers.hpp"

#include <doctest/doctest.h>

#include <kmp/registers.hpp>

#include "run.hpp"
#include "tool/text_block.hpp"

using kmp2mqtt::tool::columns_of;
using kmp2mqtt::tool::exit_code;
using tool_test::contains;
using tool_test::run;

namespace {

std::vector<std::string> lines(std::size_t width, std::vector<std::string> arguments)
{
    CLI::App program;
    const kmp2mqtt::tool::registers command{program};
    arguments.emplace_back("registers");
    program.parse(arguments);  // last first, as CLI11 wants them
    std::ostringstream out;
    std::ostringstream errors;
    CHECK(command.run(width, out, errors) == exit_code::ok);
    std::istringstream text{out.str()};
    std::vector<std::string> all;
    for (std::string line; std::getline(text, line);) {
        all.push_back(line);
    }
    return all;
}

}  // namespace

TEST_SUITE("tool/registers")
{
    TEST_CASE("a wide table has number, hex, name, unit and label")
    {
        const auto table = lines(80, {"60"});
        REQUIRE(table.size() == 1);
        CHECK(table[0] == "   60 0x003C  heat_energy_e1 MWh      Heat energy");
    }

    TEST_CASE("no line is wider than the terminal, down to 40 columns")
    {
        for (const std::size_t width : {40U, 60U, 80U, 120U}) {
            const auto table = lines(width, {});
            CHECK(table.size() == kmp::known_registers().size());
            for (const auto& line : table) {
                CAPTURE(line);
                CHECK(columns_of(line) <= width);
            }
        }
    }

    TEST_CASE("JSON has everything that is known of a register")
    {
        const auto found = run({"registers", "60", "--json"});
        CHECK(contains(found.out, R"("name":"heat_energy_e1")"));
        CHECK(contains(found.out, R"("description":")"));
        CHECK(contains(found.out, R"("models":["601",)"));
    }

    TEST_CASE("a search that finds nothing has been answered, and says what is possible")
    {
        const auto none = run({"registers", "gremlins"});
        CHECK(none.code == exit_code::ok);
        CHECK(none.out.empty());
        CHECK(contains(none.errors, "by their number"));
        const auto json = run({"registers", "gremlins", "--json"});
        CHECK(json.code == exit_code::ok);
        CHECK(json.out == "[]\n");
    }

    TEST_CASE("what nobody can search for is a usage error")
    {
        CHECK(run({"registers", "--model", "404"}).code == exit_code::usage);
        const auto unit = run({"registers", "--unit", "parsec"});
        CHECK(unit.code == exit_code::usage);
        CHECK(contains(unit.errors, "kmptool: --unit: parsec is no unit of a register; write"));
    }
}
