// SPDX-License-Identifier: Apache-2.0

/// @file
/// One line to one optical head, shared by the meters behind it: one user at a time, first come
/// first served; opened for a read and closed after it, so that the port is free for others.

#pragma once

#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "core/signal.hpp"
#include "link/link.hpp"

namespace kmp2mqtt::link {

/// Our choice: long enough for a read that follows on a command, short for those who wait.
inline constexpr std::chrono::seconds close_after{5};
/// Our choice: opening again so soon would cost more than the port's freedom is worth.
inline constexpr std::chrono::seconds keep_open_for{10};

/// Loop only; run() has a parent that cancels it before the port dies.
class port {
public:
    port(const asio::any_io_executor& loop, core::clock& time, std::unique_ptr<link> wire);

    /// Exclusive use of the link, until destroyed. The link may be closed: its user opens it.
    class lease {
    public:
        lease() = default;  ///< of nothing; Asio wants it
        explicit lease(port& owner) noexcept : owner_{&owner} {}
        lease(const lease&) = delete;
        lease& operator=(const lease&) = delete;
        lease(lease&& other) noexcept : owner_{std::exchange(other.owner_, nullptr)} {}
        lease& operator=(lease&& other) noexcept
        {
            std::swap(owner_, other.owner_);
            return *this;
        }
        ~lease();

        [[nodiscard]] link& wire() const noexcept { return *owner_->wire_; }

        /// No request goes out before this moment: the rule after a failure ([KMP] 2.1).
        [[nodiscard]] core::clock::time_point& quiet_until() const noexcept
        {
            return owner_->quiet_until_;
        }

    private:
        port* owner_{nullptr};
    };

    /// Waits for its turn. Cancelled: throws operation_aborted, and the turn goes to the next.
    [[nodiscard]] asio::awaitable<lease> acquire();

    /// When `user` will need the port next; a port that is needed soon stays open.
    void expect(const void* user, core::clock::time_point next_use);

    /// Closes the link when it has not been used for close_after and is not needed within
    /// keep_open_for. Runs until cancelled, and closes the link then.
    [[nodiscard]] asio::awaitable<void> run();

    [[nodiscard]] const std::string& name() const noexcept { return wire_->name(); }

private:
    struct waiter;

    void release();
    [[nodiscard]] core::clock::time_point close_time() const;

    asio::any_io_executor loop_;
    core::clock& time_;
    std::unique_ptr<link> wire_;
    core::signal changed_;
    std::list<waiter*> waiting_;
    std::map<const void*, core::clock::time_point> expected_;
    core::clock::time_point quiet_until_{};
    core::clock::time_point last_use_{};
    bool leased_{false};
};

}  // namespace kmp2mqtt::link
