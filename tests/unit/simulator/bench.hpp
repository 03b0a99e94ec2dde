// SPDX-License-Identifier: Apache-2.0

/// @file
/// A meter on a line, asked in simulated time.

#pragma once

#include <chrono>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <kmp/datalink.hpp>
#include <kmp/message.hpp>
#include <kmp/physical.hpp>
#include <kmp/value.hpp>

#include "fake/hex.hpp"
#include "simulator/combination.hpp"
#include "simulator/meter.hpp"
#include "simulator/responder.hpp"

namespace bench {

using namespace std::chrono_literals;
namespace simulator = kmp2mqtt::simulator;

/// 2026-11-22 20:02:43 on the meter's clock.
inline simulator::meter_time evening()
{
    using namespace std::chrono;
    return local_days{2026y / 11 / 22} + 20h + 2min + 43s;
}

/// The house of most tests; each costs its life since January.
inline const simulator::house& usual_house(bool has_cooling)
{
    static const simulator::house heated{1, false, evening()};
    static const simulator::house cooled{1, true, evening()};
    return has_cooling ? cooled : heated;
}

inline simulator::meter make_meter(std::string_view model, std::uint32_t serial = 71'234'567,
                                   kmp::address address = kmp::address::meter,
                                   std::uint64_t seed = 1)
{
    const auto& kind = *simulator::find_model(model);
    return {kind, serial, address, usual_house(kind.has_cooling), seed};
}

/// The scenarios of texts such as "noise,late:3000".
inline simulator::combination faults(const std::string& texts)
{
    if (texts.empty()) {
        return {};
    }
    const auto combined = simulator::combine(std::span{&texts, 1});
    if (!combined) {
        throw std::invalid_argument{combined.error()};
    }
    return *combined;
}

/// The sound registers of an answer, in its order; none if there is no sound frame in it.
inline std::vector<kmp::measurement> measured(const simulator::transmission& answer)
{
    std::vector<kmp::measurement> all;
    kmp::physical::decoder reader{kmp::physical::sender::meter};
    for (const auto& burst : answer) {
        for (const auto byte : burst.bytes) {
            if (reader.push(byte) != kmp::physical::decoder::event::packet) {
                continue;
            }
            const auto packet = kmp::datalink::decode(reader.packet());
            const auto response = packet ? kmp::decode_response(*packet) : kmp::errc::bad_checksum;
            if (response && std::holds_alternative<kmp::get_register_response>(*response)) {
                for (const auto& block :
                     std::get<kmp::get_register_response>(*response).registers) {
                    all.push_back(kmp::interpret(block));
                }
            }
        }
    }
    return all;
}

/// One line to one meter.
class asked_line {
public:
    explicit asked_line(simulator::meter meter, const std::string& scenarios = {},
                        simulator::journal* notes = nullptr)
        : meter_{std::move(meter)}, faults_{faults(scenarios)}, responder_{meter_, faults_, notes}
    {
    }

    /// What the meter sends after these bytes.
    simulator::transmission ask(std::string_view request)
    {
        simulator::transmission answer;
        for (const auto byte : fake::hex(request)) {
            answer = responder_.push(byte, now, meter_now);
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

    /// What the meter sends when it is asked for registers.
    simulator::transmission ask(std::initializer_list<std::uint16_t> registers)
    {
        kmp::get_register_request wanted;
        for (const auto id : registers) {
            wanted.registers.push_back(kmp::register_id{id});
        }
        const auto frame = *kmp::encode(meter_.address(), wanted);
        simulator::transmission answer;
        for (const auto byte : frame) {
            answer = responder_.push(byte, now, meter_now);
        }
        return answer;
    }

    /// The value of one register as text, with its unit: "61.62 °C"; empty if it is not answered.
    std::string value(std::uint16_t id)
    {
        const auto all = measured(ask({id}));
        return all.size() != 1
                   ? std::string{}
                   : kmp::text(all[0].value) + " " + std::string{kmp::symbol(all[0].unit)};
    }

    /// Whether the meter answers.
    bool answers() { return !ask({1002}).empty(); }

    simulator::responder& end() { return responder_; }

    kmp2mqtt::core::clock::time_point now{};
    simulator::meter_time meter_now{evening()};

private:
    simulator::meter meter_;
    simulator::combination faults_;
    simulator::responder responder_;
};

}  // namespace bench
