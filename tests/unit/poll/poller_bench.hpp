// SPDX-License-Identifier: Apache-2.0

/// @file
/// A poller on a scripted line, for its tests.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/local_time.hpp"
#include "core/task_group.hpp"
#include "fake/frames.hpp"
#include "fake/hex.hpp"
#include "fake/manual_clock.hpp"
#include "fake/scripted_link.hpp"
#include "poll/poller.hpp"

namespace fake {

using namespace std::chrono_literals;
using kmp2mqtt::core::outcome;
using kmp2mqtt::meter::reading;

inline constexpr kmp::register_id energy{60};
inline constexpr kmp::register_id flow{74};

/// An hourly poller of registers 60 and 74 on a scripted line; what it tells is written down.
struct poller_bench {
    asio::io_context io;
    manual_clock time;
    kmp2mqtt::meter::settings configured;
    kmp2mqtt::meter::counters count;
    scripted_link* wire{new scripted_link{io.get_executor(), time}};
    kmp2mqtt::link::port line{io.get_executor(), time, std::unique_ptr<kmp2mqtt::link::link>{wire}};
    std::vector<std::string> told;
    std::vector<reading> readings;
    kmp2mqtt::meter::memory memory;
    std::vector<kmp2mqtt::core::failure> refusals;
    kmp2mqtt::poll::poller poller{
        io.get_executor(),
        time,
        kmp2mqtt::meter::session{line, configured, time, count},
        configured,
        count,
        {},
        {.identified =
             [this](const auto& who, bool changed) {
                 told.push_back((changed ? "changed to " : "is ") + who.known().serial);
             },
         .read =
             [this](const reading& got, const kmp2mqtt::meter::memory& then) {
                 told.push_back("read " + std::to_string(got.values.size()));
                 readings.push_back(got);
                 memory = then;
             },
         .remembered = [this](const kmp2mqtt::meter::memory& then) { memory = then; },
         .availability = [this](bool online) { told.emplace_back(online ? "online" : "offline"); },
         .noticed =
             [this](const auto& what) {
                 told.push_back(std::string{what.type} + ": " + what.message);
             }}};
    kmp2mqtt::core::task_group tasks{io.get_executor()};

    explicit poller_bench(kmp2mqtt::meter::settings settings = hourly())
        : configured{std::move(settings)}
    {
        REQUIRE(kmp2mqtt::core::set_time_zone("UTC"));
        wire->set_baud(0);
    }
    poller_bench(const poller_bench&) = delete;
    poller_bench& operator=(const poller_bench&) = delete;
    ~poller_bench()
    {
        tasks.stop();
        time.run_for(io, 0s);
        CHECK(wire->finished());
    }

    static kmp2mqtt::meter::settings hourly()
    {
        kmp2mqtt::meter::settings meter;
        meter.name = "heating";
        meter.retries = 0;
        meter.polls = {{.every = 1h, .registers = {energy, flow}}};
        return meter;
    }

    void expect_registers(const std::vector<kmp::register_id>& registers)
    {
        wire->expect(asks(registers)).reply(100ms, answers(registers));
    }

    void expect_identity(std::string_view serial_answer = "40 3f 02 01 23 45 67 e9 56 0d")
    {
        wire->expect(hex("80 3f 02 35 e9 0d")).reply(50ms, hex(serial_answer));
        wire->expect(hex("80 3f 01 05 8a 0d")).reply(50ms, hex("40 3f 01 00 04 1b f9 01 26 99 0d"));
    }

    /// The question whose values these are, answered as by the meter of the start.
    void expect_serial(std::string_view answer = "40 3f 02 01 23 45 67 e9 56 0d")
    {
        wire->expect(hex("80 3f 02 35 e9 0d")).reply(50ms, hex(answer));
    }

    /// The first read and identity, answered, at 10:45:03.
    void start()
    {
        expect_registers({energy, flow});
        expect_identity();
        tasks.spawn(poller.run());
        time.run_for(io, 1s);
        told.clear();
    }

    bool ask(std::vector<kmp::register_id> registers, std::chrono::milliseconds max_age = 0s,
             bool is_named = true, bool asks_who = false)
    {
        return poller.request(
            {.registers = std::move(registers),
             .is_named = is_named,
             .asks_who = asks_who,
             .max_age = max_age,
             .done = [this](const outcome<reading>& got) {
                 told.push_back(got ? "answered " + std::to_string(got->values.size()) : "refused");
                 if (!got) {
                     refusals.push_back(got.error());
                 }
             }});
    }
};

using strings = std::vector<std::string>;

}  // namespace fake
