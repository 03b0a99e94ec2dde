// SPDX-License-Identifier: Apache-2.0

#include "bridge/service.hpp"

#include <random>

#include "core/task_group.hpp"
#include "link/open.hpp"

namespace kmp2mqtt::bridge {

service::service(const asio::any_io_executor& loop, core::clock& time, mqtt::publisher& broker,
                 const config& configured)
    : loop_{loop}, conversation_{loop, time, broker, configured.home, std::random_device{}()}
{
    for (const auto& meter : configured.meters) {
        auto& port = ports_[meter.device.line_key()];
        if (!port) {
            port =
                std::make_unique<link::port>(loop, time, link::make_link(loop, time, meter.device));
        }
        stations_.push_back(std::make_unique<station>(loop, time, *port, meter, configured.home,
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

}  // namespace kmp2mqtt::bridge
