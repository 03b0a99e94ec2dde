// SPDX-License-Identifier: Apache-2.0

/// @file
/// One meter of the bridge: what its readings become on the broker, and what its commands do.

#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "core/publication.hpp"
#include "home/payload.hpp"
#include "home/settings.hpp"
#include "home/succession.hpp"
#include "link/port.hpp"
#include "meter/counters.hpp"
#include "meter/memory.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"
#include "mqtt/publisher.hpp"
#include "poll/poller.hpp"

namespace kmp2mqtt::bridge {

/// Where a station's publications go.
struct outlet {
    /// For those who listen now: nothing happens without a connection.
    std::function<void(core::publication)> publish;
    /// The same, once the documents are out that tell what it means; a newer one on the topic takes
    /// its place until then.
    std::function<void(core::publication)> show;
    /// A reading, which waits until the broker has it, and what is known of the meter since.
    std::function<void(const meter::reading&, const meter::memory&, core::publication)> keep;
    /// What is known of the meter now.
    std::function<void(const meter::memory&)> remember;
    /// The newest discovery documents of a device.
    std::function<void(const std::string& device, home::announcement)> announce;
    /// Somebody has set a meter's poll interval.
    std::function<void()> interval_changed;
};

/// Loop only; run() has a parent. All references outlive it.
class station {
public:
    station(const asio::any_io_executor& loop, core::clock& time, link::port& line,
            const meter::settings& configured, const home::settings& home, meter::memory known,
            outlet to);

    /// Reads the meter for ever. Cancelled: throws operation_aborted.
    [[nodiscard]] asio::awaitable<void> run() { return poller_.run(); }

    /// A message came on <base>/<meter>/get or <base>/<meter>/set/<option>.
    void command(const mqtt::message& asked);

    [[nodiscard]] const meter::settings& configured() const noexcept { return configured_; }

    /// Its part of what the bridge tells of its health.
    [[nodiscard]] home::meter_health health() const;

    [[nodiscard]] bool is_online() const noexcept { return poller_.is_online(); }

    /// What a new connection, or a new start of Home Assistant, needs to hear; nothing but the
    /// availability before the meter's first answer.
    [[nodiscard]] core::publication availability() const;
    [[nodiscard]] std::vector<core::publication> info() const;
    [[nodiscard]] std::vector<core::publication> state() const;

private:
    /// Where the answer to a command goes.
    struct return_address {
        std::string topic;
        std::optional<std::string> correlation_data;
    };

    void read_command(const mqtt::message& asked, const return_address& back);
    void set_command(const mqtt::message& asked, const return_address& back);
    void set_interval(const mqtt::message& asked, const return_address& back);
    void identify(const mqtt::message& asked, const return_address& back);
    [[nodiscard]] bool may_answer_to(const mqtt::message& asked) const;
    void identified(const poll::identity_watch& who, bool changed);
    void read(const meter::reading& newest, const meter::memory& known);
    void describe();
    void tell_info();
    void available(bool online);
    void tell(const meter::notice& what);
    void event(std::string_view type, const std::string& message);
    void respond(const return_address& to, std::string payload) const;
    void refuse(std::string_view command, const return_address& to, std::string_view transaction,
                std::string_view code, const std::string& message) const;
    [[nodiscard]] std::string topic(std::string_view leaf) const;
    [[nodiscard]] core::publication on(std::string_view leaf, std::string payload,
                                       bool retain) const;

    core::clock& time_;
    meter::settings configured_;  // as it runs: people may change the interval
    const home::settings& home_;
    outlet to_;
    meter::counters count_;
    meter::snapshot snapshot_;
    bool settled_{false};
    bool described_{false};  // discovery and info are made of what is known now
    std::string published_info_;
    poll::poller poller_;
};

}  // namespace kmp2mqtt::bridge
