// SPDX-License-Identifier: Apache-2.0

/// @file
/// A session with one meter behind a port, at 0 baud: only waits take time.

#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <asio/io_context.hpp>

#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"
#include "fake/scripted_link.hpp"
#include "meter/session.hpp"

namespace session_test {

using kmp2mqtt::core::outcome;
using kmp2mqtt::meter::answers;
using kmp2mqtt::meter::identity;

inline constexpr kmp::register_id energy{60};
inline constexpr kmp::register_id volume{68};

struct bench {
    asio::io_context io;
    fake::manual_clock time;
    kmp2mqtt::meter::settings configured;
    kmp2mqtt::meter::counters count;
    fake::scripted_link* wire{new fake::scripted_link{io.get_executor(), time}};
    kmp2mqtt::link::port line{io.get_executor(), time, std::unique_ptr<kmp2mqtt::link::link>{wire}};
    kmp2mqtt::meter::session session{line, configured, time, count};

    bench()
    {
        configured.name = "heating";
        wire->set_baud(0);
    }

    kmp2mqtt::meter::visit visit(std::vector<kmp::register_id> registers, bool identity_wanted,
                                 std::vector<kmp::register_id> alone = {}, bool life = false)
    {
        const auto turn = fake::run_task(io, time, session.acquire());
        return fake::run_task(io, time,
                              session.visit(turn, {.registers = std::move(registers),
                                                   .alone = std::move(alone),
                                                   .identity = identity_wanted,
                                                   .life = life}));
    }

    answers read(std::vector<kmp::register_id> registers)
    {
        return visit(std::move(registers), false).answers;
    }

    /// Of a meter that answers for one register.
    identity identify() { return visit({energy}, true).identity.value(); }

    outcome<std::string> serial_number(unsigned retries = 0)
    {
        return fake::run_task(io, time, ask_serial_number(retries));
    }

    [[nodiscard]] std::chrono::milliseconds passed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time.now().time_since_epoch());
    }

private:
    asio::awaitable<outcome<std::string>> ask_serial_number(unsigned retries)
    {
        const auto lease = co_await line.acquire();
        co_return co_await session.serial_number(lease, retries);
    }
};

}  // namespace session_test
