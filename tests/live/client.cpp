// SPDX-License-Identifier: Apache-2.0

#include "live/client.hpp"

#include <algorithm>
#include <exception>
#include <unistd.h>
#include <utility>

#include <asio/co_spawn.hpp>

namespace live {

using namespace kmp2mqtt;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

client::client(std::uint16_t port, const std::function<void(mqtt::settings&)>& change)
{
    static int number = 0;
    mqtt::settings to;
    to.host = "127.0.0.1";
    to.port = port;
    to.client_id = "test-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
    to.last_will = {.topic = "bridge/state", .payload = "offline", .retain = true};
    if (change) {
        change(to);
    }
    publisher_ = std::make_unique<mqtt::paho_publisher>(loop_.get_executor(), time_, std::move(to));
    publisher_->start({
        .connected = [this](const std::string& protocol) { connected.push_back(protocol); },
        .lost = [this](const std::string& why) { lost.push_back(why); },
        .received = [this](const mqtt::message& what) { received.push_back(what); },
        .acknowledged = [this](mqtt::publication_id id) { acknowledged.push_back(id); },
        .refused = [this](mqtt::publication_id id) { refused.push_back(id); },
        .subscribed = [this](bool granted) { subscribed.push_back(granted); },
    });
}

bool client::until(const std::function<bool()>& done, milliseconds patience)
{
    const auto due = time_.now() + patience;
    loop_.restart();
    while (!done() && time_.now() < due) {
        loop_.run_one_for(20ms);
        loop_.restart();
    }
    return done();
}

void client::run_for(milliseconds span)
{
    loop_.restart();
    loop_.run_for(span);
}

bool client::until_connected()
{
    return until([this] { return publisher_->is_connected(); });
}

bool client::subscribe(const std::vector<mqtt::subscription>& topics)
{
    const auto before = subscribed.size();
    publisher_->subscribe(topics);
    return until([&] { return subscribed.size() > before; }) && subscribed.back();
}

milliseconds client::stop(const core::publication& last)
{
    const auto begin = time_.now();
    bool ended = false;
    asio::co_spawn(loop_, end(last), [&](const std::exception_ptr& /*never*/) { ended = true; });
    static_cast<void>(until([&] { return ended; }));
    return std::chrono::duration_cast<milliseconds>(time_.now() - begin);
}

asio::awaitable<void> client::end(core::publication last)
{
    acknowledged.clear();
    auto stop = publisher_->stop(std::move(last), 1s);
    co_await std::move(stop);
}

}  // namespace live
