// SPDX-License-Identifier: Apache-2.0

#include "link/port.hpp"

#include <algorithm>
#include <ranges>
#include <vector>

#include <asio/experimental/awaitable_operators.hpp>

namespace kmp2mqtt::link {

/// In the queue as long as it lives, or until it is its turn.
struct port::waiter {
    explicit waiter(port& at) : owner{at}, turn{at.loop_} { owner.waiting_.push_back(this); }
    waiter(const waiter&) = delete;
    waiter& operator=(const waiter&) = delete;
    ~waiter()
    {
        if (given && !taken) {
            owner.release();
        } else if (!given) {
            owner.waiting_.remove(this);
        }
    }

    port& owner;
    core::signal turn;
    bool given{false};
    bool taken{false};
};

port::port(const asio::any_io_executor& loop, core::clock& time, std::unique_ptr<link> wire)
    : loop_{loop}, time_{time}, wire_{std::move(wire)}, changed_{loop}
{
}

port::lease::~lease()
{
    if (owner_ != nullptr) {
        owner_->last_use_ = owner_->time_.now();
        owner_->release();
    }
}

asio::awaitable<port::lease> port::acquire()
{
    if (leased_) {
        waiter self{*this};
        co_await self.turn.wait();
        self.taken = true;
    }
    leased_ = true;
    co_return lease{*this};
}

void port::release()
{
    if (waiting_.empty()) {
        leased_ = false;
        changed_.notify();
        return;
    }
    auto& next = *waiting_.front();
    waiting_.pop_front();
    next.given = true;
    next.turn.notify();
}

void port::expect(const void* user, core::clock::time_point next_use)
{
    expected_[user] = next_use;
    changed_.notify();
}

core::clock::time_point port::close_time() const
{
    const auto expected = expected_ | std::views::values;
    std::vector<core::clock::time_point> uses{expected.begin(), expected.end()};
    std::ranges::sort(uses);

    auto due = last_use_ + close_after;
    for (const auto use : uses) {
        if (use <= due + keep_open_for) {
            due = std::max(due, use + close_after);
        }
    }
    return due;
}

asio::awaitable<void> port::run()
{
    using namespace asio::experimental::awaitable_operators;

    struct closer {
        explicit closer(link& at) : wire{at} {}
        closer(const closer&) = delete;
        closer& operator=(const closer&) = delete;
        ~closer() { wire.close(); }
        link& wire;
    };
    const closer at_the_end{*wire_};

    for (;;) {
        if (leased_ || !wire_->is_open()) {
            co_await changed_.wait();
            continue;
        }
        const auto due = close_time();
        if (due <= time_.now()) {
            wire_->close();
            continue;
        }
        co_await (changed_.wait() || time_.sleep_until(due));
    }
}

}  // namespace kmp2mqtt::link
