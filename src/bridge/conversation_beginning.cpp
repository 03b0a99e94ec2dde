// SPDX-License-Identifier: Apache-2.0

/// @file
/// How a connection begins: whether the base topic is ours, and what the broker keeps of us.

#include <chrono>
#include <utility>

#include <asio/experimental/awaitable_operators.hpp>

#include "bridge/conversation.hpp"
#include "core/log.hpp"
#include "home/devices.hpp"
#include "home/known_document.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// Our choice: as long as the broker may leave a publication unanswered.
constexpr std::chrono::seconds longest_subscription{60};

}  // namespace

void conversation::hear_document(const mqtt::message& stored)
{
    if (swept_ || !sweep_) {
        return;
    }
    sweep_->hear(time_.now());
    auto known = home::read_document(
        home_, {.topic = stored.topic, .payload = stored.payload, .retain = true});
    if (known) {
        heard_.push_back(*std::move(known));
    }
}

/// What is stored comes before the answer to a second subscription.
asio::awaitable<bool> conversation::owns_base()
{
    std::vector<std::string> topics{home::bridge_topic(home_, "info"),
                                    home::bridge_topic(home_, "state")};
    const bool is_sweeping = home_.discovery && !swept_;
    if (is_sweeping) {
        topics.push_back(home::documents_filter(home_));
        sweep_.emplace(time_.now());
        heard_.clear();
    }
    ownership_.reset();
    for (const auto stored : {mqtt::stored_messages::send, mqtt::stored_messages::leave}) {
        std::vector<mqtt::subscription> wanted;
        wanted.reserve(topics.size());
        for (const auto& topic : topics) {
            wanted.push_back({.filter = topic, .stored = stored});
        }
        broker_.subscribe(std::move(wanted));
    }
    if (!co_await is_answered()) {
        core::log::error(
            "nothing is published: the broker has not answered a subscription for {} s; trying "
            "again on a new connection",
            longest_subscription.count());
        co_return false;
    }
    const auto other = ownership_.other_owner();
    if (is_sweeping && !other) {
        co_await find_documents();
    }
    broker_.unsubscribe(topics);
    if (other) {
        met_.insert(home::bridge_identifier(*other));
        core::log::error(
            "nothing is published: the bridge \"{}\" is online on the base topic \"{}\"; choose "
            "another base_topic, or stop that bridge",
            *other, home_.base_topic);
    }
    co_return !other;
}

/// @returns false: the broker stays silent
asio::awaitable<bool> conversation::is_answered()
{
    using namespace asio::experimental::awaitable_operators;

    const auto last_moment = time_.now() + longest_subscription;
    while (answered_subscriptions_ < 2 && time_.now() < last_moment) {
        co_await (time_.sleep_until(last_moment) || subscribed_.wait());
    }
    co_return answered_subscriptions_ >= 2;
}

/// What the broker keeps for Home Assistant, ours among it, comes bit by bit where there is much. A
/// bridge that was online a while ago is a neighbour, not what this one was once called.
asio::awaitable<void> conversation::find_documents()
{
    while (sweep_ && time_.now() < sweep_->end()) {
        const auto end = sweep_->end();
        co_await time_.sleep_until(end);
    }
    for (auto& each : std::exchange(heard_, {})) {
        if (!met_.contains(each.bridge)) {
            announcer_.found(std::move(each));
        }
    }
    announcer_.begin();
    swept_ = true;
}

void conversation::subscribe()
{
    std::vector<mqtt::subscription> wanted;
    wanted.reserve(stations_.size() + 1);
    for (const auto& [topic, meter] : stations_) {
        wanted.push_back({.filter = topic, .stored = mqtt::stored_messages::leave});
    }
    if (home_.discovery) {
        wanted.push_back({.filter = home_.status_topic, .stored = mqtt::stored_messages::leave});
    }
    broker_.subscribe(std::move(wanted));
}

}  // namespace kmp2mqtt::bridge
