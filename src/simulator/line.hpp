// SPDX-License-Identifier: Apache-2.0

/// @file
/// One line between a client and a meter, at the pace of a serial line in both directions.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/error_code.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include "core/clock.hpp"
#include "simulator/far_end.hpp"
#include "simulator/pace.hpp"

namespace kmp2mqtt::simulator {

/// What every line of a program shares.
struct surroundings {
    core::clock& time;
    /// The meter's clock: local time, as at start, or any that it is to start at.
    std::chrono::nanoseconds ahead_of_utc{0};
    simulator::pace pace{};
    simulator::combination faults{};

    [[nodiscard]] meter_time meter_now() const
    {
        const auto local = time.wall().time_since_epoch() + ahead_of_utc;
        return meter_time{std::chrono::floor<std::chrono::seconds>(local)};
    }
};

/// Bytes on their way. `Stream` is an Asio stream; it must outlive the line.
template <class Stream>
class line {
public:
    line(Stream& stream, const surroundings& around, const far_end& behind)
        : stream_{stream}, around_{around}, end_{behind.begin()}, quiet_since_{around.time.now()}
    {
    }

    line(Stream& stream, const surroundings& around, meter& of)
        : line{stream, around, far_end_of(of, around.faults)}
    {
    }

    /// For each new client, once: what it is told instead of being served; empty: it is served.
    [[nodiscard]] std::string_view greeting()
    {
        auto* const meter = std::get_if<responder>(&end_);
        return meter == nullptr ? std::string_view{} : meter->greet(around_.time.now());
    }

    /// Takes what the client sent, which came at once but was on the line byte after byte.
    ///
    /// @returns an error if the client is gone; connection_aborted if it is to be sent away
    [[nodiscard]] asio::awaitable<asio::error_code> take(std::span<const std::uint8_t> bytes)
    {
        quiet_since_ = std::max(quiet_since_, around_.time.now());
        for (const auto& byte : bytes) {
            quiet_since_ += around_.pace.byte;
            if (echoes()) {
                co_await around_.time.sleep_until(quiet_since_);
                const std::span echo{&byte, 1};
                const auto error = co_await write(echo);
                if (error) {
                    co_return error;
                }
            }
            auto answer = push(byte);
            if (answer.empty()) {
                continue;
            }
            const auto error = co_await send(std::move(answer));
            if (error) {
                co_return error;
            }
        }
        co_return asio::error_code{};
    }

    /// Serves until the stream ends or fails, or the client is to be sent away, and says how, as
    /// take() does.
    [[nodiscard]] asio::awaitable<asio::error_code> serve()
    {
        std::array<std::uint8_t, 256> received{};
        for (;;) {
            asio::error_code error;
            auto token = asio::redirect_error(asio::use_awaitable, error);
            const auto into = asio::buffer(received);
            const auto size = co_await stream_.async_read_some(into, token);
            if (error) {
                co_return error;
            }
            const std::span bytes{received.data(), size};
            error = co_await take(bytes);
            if (error) {
                co_return error;
            }
        }
    }

private:
    [[nodiscard]] bool echoes()
    {
        auto* const meter = std::get_if<responder>(&end_);
        return meter != nullptr && meter->echoes(quiet_since_);
    }

    [[nodiscard]] transmission push(std::uint8_t byte)
    {
        if (auto* const meter = std::get_if<responder>(&end_)) {
            return meter->push(byte, quiet_since_, around_.meter_now());
        }
        return std::get<replayer>(end_).push(byte);
    }

    [[nodiscard]] asio::awaitable<asio::error_code> send(transmission answer)
    {
        quiet_since_ += around_.pace.turnaround;
        for (const auto& burst : answer) {
            auto error = co_await send(burst);
            while (!error && burst.then == afterwards::again) {
                error = co_await send(burst);
            }
            if (error) {
                co_return error;
            }
            if (burst.then == afterwards::hang_up) {
                co_await around_.time.sleep_until(quiet_since_);
                co_return asio::error_code{asio::error::connection_aborted};
            }
        }
        co_return asio::error_code{};
    }

    [[nodiscard]] asio::awaitable<asio::error_code> send(const burst& next)
    {
        quiet_since_ += next.wait;
        const std::span all{next.bytes};
        const std::size_t piece = around_.pace.byte.count() > 0 ? 1 : all.size();
        for (std::size_t done = 0; done < all.size(); done += piece) {
            quiet_since_ += around_.pace.byte;
            co_await around_.time.sleep_until(quiet_since_);
            const auto bytes = all.subspan(done, piece);
            const auto error = co_await write(bytes);
            if (error) {
                co_return error;
            }
        }
        co_return asio::error_code{};
    }

    [[nodiscard]] asio::awaitable<asio::error_code> write(std::span<const std::uint8_t> bytes)
    {
        asio::error_code error;
        auto token = asio::redirect_error(asio::use_awaitable, error);
        const auto from = asio::buffer(bytes.data(), bytes.size());
        co_await asio::async_write(stream_, from, token);
        co_return error;
    }

    Stream& stream_;
    const surroundings& around_;
    line_end end_;
    core::clock::time_point quiet_since_;  // the last byte has left the line
};

}  // namespace kmp2mqtt::simulator
