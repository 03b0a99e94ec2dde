// SPDX-License-Identifier: Apache-2.0

/// @file
/// A broker's part played by the test: what is published and subscribed is written down, and the
/// test says when a connection comes, goes, answers or brings a message.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/post.hpp>

#include "core/publication.hpp"
#include "mqtt/publisher.hpp"

namespace fake {

/// Acknowledges by itself (posted to the loop, as the contract has it) unless told otherwise.
class recording_publisher : public kmp2mqtt::mqtt::publisher {
public:
    struct entry {
        kmp2mqtt::mqtt::publication_id id{0};
        kmp2mqtt::core::publication what;
    };

    explicit recording_publisher(asio::any_io_executor loop) : loop_{std::move(loop)} {}

    // What was asked for, oldest first.
    std::vector<entry> published;
    std::vector<std::vector<kmp2mqtt::mqtt::subscription>> subscriptions;
    std::vector<std::string> unsubscribed;
    std::vector<std::chrono::seconds> pauses;
    std::optional<kmp2mqtt::core::publication> last;  ///< what stop() was given
    bool started{false};

    bool acknowledges{true};            ///< answers publish() and subscribe() by itself
    bool grants{true};                  ///< what it answers to subscribe()
    std::set<std::string> forbidden{};  ///< topics on which it refuses what is published

    // What the broker does. Events come from within these, as if from the loop.

    void connect(const std::string& protocol = "5")
    {
        connected_ = true;
        to_.connected(protocol);
    }

    /// Loses the connection, or lets an attempt fail.
    void lose(const std::string& why = "the connection was cut")
    {
        connected_ = false;
        under_way_.clear();
        to_.lost(why);
    }

    void receive(const kmp2mqtt::mqtt::message& what) { to_.received(what); }
    void answer_subscription(bool granted) { to_.subscribed(granted); }

    void acknowledge(kmp2mqtt::mqtt::publication_id id)
    {
        if (std::erase(under_way_, id) != 0) {
            to_.acknowledged(id);
        }
    }

    void refuse(kmp2mqtt::mqtt::publication_id id)
    {
        if (std::erase(under_way_, id) != 0) {
            to_.refused(id);
        }
    }

    void acknowledge_all()
    {
        for (const auto id : std::vector{under_way_}) {
            acknowledge(id);
        }
    }

    /// The newest payload published on a topic.
    [[nodiscard]] std::optional<std::string> newest(const std::string& topic) const
    {
        const auto newest_first = std::views::reverse(published);
        const auto found = std::ranges::find_if(
            newest_first, [&](const entry& each) { return each.what.topic == topic; });
        return found == newest_first.end() ? std::nullopt : std::optional{found->what.payload};
    }

    /// All payloads published on a topic, oldest first.
    [[nodiscard]] std::vector<std::string> payloads(const std::string& topic) const
    {
        std::vector<std::string> all;
        for (const auto& each : published) {
            if (each.what.topic == topic) {
                all.push_back(each.what.payload);
            }
        }
        return all;
    }

    // The publisher.

    void start(kmp2mqtt::mqtt::events to) override
    {
        to_ = std::move(to);
        started = true;
    }

    [[nodiscard]] bool is_connected() const noexcept override { return connected_; }

    kmp2mqtt::mqtt::publication_id publish(kmp2mqtt::core::publication what) override
    {
        if (!connected_) {
            return 0;
        }
        const auto id = ++newest_id_;
        const bool is_refused = forbidden.contains(what.topic);
        published.push_back({id, std::move(what)});
        under_way_.push_back(id);
        if (acknowledges) {
            asio::post(loop_,
                       [this, id, is_refused] { is_refused ? refuse(id) : acknowledge(id); });
        }
        return id;
    }

    void subscribe(std::vector<kmp2mqtt::mqtt::subscription> topics) override
    {
        subscriptions.push_back(std::move(topics));
        if (acknowledges) {
            asio::post(loop_, [this] { answer_subscription(grants); });
        }
    }

    void unsubscribe(std::vector<std::string> filters) override
    {
        unsubscribed.insert(unsubscribed.end(), filters.begin(), filters.end());
    }

    void pause(std::chrono::seconds pause) override
    {
        pauses.push_back(pause);
        connected_ = false;
        under_way_.clear();
    }

    [[nodiscard]] std::size_t pending() const noexcept override { return under_way_.size(); }

    [[nodiscard]] asio::awaitable<void> stop(kmp2mqtt::core::publication what,
                                             std::chrono::milliseconds /*patience*/) override
    {
        last = std::move(what);
        connected_ = false;
        under_way_.clear();
        co_return;
    }

private:
    asio::any_io_executor loop_;
    kmp2mqtt::mqtt::events to_;
    bool connected_{false};
    kmp2mqtt::mqtt::publication_id newest_id_{0};
    std::vector<kmp2mqtt::mqtt::publication_id> under_way_;
};

}  // namespace fake
