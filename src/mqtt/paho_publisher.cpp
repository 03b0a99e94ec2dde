// SPDX-License-Identifier: Apache-2.0

#include "mqtt/paho_publisher.hpp"

#include <random>
#include <utility>
#include <variant>

#include <asio/experimental/awaitable_operators.hpp>

#include "core/log.hpp"
#include "mqtt/diagnosis.hpp"

namespace kmp2mqtt::mqtt {
namespace {

using namespace std::chrono_literals;

// Our choices: Paho gives up after 10 s and a slow name server takes some; a connection that stood
// so long was a good one.
constexpr auto longest_attempt = 60s;
constexpr auto good_connection = 10s;

}  // namespace

paho_publisher::paho_publisher(const asio::any_io_executor& loop, core::clock& time, settings to)
    : time_{time},
      settings_{std::move(to)},
      backoff_{std::random_device{}()},
      choice_{settings_.protocol},
      alarm_{loop},
      changed_{loop},
      box_{std::make_shared<mailbox<paho_publisher>>(loop, *this)},
      client_{settings_, [box = box_](paho_report what) {
                  box->post([what = std::move(what)](paho_publisher& self) {
                      std::visit([&](const auto& each) { self.on(each); }, what);
                  });
              }}
{
}

paho_publisher::~paho_publisher()
{
    box_->close();
    run([](paho_client& client) { client.disconnect(); });
    worker_.join();
}

// The publisher.

void paho_publisher::start(events to)
{
    to_ = std::move(to);
    connect();
}

publication_id paho_publisher::publish(core::publication what)
{
    if (now_ != state::connected) {
        return 0;
    }
    const auto id = outbox_.add(std::move(what));
    send();
    return id;
}

void paho_publisher::subscribe(std::vector<subscription> topics)
{
    if (now_ != state::connected || topics.empty()) {
        return;
    }
    questions_.push_back({.unanswered = topics.size()});
    run([attempt = attempt_, topics = std::move(topics)](paho_client& client) {
        client.subscribe(attempt, topics);
    });
}

void paho_publisher::unsubscribe(std::vector<std::string> filters)
{
    if (now_ == state::connected) {
        run([filters = std::move(filters)](paho_client& client) { client.unsubscribe(filters); });
    }
}

void paho_publisher::pause(std::chrono::seconds pause)
{
    if (now_ == state::connected || now_ == state::connecting) {
        hang_up();
        rest(pause);
    }
}

asio::awaitable<void> paho_publisher::stop(core::publication last,
                                           std::chrono::milliseconds patience)
{
    using namespace asio::experimental::awaitable_operators;

    silent_ = true;
    const auto due = time_.now() + patience;
    publish(std::move(last));
    while (is_connected() && pending() != 0 && time_.now() < due) {
        co_await (changed_.wait() || time_.sleep_until(due));
    }
    const bool stands = is_connected();
    now_ = state::stopped;
    alarm_.cancel();
    hang_up();
    while (stands && !hung_up_ && time_.now() < due) {
        co_await (changed_.wait() || time_.sleep_until(due));
    }
}

void paho_publisher::alarmed()
{
    if (now_ == state::resting) {
        connect();
    } else if (now_ == state::connecting) {
        hang_up();
        drop(core::format("the attempt to reach the broker at {} came to no end",
                          address_text(settings_)));
    } else if (now_ == state::connected && outbox_.is_stuck(time_.now())) {
        hang_up();
        drop(core::format("the broker at {} has acknowledged nothing for {} s",
                          address_text(settings_), outbox::longest_silence.count()));
    } else if (now_ == state::connected) {
        wake_in(inspection);
    }
}

// What is done.

void paho_publisher::connect()
{
    now_ = state::connecting;
    wake_in(longest_attempt);
    run([attempt = ++attempt_, speak = choice_.next()](paho_client& client) {
        client.connect(attempt, speak);
    });
}

void paho_publisher::hang_up()
{
    run([box = box_](paho_client& client) {
        client.disconnect();
        box->post([](paho_publisher& self) {
            self.hung_up_ = true;
            self.changed_.notify();
        });
    });
}

void paho_publisher::send()
{
    while (auto item = outbox_.next(time_.now())) {
        run([item = std::move(*item)](paho_client& client) { client.publish(item.id, item.what); });
    }
}

/// There is no connection; a new one is made after `span`.
void paho_publisher::rest(std::chrono::milliseconds span)
{
    now_ = state::resting;
    outbox_.clear();
    questions_.clear();
    refusals_.restart();
    wake_in(span);
}

void paho_publisher::drop(const std::string& why)
{
    if (now_ == state::connected) {
        choice_.lost();
        if (time_.now() - since_ >= good_connection) {
            backoff_.reset();
        }
    }
    rest(backoff_.next());
    changed_.notify();
    if (!silent_) {
        to_.lost(why);
    }
}

void paho_publisher::wake_in(std::chrono::milliseconds span)
{
    alarm_.expires_after(span);
    alarm_.async_wait([box = box_](const asio::error_code& cancelled) {
        if (!cancelled) {
            box->post([](paho_publisher& self) {
                // An alarm that was set anew meanwhile is not due.
                if (self.alarm_.expiry() <= asio::steady_timer::clock_type::now()) {
                    self.alarmed();
                }
            });
        }
    });
}

}  // namespace kmp2mqtt::mqtt
