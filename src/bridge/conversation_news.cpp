// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <chrono>
#include <utility>

#include "bridge/conversation.hpp"
#include "home/payload.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// Our choice: who has just heard what there is has subscribed to it by then.
constexpr std::chrono::seconds health_after_announcement{5};

}  // namespace

void conversation::publish(core::publication what)
{
    if (speaking_) {
        broker_.publish(std::move(what));
    }
}

/// Discovery, availability, info, state: when Home Assistant starts, or a connection begins.
void conversation::announce_all()
{
    if (!birth_ || *birth_ > time_.now()) {
        return;
    }
    birth_.reset();
    announcer_.repeat();
    announce_changes();
    for (const auto* const each : in_order_) {
        publish(each->availability());
    }
    tell_info();
    for (const auto* const each : in_order_) {
        std::ranges::for_each(each->info(),
                              [&](auto what) { show(each->configured().name, std::move(what)); });
    }
    for (const auto* const each : in_order_) {
        std::ranges::for_each(each->state(),
                              [&](auto what) { show(each->configured().name, std::move(what)); });
    }
    next_health_ = std::min(next_health_, time_.now() + health_after_announcement);
}

void conversation::tell_info()
{
    std::vector<meter::settings> meters;
    meters.reserve(in_order_.size());
    for (const auto* const each : in_order_) {
        meters.push_back(each->configured());
    }
    publish({.topic = home::bridge_topic(home_, "info"),
             .payload = home::bridge_info_payload(home_, started_wall_, protocol_, meters),
             .retain = true});
}

void conversation::announce_changes()
{
    for (auto& document : announcer_.take(time_.now())) {
        publish(std::move(document));
    }
    show_held();
}

/// A value before the document that says its unit, or whose it is, would be taken for a wrong one.
void conversation::show(const std::string& meter, core::publication what)
{
    if (is_told(meter)) {
        publish(std::move(what));
    } else if (speaking_) {
        const auto topic = what.topic;
        held_.insert_or_assign(topic, held{.meter = meter, .what = std::move(what)});
    }
}

void conversation::show_held()
{
    std::erase_if(held_, [this](auto& each) {
        const bool goes = is_told(each.second.meter);
        if (goes) {
            publish(std::move(each.second.what));
        }
        return goes;
    });
}

bool conversation::is_told(const std::string& meter) const
{
    const auto when = announcer_.told_at(meter);
    return when && *when <= time_.now();
}

void conversation::tell_health()
{
    if (time_.now() < next_health_) {
        return;
    }
    next_health_ = time_.now() + home::health_interval;
    home::health now{
        .uptime = std::chrono::duration_cast<std::chrono::seconds>(time_.now() - started_),
        .reconnects = connections_ - 1,
        .queue = kept_.size(),
        .dropped = kept_.dropped(),
        .store = store::text(kept_.where()),
        .meters = {}};
    for (const auto* const each : in_order_) {
        now.meters.push_back(each->health());
    }
    publish({.topic = home::bridge_topic(home_, "health"), .payload = home::health_payload(now)});
}

core::clock::time_point conversation::next_work() const
{
    auto due = next_health_;
    if (birth_) {
        due = std::min(due, *birth_);
    }
    if (const auto change = announcer_.next()) {
        due = std::min(due, *change);
    }
    for (const auto& [topic, each] : held_) {
        due = std::min(due, announcer_.told_at(each.meter).value_or(due));
    }
    if (const auto reading = readings_.next()) {
        due = std::min(due, *reading);
    }
    return due;
}

}  // namespace kmp2mqtt::bridge
