// SPDX-License-Identifier: Apache-2.0

/// @file
/// A gate, its clock and its values, for its tests.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "meter/gate.hpp"

namespace gate_test {

using namespace std::chrono_literals;
using kmp::register_id;
using kmp::unit;
using kmp2mqtt::meter::moment;
using kmp2mqtt::meter::reading;
using values = std::vector<kmp::measurement>;

inline constexpr register_id energy{60};
inline constexpr register_id power{80};

inline kmp::measurement measured(register_id id, std::string_view number, unit in)
{
    return {.id = id, .unit = in, .value = kmp::decimal::from_text(number).value()};
}

/// A gate for a house of 50 kW, asked once an hour; a second look comes after a second.
struct bench {
    kmp2mqtt::meter::gate gate{{.max_power = 50'000, .max_flow = 3'000}};
    moment now{};
    bool is_same_meter{true};

    void pass(std::chrono::milliseconds span)
    {
        now.steady += span;
        now.wall += span;
    }

    reading read(values first, const values& again = {})
    {
        pass(1h);
        reading newest;
        newest.values = std::move(first);
        const auto at = now;
        pass(1s);
        gate.settle(newest, at, again, now, is_same_meter);
        return newest;
    }

    reading read_energy(std::string_view first, const values& again = {})
    {
        return read({measured(energy, first, unit::mwh)}, again);
    }

    std::vector<register_id> doubtful(std::string_view first)
    {
        auto later = now;
        later.steady += 1h;
        later.wall += 1h;
        return gate.doubtful({measured(energy, first, unit::mwh)}, later);
    }
};

inline values again(std::string_view number)
{
    return {measured(energy, number, unit::mwh)};
}

inline std::string value_of(const reading& of)
{
    return of.values.empty() ? "null" : kmp2mqtt::meter::text(of.values.front());
}

inline std::string type_of(const reading& of)
{
    return of.notices.empty() ? "" : std::string{of.notices.front().type};
}

}  // namespace gate_test
