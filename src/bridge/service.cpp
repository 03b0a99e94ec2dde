// SPDX-License-Identifier: Apache-2.0

#include "bridge/service.hpp"

#include <algorithm>
#include <cstddef>
#include <random>
#include <utility>

#include "core/task_group.hpp"

namespace kmp2mqtt::bridge {

service::service(const asio::any_io_executor& loop, core::clock& time, mqtt::publisher& broker,
                 const config& configured, ports lines)
    : loop_{loop},
      ports_{std::move(lines)},
      conversation_{loop, time, broker, configured.home, std::random_device{}()}
{
    for (const auto& meter : configured.meters) {
        auto& port = *ports_.at(meter.device.line_key());
        stations_.push_back(std::make_unique<station>(loop, time, port, meter, configured.home,
                                                      conversation_.make_outlet()));
    }
    conversation_.serve(stations_);
}

asio::awaitable<void> service::run()
{
    core::task_group tasks{loop_};
    for (const auto& [line, port] : ports_) {
        tasks.spawn(port->run());
    }
    tasks.spawn(conversation_.run());
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

}  // namespace kmp2mqtt::bridge
