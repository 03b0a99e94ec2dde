// SPDX-License-Identifier: Apache-2.0

#include "bridge/conversation.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include <asio/experimental/awaitable_operators.hpp>

#include "core/log.hpp"
#include "core/run_until.hpp"
#include "home/discovery.hpp"
#include "home/payload.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::bridge {

namespace {

constexpr std::chrono::seconds health_interval{60};
constexpr std::chrono::seconds other_owner_pause{60};

/// Home Assistant asks for some delay after its birth message: many bridges hear it.
constexpr std::chrono::milliseconds shortest_birth_delay{1000};
constexpr std::chrono::milliseconds longest_birth_delay{5000};

bool is_online(std::string_view payload)
{
    static constexpr std::string_view online = "online";
    return std::ranges::equal(payload, online, {},
                              [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
}

}  // namespace

conversation::conversation(const asio::any_io_executor& loop, core::clock& time,
                           mqtt::publisher& broker, store::journal& kept,
                           const home::settings& home, std::uint64_t seed)
    : time_{time},
      broker_{broker},
      home_{home},
      started_{time.now()},
      started_wall_{time.wall()},
      ownership_{home},
      kept_{kept},
      readings_{broker, kept},
      random_{seed},
      connection_changed_{loop},
      subscribed_{loop},
      work_{loop}
{
    if (home_.discovery) {
        announcer_.offer("", home::bridge_discovery(home_));
    }
}

outlet conversation::make_outlet(const std::string& meter)
{
    return {.publish = [this](core::publication what) { publish(std::move(what)); },
            .keep =
                [this, meter](const meter::reading& newest, const meter::memory& known,
                              core::publication reading) {
                    kept_.keep(meter, known, std::move(reading), newest.time);
                    work_.notify();
                },
            .remember = [this, meter](const meter::memory& known) { kept_.remember(meter, known); },
            .announce =
                [this](const std::string& device, std::vector<core::publication> documents) {
                    announcer_.offer(device, std::move(documents));
                    work_.notify();
                }};
}

void conversation::serve(const std::vector<std::unique_ptr<station>>& stations)
{
    for (const auto& each : stations) {
        in_order_.push_back(each.get());
        stations_[home::meter_topic(home_, each->configured().name, "get")] = each.get();
    }
}

mqtt::events conversation::make_events()
{
    return {.connected =
                [this](const std::string& protocol) {
                    core::log::info("connected to the broker, MQTT {}", protocol);
                    protocol_ = protocol;
                    last_loss_.clear();
                    answered_subscriptions_ = 0;
                    connected_ = true;
                    ++connections_;
                    connection_changed_.notify();
                },
            .lost =
                [this](const std::string& why) {
                    if (connected_ || why != last_loss_) {
                        core::log::warning("no connection to the broker: {}", why);
                    } else {
                        core::log::debug("no connection to the broker: {}", why);
                    }
                    last_loss_ = why;
                    connected_ = false;
                    speaking_ = false;
                    connection_changed_.notify();
                },
            .received = [this](const mqtt::message& message) { received(message); },
            .acknowledged = [this](mqtt::publication_id id) { readings_.acknowledged(id); },
            .subscribed =
                [this](bool) {
                    ++answered_subscriptions_;
                    subscribed_.notify();
                }};
}

void conversation::received(const mqtt::message& message)
{
    if (!speaking_) {
        ownership_.hear(message);
        return;
    }
    if (const auto found = stations_.find(message.topic); found != stations_.end()) {
        found->second->command(message);
    } else if (message.topic == home_.status_topic && !message.retained &&
               is_online(message.payload)) {
        std::uniform_int_distribution<std::int64_t> delay{shortest_birth_delay.count(),
                                                          longest_birth_delay.count()};
        birth_ = time_.now() + std::chrono::milliseconds{delay(random_)};
        work_.notify();
    }
}

asio::awaitable<void> conversation::run()
{
    broker_.start(make_events());
    for (;;) {
        while (!connected_) {
            co_await connection_changed_.wait();
        }
        auto connection = core::run_until(talk(), until_gone(connections_));
        co_await std::move(connection);
        speaking_ = false;
    }
}

asio::awaitable<void> conversation::until_gone(std::uint64_t connection)
{
    while (connected_ && connections_ == connection) {
        co_await connection_changed_.wait();
    }
}

asio::awaitable<void> conversation::talk()
{
    using namespace asio::experimental::awaitable_operators;

    if (!co_await owns_base()) {
        broker_.pause(other_owner_pause);
        connected_ = false;
        co_return;
    }
    speaking_ = true;
    publish({.topic = home::bridge_topic(home_, "state"), .payload = "online", .retain = true});
    subscribe();
    readings_.restart();
    next_health_ = time_.now() + health_interval;
    birth_ = announcer_.free_at();
    for (;;) {
        announce_all();
        announce_changes();
        readings_.send(time_.now());
        tell_health();
        const auto due = next_work();
        co_await (time_.sleep_until(due) || work_.wait());
    }
}

/// What is stored comes before the answer to a second subscription.
asio::awaitable<bool> conversation::owns_base()
{
    const std::vector<std::string> topics{home::bridge_topic(home_, "info"),
                                          home::bridge_topic(home_, "state")};
    ownership_.reset();
    for (const auto stored : {mqtt::stored_messages::send, mqtt::stored_messages::leave}) {
        std::vector<mqtt::subscription> wanted;
        wanted.reserve(topics.size());
        for (const auto& topic : topics) {
            wanted.push_back({.filter = topic, .stored = stored});
        }
        broker_.subscribe(std::move(wanted));
    }
    while (answered_subscriptions_ < 2) {
        co_await subscribed_.wait();
    }
    broker_.unsubscribe(topics);
    const auto other = ownership_.other_owner();
    if (other) {
        core::log::error(
            "nothing is published: the bridge \"{}\" is online on the base topic \"{}\"; choose "
            "another base_topic, or stop that bridge",
            *other, home_.base_topic);
    }
    co_return !other;
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
    std::vector<meter::settings> meters;
    meters.reserve(in_order_.size());
    for (const auto* const each : in_order_) {
        meters.push_back(each->configured());
    }
    publish({.topic = home::bridge_topic(home_, "info"),
             .payload = home::bridge_info_payload(home_, started_wall_, protocol_, meters),
             .retain = true});
    for (const auto* const each : in_order_) {
        std::ranges::for_each(each->info(), [this](auto what) { publish(std::move(what)); });
    }
    for (const auto* const each : in_order_) {
        std::ranges::for_each(each->state(), [this](auto what) { publish(std::move(what)); });
    }
}

void conversation::announce_changes()
{
    for (auto& document : announcer_.take(time_.now())) {
        publish(std::move(document));
    }
}

void conversation::tell_health()
{
    if (time_.now() < next_health_) {
        return;
    }
    next_health_ = time_.now() + health_interval;
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
    if (const auto reading = readings_.next()) {
        due = std::min(due, *reading);
    }
    return due;
}

void conversation::publish(core::publication what)
{
    if (speaking_) {
        broker_.publish(std::move(what));
    }
}

}  // namespace kmp2mqtt::bridge
