// SPDX-License-Identifier: Apache-2.0

#include "simulator/meter.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include <kmp/datalink.hpp>
#include <kmp/value.hpp>

#include "bench.hpp"

using namespace bench;

namespace {

struct answered {
    kmp::unit unit;
    std::size_t length;
    std::string text;
};

/// What the meter answers for one register.
answered read(simulator::meter& from, std::uint16_t id, simulator::meter_time when)
{
    kmp::get_register_request wanted;
    wanted.registers.push_back(kmp::register_id{id});
    const auto frame = from.answer(wanted, when);
    REQUIRE(frame);
    kmp::physical::decoder reader{kmp::physical::sender::meter};
    for (const auto byte : *frame) {
        static_cast<void>(reader.push(byte));
    }
    const auto packet = kmp::datalink::decode(reader.packet());
    REQUIRE(packet);
    const auto response = kmp::decode_response(*packet);
    REQUIRE(response);
    const auto& blocks = std::get<kmp::get_register_response>(*response).registers;
    REQUIRE(blocks.size() == 1);
    return {blocks[0].unit, blocks[0].mantissa.size(), kmp::text(kmp::interpret(blocks[0]).value)};
}

std::size_t decimals(const std::string& number)
{
    const auto point = number.find('.');
    return point == std::string::npos ? 0 : number.size() - point - 1;
}

struct expected {
    const char* model;
    std::uint16_t id;
    kmp::unit unit;
    std::size_t length;
    std::size_t decimals;
};

}  // namespace

TEST_SUITE("simulator/meter")
{
    TEST_CASE("each model writes values in its own units, lengths and decimals")
    {
        using kmp::unit;
        for (const auto& row : {
                 expected{"403", 60, unit::mwh, 4, 3},
                 expected{"403", 68, unit::m3, 4, 2},
                 expected{"403", 74, unit::litre_per_hour, 2, 0},
                 expected{"403", 80, unit::kw, 2, 1},
                 expected{"403", 86, unit::celsius, 2, 2},
                 expected{"403", 89, unit::kelvin, 2, 2},
                 expected{"403", 398, unit::celsius, 2, 1},
                 expected{"603", 60, unit::gj, 4, 3},
                 expected{"603", 68, unit::m3, 4, 3},
                 expected{"603", 347, unit::number, 8, 0},
                 expected{"603", 348, unit::dst_date_time, 7, 0},
                 expected{"302", 60, unit::kwh, 4, 0},
                 expected{"402", 60, unit::gj, 4, 2},
                 expected{"601", 86, unit::celsius, 4, 2},
                 expected{"602", 74, unit::litre_per_hour, 4, 0},
                 expected{"flowiq", 68, unit::m3, 4, 3},
                 expected{"flowiq", 292, unit::celsius, 1, 0},
                 expected{"flowiq", 582, unit::day, 2, 0},
                 expected{"flowiq", 1004, unit::number, 4, 0},
             }) {
            CAPTURE(row.model);
            CAPTURE(row.id);
            auto meter = make_meter(row.model);
            const auto value = read(meter, row.id, evening());
            CHECK(value.unit == row.unit);
            CHECK(value.length == row.length);
            CHECK(decimals(value.text) == row.decimals);
        }
    }

    TEST_CASE("the customer number is the same in two registers and in one of eight bytes")
    {
        auto meter = make_meter("603");
        CHECK(read(meter, 347, evening()).text == "4711000071234567");
        CHECK(read(meter, 112, evening()).text == "47110000");
        CHECK(read(meter, 1010, evening()).text == "71234567");
    }

    TEST_CASE("a meter's clock goes on between the steps of the house")
    {
        auto meter = make_meter("403");
        CHECK(read(meter, 1002, evening()).text == "20:02:43");
        CHECK(read(meter, 1002, evening() + 1s).text == "20:02:44");
        CHECK(read(meter, 1003, evening() + 4h).text == "2026-11-23");
    }

    TEST_CASE("counters grow while time goes on")
    {
        auto meter = make_meter("403");
        const auto before = std::stod(read(meter, 60, evening()).text);
        const auto after = std::stod(read(meter, 60, evening() + 24h).text);
        CHECK(after > before + 0.005);
        CHECK(after < before + 0.2);
    }

    TEST_CASE("cooling is a negative power")
    {
        auto meter = make_meter("603");
        bool seen = false;
        for (auto now = evening(); now < evening() + 24h * 300 && !seen; now += 3h) {
            seen = read(meter, 80, now).text.front() == '-';
        }
        CHECK(seen);
    }

    TEST_CASE("energy of high resolution starts anew at 10 MWh")
    {
        auto meter = make_meter("403");
        const auto whole = std::stod(read(meter, 60, evening()).text);
        const auto fine = std::stod(read(meter, 266, evening()).text);
        CHECK(whole > 10);
        CHECK(fine < 10'000'000);
        CHECK(std::fmod(whole, 10.0) == doctest::Approx(fine / 1e6).epsilon(0.001));
    }
}
