// SPDX-License-Identifier: Apache-2.0

#include "bridge/conversation.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include <asio/experimental/awaitable_operators.hpp>

#include "core/log.hpp"
#include "core/run_until.hpp"
#include "home/discovery.hpp"
#include "home/known_document.hpp"
#include "home/payload.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::bridge {

namespace {

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
      announcer_{home},
      ownership_{home},
      kept_{kept},
      readings_{broker, kept},
      random_{seed},
      connection_changed_{loop},
      subscribed_{loop},
      work_{loop},
      next_health_{started_ + home::health_interval}
{
    if (home_.discovery) {
        announcer_.offer("", {.documents = home::bridge_discovery(home_), .reserved = {}});
    }
}

outlet conversation::make_outlet(const std::string& meter)
{
    return {.publish = [this](core::publication what) { publish(std::move(what)); },
            .show = [this, meter](core::publication what) { show(meter, std::move(what)); },
            .keep =
                [this, meter](const meter::reading& newest, const meter::memory& known,
                              core::publication reading) {
                    kept_.keep(meter, known, std::move(reading), newest.time);
                    work_.notify();
                },
            .remember = [this, meter](const meter::memory& known) { kept_.remember(meter, known); },
            .announce =
                [this](const std::string& device, home::announcement wanted) {
                    announcer_.offer(device, std::move(wanted));
                    work_.notify();
                },
            .interval_changed = [this] { tell_info(); }};
}

void conversation::serve(const std::vector<std::unique_ptr<station>>& stations)
{
    std::vector<std::string> names;
    for (const auto& each : stations) {
        in_order_.push_back(each.get());
        const auto& name = each->configured().name;
        stations_[home::meter_topic(home_, name, "get")] = each.get();
        stations_[home::meter_topic(home_, name, "set/+")] = each.get();
        names.push_back(name);
    }
    announcer_.expect(std::move(names));
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
            .acknowledged =
                [this](mqtt::publication_id id) {
                    readings_.acknowledged(id);
                    work_.notify();
                },
            .refused =
                [this](mqtt::publication_id id) {
                    readings_.refused(id, time_.now());
                    work_.notify();
                },
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
        hear_document(message);
        return;
    }
    if (auto* const asked = station_of(message.topic); asked != nullptr) {
        if (hears_commands()) {
            asked->command(message);
        }
    } else if (message.topic == home_.status_topic && !message.retained &&
               is_online(message.payload)) {
        std::uniform_int_distribution<std::int64_t> delay{shortest_birth_delay.count(),
                                                          longest_birth_delay.count()};
        birth_ = time_.now() + std::chrono::milliseconds{delay(random_)};
        work_.notify();
    }
}

/// Says when that changes.
bool conversation::hears_commands()
{
    const auto unheard = admission_.unheard();
    const bool hears = admission_.admits(broker_.pending());
    if (!hears && unheard == 0) {
        core::log::warning(
            "commands come faster than the broker takes the answers: {} wait, and commands are "
            "neither answered nor carried out until half of them are gone",
            broker_.pending());
    } else if (hears && unheard != 0) {
        core::log::warning("commands are answered again; {} were not", unheard);
    }
    return hears;
}

station* conversation::station_of(const std::string& topic) const
{
    auto found = stations_.find(topic);
    if (found == stations_.end()) {
        // All options of a meter are one subscription.
        found = stations_.find(topic.substr(0, topic.rfind('/')) + "/+");
    }
    return found == stations_.end() ? nullptr : found->second;
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
    held_.clear();
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

}  // namespace kmp2mqtt::bridge
