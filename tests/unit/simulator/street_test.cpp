// SPDX-License-Identifier: Apache-2.0

#include "simulator/street.hpp"

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

TEST_SUITE("simulator/street")
{
    TEST_CASE("a thousand meters have a thousand serial numbers and sixteen houses")
    {
        const auto& kind = *simulator::find_model("403");
        auto meters = simulator::build_street(kind, 1000, kmp::address::meter, 1, 1000, evening());
        REQUIRE(meters.size() == 1000);
        CHECK(meters.front().serial() == 1000);
        CHECK(meters.back().serial() == 1999);

        kmp::get_register_request energy;
        energy.registers.push_back(kmp::register_id{60});
        const auto answer = [&](std::size_t index) {
            const auto frame = meters[index].answer(energy, evening());
            return fake::hex_text(*frame);
        };
        CHECK(answer(0) != answer(1));
        CHECK(answer(0) == answer(16));
    }
}
