// SPDX-License-Identifier: Apache-2.0

/// @file
/// A clock that jumps from one sleeper to the next, so that tests never wait.

#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include "core/cancellation.hpp"
#include "core/clock.hpp"

namespace fake {

/// Begins at now() = 0 and wall() = 2026-11-22 10:45:03 UTC. Both advance together.
class manual_clock final : public kmp2mqtt::core::clock {
public:
    [[nodiscard]] time_point now() const override { return now_; }
    [[nodiscard]] wall_time wall() const override { return wall_; }

    /// What an administrator or NTP does; now() and those who sleep do not notice.
    void set_wall(wall_time when) { wall_ = when; }

    [[nodiscard]] asio::awaitable<void> sleep_until(time_point due) override
    {
        const auto loop = co_await asio::this_coro::executor;
        asio::steady_timer gate{loop, time_point::max()};
        if (due <= now_) {
            gate.expires_at(time_point{});
        }
        const sleeper self{sleepers_, sleepers_.emplace(due, &gate)};
        asio::error_code woken;
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await gate.async_wait(token);
        co_await kmp2mqtt::core::throw_if_cancelled();
    }

    /// Runs what is ready, jumps to the next sleeper, and so on until nobody sleeps, or until
    /// `limit` has passed.
    void run(asio::io_context& io, std::optional<duration> limit = std::nullopt)
    {
        const auto last = limit ? now_ + *limit : time_point::max();
        do {
            poll(io);
        } while (jump(last));
        if (limit) {
            advance_to(last);
        }
    }

    /// Runs exactly `span`.
    void run_for(asio::io_context& io, duration span) { run(io, span); }

    /// Runs until `done()`, or until nobody sleeps.
    template <class Done>
    void run_until(asio::io_context& io, Done done)
    {
        do {
            poll(io);
        } while (!done() && jump(time_point::max()));
    }

private:
    using sleepers = std::multimap<time_point, asio::steady_timer*>;

    struct sleeper {
        sleeper(sleepers& all, sleepers::iterator self) : all_{all}, self_{self} {}
        sleeper(const sleeper&) = delete;
        sleeper& operator=(const sleeper&) = delete;
        ~sleeper() { all_.erase(self_); }

    private:
        sleepers& all_;
        sleepers::iterator self_;
    };

    static void poll(asio::io_context& io)
    {
        io.restart();
        io.poll();
    }

    [[nodiscard]] bool jump(time_point last)
    {
        if (sleepers_.empty() || sleepers_.begin()->first > last) {
            return false;
        }
        advance_to(std::max(now_, sleepers_.begin()->first));
        return true;
    }

    void advance_to(time_point when)
    {
        wall_ += std::chrono::duration_cast<wall_time::duration>(when - now_);
        now_ = when;
        for (const auto& [due, gate] : sleepers_) {
            if (due > now_) {
                break;
            }
            gate->cancel();
        }
    }

    time_point now_{};
    wall_time wall_{std::chrono::sys_days{std::chrono::November / 22 / 2026} +
                    std::chrono::hours{10} + std::chrono::minutes{45} + std::chrono::seconds{3}};
    sleepers sleepers_;
};

}  // namespace fake
