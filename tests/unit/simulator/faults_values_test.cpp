// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

namespace {

asked_line line_with(const std::string& scenarios, std::string_view model = "403")
{
    return asked_line{make_meter(model), scenarios};
}

std::vector<unsigned> ids(const simulator::transmission& answer)
{
    std::vector<unsigned> all;
    for (const auto& each : measured(answer)) {
        all.push_back(static_cast<unsigned>(each.id));
    }
    return all;
}

const std::vector<unsigned> asked{60, 68, 74, 80, 86, 87, 89, 99};
constexpr std::initializer_list<std::uint16_t> eight{60, 68, 74, 80, 86, 87, 89, 99};

/// What so many answers say of one register, with its unit.
std::vector<std::string> values(asked_line line, std::uint16_t id, int answers)
{
    std::vector<std::string> all;
    for (int i = 0; i < answers; ++i) {
        all.push_back(line.value(id));
    }
    return all;
}

/// The same in one line, without its unit.
std::string numbers(asked_line line, std::uint16_t id, int answers)
{
    std::string all;
    for (int i = 0; i < answers; ++i) {
        const auto value = line.value(id);
        all += (all.empty() ? "" : " ") + value.substr(0, value.find(' '));
    }
    return all;
}

}  // namespace

TEST_SUITE("simulator/faults_values")
{
    TEST_CASE("omit leaves a share of the registers out of a sound answer")
    {
        auto line = line_with("omit");
        std::size_t left = 0;
        for (int i = 0; i < 100; ++i) {
            const auto some = ids(line.ask(eight));
            CHECK(std::ranges::includes(asked, some));
            left += some.size();
        }
        CHECK(left > 500);
        CHECK(left < 620);
        CHECK(ids(line_with("omit:1").ask(eight)).empty());
        CHECK(line_with("omit:1").bytes("80 3f 10 01 03 ea 4c b7 0d") == "40 3f 10 07 9a 0d");
        CHECK(ids(line_with("omit:0").ask(eight)) == asked);
    }

    TEST_CASE("reorder leaves no register in its place and loses none")
    {
        auto line = line_with("reorder");
        for (int i = 0; i < 20; ++i) {
            auto other = ids(line.ask(eight));
            REQUIRE(other.size() == 8);
            for (std::size_t at = 0; at < 8; ++at) {
                CHECK(other[at] != asked[at]);
            }
            std::ranges::sort(other);
            CHECK(other == asked);
        }
        CHECK(ids(line.ask({1002})) == std::vector<unsigned>{1002});
    }

    TEST_CASE("wrong_answer is sound, and of the same command where registers were asked for")
    {
        auto line = line_with("wrong_answer:2");
        CHECK(ids(line.ask({60, 1002})) == std::vector<unsigned>{60, 1002});
        CHECK(ids(line.ask({60, 1002})) == std::vector<unsigned>{1003});
        CHECK(line.bytes("80 3f 02 35 e9 0d").starts_with("40 3f 02"));
        CHECK(line.bytes("80 3f 02 35 e9 0d").starts_with("40 3f 01"));
        CHECK(line.bytes("80 3f 01 05 8a 0d").starts_with("40 3f 01"));
        CHECK(line.bytes("80 3f 01 05 8a 0d").starts_with("40 3f 02"));
    }

    TEST_CASE("a wrong answer is never empty, whatever was asked")
    {
        for (const auto* model : {"302", "402", "403", "601", "602", "603", "flowiq"}) {
            CAPTURE(model);
            auto line = line_with("wrong_answer:1", model);
            CHECK(ids(line.ask({1002, 1003, 1004, 1001, 99, 74, 68, 86})).size() == 1);
            CHECK(ids(line.ask({60, 292})) == std::vector<unsigned>{1002});
        }
    }

    TEST_CASE("unit_change tells the same energy in another unit")
    {
        const auto sound = line_with("").value(60);
        const auto mwh = values(line_with("unit_change:2"), 60, 3);
        CHECK(mwh[0] == sound);
        CHECK(mwh[1] == sound);
        CHECK(sound.ends_with(" MWh"));
        CHECK(mwh[2].ends_with(" GJ"));
        CHECK(std::stod(mwh[2]) == doctest::Approx(std::stod(sound) * 3.6).epsilon(0.001));

        const auto gj = values(line_with("unit_change:1", "603"), 60, 2);
        CHECK(gj[0].ends_with(" GJ"));
        CHECK(gj[1].ends_with(" MWh"));
        CHECK(std::stod(gj[0]) == doctest::Approx(std::stod(gj[1]) * 3.6).epsilon(0.001));
        CHECK(values(line_with("unit_change:1", "302"), 60, 2)[1].ends_with(" GJ"));
        CHECK(values(line_with("unit_change:1"), 68, 2)[1].ends_with(" m³"));
    }

    TEST_CASE("counter_fall lets counters begin anew, and nothing else")
    {
        for (const auto* model : {"403", "flowiq"}) {
            const auto volume = values(line_with("counter_fall:2", model), 68, 4);
            CHECK(volume[0] == volume[1]);
            CHECK(std::stod(volume[1]) > 100);
            CHECK(std::stod(volume[2]) == 0);
            CHECK(std::stod(volume[3]) == 0);
        }
        const auto temperature = values(line_with("counter_fall:1"), 86, 2);
        CHECK(temperature[0] == temperature[1]);
    }

    TEST_CASE("a counter that fell goes on counting")
    {
        auto line = line_with("counter_fall:1");
        CHECK(std::stod(line.value(60)) > 10);
        CHECK(std::stod(line.value(60)) == 0);
        line.meter_now += 24h;
        const auto next_day = std::stod(line.value(60));
        CHECK(next_day > 0.005);
        CHECK(next_day < 0.2);
    }

    TEST_CASE("a broken sensor shows its value, no difference, no power, and the info code")
    {
        const auto shown = [](std::string_view model, int answers) {
            auto line = line_with("sensor_fault:1", model);
            for (int i = 1; i < answers; ++i) {
                static_cast<void>(line.answers());
            }
            std::string all;
            for (const auto& each : measured(line.ask({86, 87, 89, 80, 99}))) {
                all += kmp::text(each.value) + " ";
            }
            return all;
        };
        const auto sound = line_with("").value(86);
        CHECK(shown("403", 1).starts_with(sound.substr(0, 5)));
        CHECK(shown("403", 1).ends_with(" 0 "));
        const auto t1 = shown("403", 2);
        CHECK(t1.starts_with("185.00 "));
        CHECK(t1.ends_with(" 0.00 0.0 8 "));
        CHECK(shown("403", 3) == shown("403", 1));
        const auto t2 = shown("403", 4);
        CHECK(t2.starts_with(sound.substr(0, 5)));
        CHECK(t2.ends_with(" 0.00 0.00 0.0 64 "));
        CHECK(shown("402", 4).ends_with(" 0.00 0.00 0.0 4 "));
    }

    TEST_CASE("info codes come and go, and the meter counts that")
    {
        CHECK(numbers(line_with("info_codes:1"), 99, 7) == "0 2 0 256 0 4096 0");
        CHECK(numbers(line_with("info_codes:2"), 369, 5) == "0 0 2 2 0");
        CHECK(numbers(line_with("info_codes:1"), 113, 3) == "0 1 2");
        CHECK(numbers(line_with("info_codes:1", "flowiq"), 99, 4) == "0 1 0 2");
    }

    TEST_CASE("every model has info codes")
    {
        for (const auto& model : simulator::models()) {
            CAPTURE(model.name);
            CHECK(numbers(line_with("info_codes:1", model.name), 99, 2) != "0 0");
        }
    }

    TEST_CASE("info codes of two scenarios add up")
    {
        CHECK(numbers(line_with("info_codes:1,sensor_fault:1"), 99, 2) == "0 10");
    }
}
