// SPDX-License-Identifier: Apache-2.0

#include "simulator/journal.hpp"

#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "bench.hpp"
#include "fake/manual_clock.hpp"

using namespace kmp2mqtt;

namespace {

/// A meter on a line, with a journal.
struct noted_line {
    explicit noted_line(const std::string& scenarios)
        : line{bench::make_meter("403"), scenarios, &notes}
    {
    }

    /// What it has noted since the last call.
    std::string news()
    {
        auto text = std::move(written).str();
        written.str({});
        return text;
    }

    std::ostringstream written;
    fake::manual_clock time;
    simulator::journal notes{written, time};
    bench::asked_line line;
};

constexpr auto ask_serial = "80 3f 02 35 e9 0d";

}  // namespace

TEST_SUITE("simulator/journal")
{
    TEST_CASE("a request stands in it with its time, the meter and the command")
    {
        noted_line here{""};
        here.line.ask(ask_serial);
        CHECK(here.news() ==
              "{\"time\":1795344303000,\"serial\":71234567,\"asked\":2,\"answered\":true,"
              "\"values\":{}}\n");
    }

    TEST_CASE("values stand in it with their digits, decimals and unit")
    {
        noted_line here{""};
        const auto shown = here.line.value(86);
        here.news();
        here.line.ask({86, 99});
        const auto noted = here.news();
        std::string digits = shown.substr(0, shown.find(' '));
        std::erase(digits, '.');
        CHECK(noted.find("\"asked\":16,\"answered\":true,\"values\":{\"86\":[" + digits +
                         ",2,\"°C\"],\"99\":[0,0,\"number\"]}}") != std::string::npos);
    }

    TEST_CASE("a request that the meter does not hear stands in it too")
    {
        noted_line here{"quota:1"};
        here.line.ask(ask_serial);
        here.news();
        here.line.ask({60});
        CHECK(here.news() ==
              "{\"time\":1795344303000,\"serial\":71234567,\"asked\":16,\"answered\":false}\n");
    }

    TEST_CASE("what a line does to the frame changes nothing in it")
    {
        noted_line sound{""};
        noted_line damaged{"bad_checksum:1,bit_errors:0.1,noise"};
        sound.line.ask({60, 86});
        damaged.line.ask({60, 86});
        CHECK(sound.news() == damaged.news());
    }

    TEST_CASE("what the meter measures wrongly stands in it as it was said")
    {
        noted_line here{"sensor_fault:1"};
        here.line.ask({86});
        here.news();
        here.line.ask({86});
        CHECK(here.news().find("\"86\":[18500,2,\"°C\"]") != std::string::npos);
    }

    TEST_CASE("an answer to another request is noted with what it says")
    {
        noted_line here{"wrong_answer:1"};
        here.line.ask({60});
        CHECK(here.news().find("\"asked\":16,\"answered\":true,\"values\":{\"1002\":[") !=
              std::string::npos);
    }
}
