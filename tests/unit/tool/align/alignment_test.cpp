// SPDX-License-Identifier: Apache-2.0

#include "tool/align/alignment.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::cause;
using kmp2mqtt::tool::alignment;
using kmp2mqtt::tool::attempt;
using kmp2mqtt::tool::exit_code;
using kmp2mqtt::tool::info;
using kmp2mqtt::tool::verdict;
using kmp2mqtt::tool::verdict_on;
using time_point = kmp2mqtt::core::clock::time_point;

namespace {

struct cupboard {
    time_point now{};
    alignment place{now, 5min};

    /// A second later.
    void hears(verdict what, unsigned times = 1)
    {
        for (; times > 0; --times) {
            attempt heard;
            heard.said = what;
            place.take(std::move(heard), now);
            now += 1s;
        }
    }
};

}  // namespace

TEST_SUITE("tool/alignment")
{
    TEST_CASE_FIXTURE(cupboard, "the share is that of the last twenty tries")
    {
        CHECK(place.of() == 0);
        hears(verdict::noise, 3);
        hears(verdict::good, 17);
        CHECK(place.good() == 17);
        CHECK(place.of() == 20);
        hears(verdict::good, 2);
        CHECK(place.good() == 19);
        CHECK(place.of() == 20);
        CHECK(place.tries() == 22);
    }

    TEST_CASE_FIXTURE(cupboard, "it is over when twenty of twenty were good")
    {
        hears(verdict::good, 19);
        CHECK(!place.is_over(now));
        hears(verdict::good);
        CHECK(place.is_over(now));
    }

    TEST_CASE_FIXTURE(cupboard, "nineteen good ones after a bad one are not enough")
    {
        hears(verdict::silent);
        hears(verdict::good, 19);
        CHECK(!place.is_over(now));
    }

    TEST_CASE_FIXTURE(cupboard, "it is over when patience is, and no try is due later")
    {
        CHECK(!place.is_over(now + 5min - 1ms));
        CHECK(place.is_over(now + 5min));
        now += 4min + 59s;
        hears(verdict::silent);
        CHECK(place.next_try() == time_point{} + 5min);
    }

    TEST_CASE_FIXTURE(cupboard, "the next try comes a second after a good one, else later")
    {
        CHECK(place.next_try() == now);
        hears(verdict::good);
        CHECK(place.next_try() == time_point{} + 1s);
        hears(verdict::damaged);
        CHECK(place.next_try() == time_point{} + 1s + 3500ms);
    }

    TEST_CASE_FIXTURE(cupboard, "hints come in the order that helps most, three tries each")
    {
        hears(verdict::silent, 3);
        CHECK(place.hint() == "press a button on the meter");
        hears(verdict::silent);
        CHECK(place.hint() == "turn the head by 180 degrees");
        hears(verdict::silent, 3);
        CHECK(place.hint() == "move the head a few millimetres lower");
        hears(verdict::silent, 9);
        CHECK(place.hint() == "press a button on the meter");
    }

    TEST_CASE_FIXTURE(cupboard, "the hint is that for what came last")
    {
        hears(verdict::silent, 4);
        hears(verdict::noise);
        CHECK(place.hint() == "shade the head from sun and lamps");
        hears(verdict::silent);
        CHECK(place.hint() == "turn the head by 180 degrees");
    }

    TEST_CASE_FIXTURE(cupboard, "after a good answer the hints begin anew")
    {
        hears(verdict::silent, 4);
        hears(verdict::good);
        CHECK(place.hint() == "hold it there");
        hears(verdict::silent);
        CHECK(place.hint() == "press a button on the meter");
    }

    TEST_CASE_FIXTURE(cupboard, "what is wrong with the port is the hint")
    {
        place.take({.said = verdict::no_port, .bytes = 0, .took = {}, .port_text = "no such file"},
                   now);
        CHECK(place.hint() == "no such file");
    }

    TEST_CASE("each cause has its verdict, and each verdict its exit code")
    {
        struct row {
            cause why;
            const char* name;
            exit_code code;
        };
        for (const auto& each : {
                 row{cause::silence, "silent", exit_code::no_answer},
                 row{cause::only_echo, "echo", exit_code::no_answer},
                 row{cause::noise, "noise", exit_code::bad_frame},
                 row{cause::bad_checksum, "damaged", exit_code::bad_frame},
                 row{cause::wrong_answer, "other", exit_code::bad_frame},
                 row{cause::connection_lost, "no_port", exit_code::port},
                 row{cause::port_missing, "no_port", exit_code::port},
                 row{cause::internal, "no_port", exit_code::port},
             }) {
            const auto& known = info(verdict_on(each.why));
            CHECK(known.name == each.name);
            CHECK(known.code == each.code);
        }
        CHECK(info(verdict::good).code == exit_code::ok);
    }

    TEST_CASE("every hint fits a line of eighty columns after a try's details")
    {
        for (std::size_t i = 0; i < kmp2mqtt::tool::verdicts; ++i) {
            const auto& known = info(static_cast<verdict>(i));
            CHECK(known.said == static_cast<verdict>(i));
            for (const auto hint : known.hints) {
                CHECK(hint.size() < 40);
            }
        }
    }
}
