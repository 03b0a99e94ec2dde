// SPDX-License-Identifier: Apache-2.0

#include "bridge/ports.hpp"

#include <algorithm>
#include <utility>

#include "link/open.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// The file of any meter on the line: meter_pairs.hpp has seen to it that there is but one.
std::string capture_of(const std::string& line, const std::vector<meter::settings>& meters)
{
    const auto found = std::ranges::find_if(meters, [&line](const auto& each) {
        return !each.capture.empty() && each.device.line_key() == line;
    });
    return found == meters.end() ? std::string{} : found->capture;
}

}  // namespace

core::outcome<ports> make_ports(const asio::any_io_executor& loop, core::clock& time,
                                const std::vector<meter::settings>& meters)
{
    ports all;
    for (const auto& meter : meters) {
        auto& port = all[meter.device.line_key()];
        if (port) {
            continue;
        }
        const link::capture into{.file = capture_of(meter.device.line_key(), meters)};
        auto wire = link::make_link(loop, time, meter.device, into);
        if (!wire) {
            return wire.error();
        }
        port = std::make_unique<link::port>(loop, time, *std::move(wire));
    }
    return all;
}

}  // namespace kmp2mqtt::bridge
