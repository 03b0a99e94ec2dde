// SPDX-License-Identifier: Apache-2.0

/// @file
/// The way from other threads to the loop.

#pragma once

#include <memory>
#include <utility>

#include <asio/any_io_executor.hpp>
#include <asio/post.hpp>

namespace kmp2mqtt::mqtt {

/// Runs functions on the loop, with their owner, while it is open. Shared with every function
/// under way, so that a late one finds a closed box, never a dead owner.
template <class Owner>
class mailbox : public std::enable_shared_from_this<mailbox<Owner>> {
public:
    mailbox(asio::any_io_executor loop, Owner& owner) : loop_{std::move(loop)}, owner_{&owner} {}

    /// Callable from any thread.
    template <class Function>
    void post(Function deliver)
    {
        asio::post(loop_,
                   [self = this->shared_from_this(), deliver = std::move(deliver)]() mutable {
                       if (self->owner_ != nullptr) {
                           deliver(*self->owner_);
                       }
                   });
    }

    /// Nothing is delivered from here on. Loop only.
    void close() noexcept { owner_ = nullptr; }

private:
    asio::any_io_executor loop_;
    Owner* owner_;
};

}  // namespace kmp2mqtt::mqtt
