// SPDX-License-Identifier: Apache-2.0

#include "bridge/service.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>
#include <utility>

#include "core/task_group.hpp"

namespace kmp2mqtt::bridge {

namespace {

/// Our choice: a disk that has room again is used a minute later at most.
constexpr std::chrono::seconds store_interval{60};

}  // namespace

service::service(const asio::any_io_executor& loop, core::clock& time, mqtt::publisher& broker,
                 store::journal& kept, const config& configured, ports lines)
    : loop_{loop},
      time_{time},
      kept_{kept},
      ports_{std::move(lines)},
      conversation_{loop, time, broker, kept, configured.home, std::random_device{}()}
{
    for (std::size_t i = 0; i < configured.meters.size(); ++i) {
        const auto& meter = configured.meters[i];
        stations_.push_back(std::make_unique<station>(loop, time, *ports_.of_meters[i], meter,
                                                      configured.home, kept.memory_of(meter.name),
                                                      conversation_.make_outlet(meter.name)));
    }
    conversation_.serve(stations_);
}

asio::awaitable<void> service::run()
{
    core::task_group tasks{loop_};
    for (const auto& port : ports_.lines) {
        tasks.spawn(port->run());
    }
    tasks.spawn(conversation_.run());
    tasks.spawn(tend_store());
    for (const auto& each : stations_) {
        tasks.spawn(each->run());
    }
    co_await tasks.join();
}

status service::how() const
{
    const auto online =
        std::ranges::count_if(stations_, [](const auto& station) { return station->is_online(); });
    return {.connected = conversation_.is_connected(),
            .meters = stations_.size(),
            .online = static_cast<std::size_t>(online),
            .waiting = conversation_.waiting()};
}

asio::awaitable<void> service::tend_store()
{
    for (;;) {
        kept_.tend(time_.wall(), time_.now());
        co_await time_.sleep(store_interval);
    }
}

}  // namespace kmp2mqtt::bridge
