// SPDX-License-Identifier: Apache-2.0

/// @file
/// A link whose far side follows a script, in simulated time:
/// wire.expect(hex("80 3f 01 05 8a 0d")).reply(20ms, hex("40 3f")).reply(900ms, hex("01 0d"));

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/experimental/awaitable_operators.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "core/signal.hpp"
#include "fake/hex.hpp"
#include "link/link.hpp"

namespace fake {

/// 1200 baud, 8N2, unless set_baud() says otherwise.
class scripted_link final : public kmp2mqtt::link::link {
    using failure = kmp2mqtt::core::failure;
    using clock = kmp2mqtt::core::clock;
    template <class T>
    using outcome = kmp2mqtt::core::outcome<T>;

    /// Something that the far side does: bytes, or the end of the connection.
    struct event {
        clock::duration after;
        bytes data;
        std::optional<failure> end;
    };

public:
    /// What follows on one expected write; all times count from that write.
    class exchange {
    public:
        explicit exchange(bytes frame) : frame_{std::move(frame)} {}

        exchange& reply(clock::duration after, bytes data)
        {
            events_.push_back(event{after, std::move(data), std::nullopt});
            return *this;
        }

        /// The connection is lost, or ends with `why`.
        exchange& breaks(clock::duration after,
                         failure why = {kmp2mqtt::core::cause::connection_lost, "scripted: lost"})
        {
            events_.push_back(event{after, {}, std::move(why)});
            return *this;
        }

    private:
        friend class scripted_link;
        bytes frame_;
        std::deque<event> events_;
    };

    scripted_link(const asio::any_io_executor& loop, clock& time) : time_{time}, changed_{loop} {}

    /// The next write has to be `frame`. The reference is good until the next expect().
    exchange& expect(bytes frame) { return script_.emplace_back(std::move(frame)); }

    /// The next open() that is not yet spoken for fails.
    void open_fails(failure why) { open_failures_.push_back(std::move(why)); }

    /// Bytes come, or the connection ends, without having been asked.
    void says(clock::duration after, bytes data)
    {
        come(event{after, std::move(data), std::nullopt});
    }
    void says(clock::duration after, failure end) { come(event{after, {}, std::move(end)}); }

    /// From now on all that is written comes back at once.
    void echoes() { echoes_ = true; }

    /// From now on all that is written is lost, and nothing is expected.
    void swallows() { swallows_ = true; }

    /// 0: bytes take no time on the line.
    void set_baud(unsigned baud) { baud_ = baud; }

    /// Whether all that was expected has been written, and nothing else, and all replies read.
    [[nodiscard]] bool finished() const
    {
        return !surprised_ && script_.empty() && coming_.empty();
    }

    /// How often it was opened.
    [[nodiscard]] int openings() const { return openings_; }

    [[nodiscard]] asio::awaitable<outcome<kmp::done>> open() override
    {
        if (!open_) {
            if (!open_failures_.empty()) {
                auto why = std::move(open_failures_.front());
                open_failures_.pop_front();
                co_return why;
            }
            open_ = true;
            ++openings_;
        }
        co_return kmp::done{};
    }

    /// Throws std::logic_error for what the script does not expect.
    [[nodiscard]] asio::awaitable<outcome<kmp::done>> write(
        std::span<const std::uint8_t> data) override
    {
        if (!open_) {
            co_return closed();
        }
        if (swallows_) {
            co_return kmp::done{};
        }
        if (script_.empty() || !std::ranges::equal(data, script_.front().frame_)) {
            surprised_ = true;
            throw std::logic_error{
                "written: " + hex_text(data) + "; expected: " +
                (script_.empty() ? "nothing more" : hex_text(script_.front().frame_))};
        }
        if (echoes_) {
            come(event{clock::duration::zero(), {data.begin(), data.end()}, std::nullopt});
        }
        for (auto& what : script_.front().events_) {
            come(std::move(what));
        }
        script_.pop_front();
        changed_.notify();
        co_return kmp::done{};
    }

    [[nodiscard]] asio::awaitable<outcome<std::size_t>> read(std::span<std::uint8_t> into) override
    {
        using namespace asio::experimental::awaitable_operators;
        while (open_) {
            if (coming_.empty()) {
                co_await changed_.wait();
            } else if (coming_.front().first > time_.now()) {
                const auto due = coming_.front().first;
                co_await (time_.sleep_until(due) || changed_.wait());
            } else if (coming_.front().second.end) {
                auto why = *std::move(coming_.front().second.end);
                close();
                co_return why;
            } else {
                co_return take(into);
            }
        }
        co_return closed();
    }

    void discard_input() noexcept override
    {
        while (!coming_.empty() && coming_.front().first <= time_.now() &&
               !coming_.front().second.end) {
            coming_.pop_front();
        }
    }

    void close() noexcept override
    {
        open_ = false;
        coming_.clear();
        changed_.notify();
    }

    [[nodiscard]] bool is_open() const noexcept override { return open_; }

    [[nodiscard]] clock::duration line_time(std::size_t count) const noexcept override
    {
        return baud_ == 0 ? clock::duration::zero()
                          : clock::duration{std::chrono::seconds{11 * count}} / baud_;
    }

    [[nodiscard]] clock::duration longest_gap() const noexcept override
    {
        return std::chrono::milliseconds{300};
    }

    [[nodiscard]] const std::string& name() const noexcept override { return name_; }

private:
    [[nodiscard]] static failure closed()
    {
        return {kmp2mqtt::core::cause::connection_lost, "scripted: closed"};
    }

    void come(event what)
    {
        const auto due = time_.now() + what.after;
        const auto later =
            std::ranges::find_if(coming_, [due](const auto& other) { return other.first > due; });
        coming_.emplace(later, due, std::move(what));
    }

    [[nodiscard]] std::size_t take(std::span<std::uint8_t> into)
    {
        auto& data = coming_.front().second.data;
        const auto count = std::min(into.size(), data.size());
        const auto end = data.begin() + static_cast<std::ptrdiff_t>(count);
        std::copy(data.begin(), end, into.begin());
        data.erase(data.begin(), end);
        if (data.empty()) {
            coming_.pop_front();
        }
        return count;
    }

    clock& time_;
    kmp2mqtt::core::signal changed_;
    std::deque<exchange> script_;
    std::deque<std::pair<clock::time_point, event>> coming_;
    std::deque<failure> open_failures_;
    unsigned baud_{1200};
    int openings_{0};
    bool open_{false};
    bool echoes_{false};
    bool swallows_{false};
    bool surprised_{false};
    std::string name_{"scripted"};
};

}  // namespace fake
