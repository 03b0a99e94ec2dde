// SPDX-License-Identifier: Apache-2.0

/// @file
/// A meter on a scripted line, for what kmptool does at a meter.

#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <asio/io_context.hpp>

#include "fake/hex.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"
#include "fake/scripted_link.hpp"
#include "link/port.hpp"
#include "meter/session.hpp"

/// Without the pace of a line: only waits take time.
struct bench {
    asio::io_context io;
    fake::manual_clock time;
    kmp2mqtt::meter::settings configured;
    kmp2mqtt::meter::counters count;
    fake::scripted_link* wire{new fake::scripted_link{io.get_executor(), time}};
    kmp2mqtt::link::port line{io.get_executor(), time, std::unique_ptr<kmp2mqtt::link::link>{wire}};
    kmp2mqtt::meter::session session{line, configured, time, count};

    bench() { wire->set_baud(0); }

    /// The value that `work(lease)` ends with.
    template <class Work>
    auto at_meter(Work work)
    {
        return fake::run_task(io, time, visit(line, std::move(work)));
    }

private:
    template <class Work>
    static auto visit(kmp2mqtt::link::port& at, Work work)
        -> decltype(work(std::declval<const kmp2mqtt::link::port::lease&>()))
    {
        const auto lease = co_await at.acquire();
        co_return co_await work(lease);
    }
};

inline const fake::bytes asked_type = fake::hex("80 3f 01 05 8a 0d");
inline const fake::bytes type_answer = fake::hex("40 3f 01 00 04 1b f9 01 26 99 0d");

/// Registers from..to.
[[nodiscard]] inline std::vector<kmp::register_id> range(unsigned from, unsigned to)
{
    std::vector<kmp::register_id> all;
    for (; from <= to; ++from) {
        all.push_back(static_cast<kmp::register_id>(from));
    }
    return all;
}
