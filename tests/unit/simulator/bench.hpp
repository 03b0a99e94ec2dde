// SPDX-License-Identifier: Apache-2.0

/// @file
/// A meter on a line, asked in simulated time.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "fake/hex.hpp"
#include "simulator/meter.hpp"
#include "simulator/responder.hpp"
#include "simulator/scenario.hpp"

namespace bench {

using namespace std::chrono_literals;
namespace simulator = kmp2mqtt::simulator;

/// 2026-11-22 20:02:43 on the meter's clock.
inline simulator::meter_time evening()
{
    using namespace std::chrono;
    return local_days{2026y / 11 / 22} + 20h + 2min + 43s;
}

inline simulator::meter make_meter(std::string_view model, std::uint32_t serial = 71'234'567,
                                   kmp::address address = kmp::address::meter,
                                   std::uint64_t seed = 1)
{
    const auto& kind = *simulator::find_model(model);
    return {kind, serial, address, simulator::house{1, kind.has_cooling, evening()}, seed};
}

/// One line to one meter.
class asked_line {
public:
    explicit asked_line(const simulator::meter& meter, std::string_view scenario = {})
        : meter_{meter}, responder_{meter_, simulator::find_scenario(scenario)}
    {
    }

    /// What the meter sends after these bytes.
    simulator::transmission ask(std::string_view request)
    {
        simulator::transmission answer;
        for (const auto byte : fake::hex(request)) {
            answer = responder_.push(byte, now, evening());
        }
        return answer;
    }

    /// The same as hex, without its times; empty for silence.
    std::string bytes(std::string_view request)
    {
        std::string all;
        for (const auto& burst : ask(request)) {
            all += (all.empty() ? "" : " ") + fake::hex_text(burst.bytes);
        }
        return all;
    }

    kmp2mqtt::core::clock::time_point now{};

private:
    simulator::meter meter_;
    simulator::responder responder_;
};

}  // namespace bench
