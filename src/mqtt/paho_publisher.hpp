// SPDX-License-Identifier: Apache-2.0

/// @file
/// The publisher that reaches a real broker, by Eclipse Paho.
///
/// What is decided, is decided here on the loop; Paho's calls block, so a thread of their own
/// makes them (paho_client.hpp). README.md has the whole picture.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/thread_pool.hpp>

#include "core/clock.hpp"
#include "core/publication.hpp"
#include "core/signal.hpp"
#include "mqtt/backoff.hpp"
#include "mqtt/mailbox.hpp"
#include "mqtt/outbox.hpp"
#include "mqtt/paho_client.hpp"
#include "mqtt/protocol_choice.hpp"
#include "mqtt/publisher.hpp"
#include "mqtt/refusals.hpp"
#include "mqtt/settings.hpp"

namespace kmp2mqtt::mqtt {

/// Loop only. `loop` and `time` must outlive it.
///
/// stop() ends when it promised to, but its thread may still hang in a name look-up (seconds), and
/// the destructor waits for that thread: a program that has to end now leaves by std::_Exit().
class paho_publisher final : public publisher {
public:
    paho_publisher(const asio::any_io_executor& loop, core::clock& time, settings to);
    paho_publisher(const paho_publisher&) = delete;
    paho_publisher& operator=(const paho_publisher&) = delete;
    ~paho_publisher() override;

    void start(events to) override;
    [[nodiscard]] bool is_connected() const noexcept override { return now_ == state::connected; }
    publication_id publish(core::publication what) override;
    void subscribe(std::vector<subscription> topics) override;
    void unsubscribe(std::vector<std::string> filters) override;
    void pause(std::chrono::seconds pause) override;
    [[nodiscard]] std::size_t pending() const noexcept override { return outbox_.pending(); }
    [[nodiscard]] asio::awaitable<void> stop(core::publication last,
                                             std::chrono::milliseconds patience) override;

private:
    enum class state : std::uint8_t { idle, resting, connecting, connected, stopped };

    // How often a connection is looked at: does something hang? Our choice.
    static constexpr std::chrono::seconds inspection{10};

    // A subscribe() that the broker has not answered in full.
    struct question {
        std::size_t unanswered{0};
        bool granted{true};
    };

    void on(const report::connected& what);
    void on(const report::failed& what);
    void on(const report::dismissed& what);
    void on(const report::lost& what);
    void on(const report::arrived& what);
    void on(const report::delivered& what);
    void on(const report::subscribed& what);
    void on(const report::broken& what);
    void explained(attempt_number attempt, const std::string& why, bool maybe_version);
    void alarmed();

    /// Runs `job` on the thread that may block.
    template <class Job>
    void run(Job job)
    {
        asio::post(worker_, [this, job = std::move(job)]() mutable { job(client_); });
    }

    void connect();
    void hang_up();
    void send();
    void rest(std::chrono::milliseconds span);
    void drop(const std::string& why);
    void wake_in(std::chrono::milliseconds span);

    core::clock& time_;
    settings settings_;
    events to_;
    bool silent_{false};
    state now_{state::idle};
    attempt_number attempt_{0};
    core::clock::time_point since_;
    outbox outbox_;
    std::deque<question> questions_;
    refusals refusals_;
    backoff backoff_;
    protocol_choice choice_;
    asio::steady_timer alarm_;
    core::signal changed_;
    bool hung_up_{false};
    std::shared_ptr<mailbox<paho_publisher>> box_;
    paho_client client_;
    asio::thread_pool worker_{1};
};

}  // namespace kmp2mqtt::mqtt
