// SPDX-License-Identifier: Apache-2.0

#include "meter/requests.hpp"

#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

using kmp2mqtt::meter::split;

namespace {

std::vector<kmp::register_id> first(std::uint16_t count)
{
    std::vector<kmp::register_id> registers;
    for (std::uint16_t number = 1; number <= count; ++number) {
        registers.push_back(kmp::register_id{number});
    }
    return registers;
}

}  // namespace

TEST_SUITE("meter/requests")
{
    TEST_CASE("eight registers are one request, nine are two")
    {
        CHECK(split(first(8)).size() == 1);
        CHECK(split(first(9)).size() == 2);
        CHECK(split(first(32)).size() == 4);
    }

    TEST_CASE("nothing to ask is no request")
    {
        CHECK(split(first(0)).empty());
    }

    TEST_CASE("registers keep their order")
    {
        const auto requests = split(first(9));
        CHECK(requests[0].registers[0] == kmp::register_id{1});
        CHECK(requests[0].registers[7] == kmp::register_id{8});
        CHECK(requests[1].registers.size() == 1);
        CHECK(requests[1].registers[0] == kmp::register_id{9});
    }
}
