// SPDX-License-Identifier: Apache-2.0

#include "bridge/ports.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "core/log.hpp"
#include "link/open.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// By meter.
using line_keys = std::vector<std::string>;

line_keys lines_of(const std::vector<meter::settings>& meters)
{
    line_keys lines;
    for (const auto& meter : meters) {
        lines.push_back(meter.device.line_key());
    }
    return lines;
}

/// Any meter on the line that wants it recorded: meter_pairs.hpp has seen to it that there is but
/// one file.
const meter::settings* recorded_one(const std::string& line, const line_keys& lines,
                                    const std::vector<meter::settings>& meters)
{
    for (std::size_t i = 0; i < meters.size(); ++i) {
        if (lines[i] == line && !meters[i].capture.empty()) {
            return &meters[i];
        }
    }
    return nullptr;
}

}  // namespace

core::outcome<ports> make_ports(const asio::any_io_executor& loop, core::clock& time,
                                const std::vector<meter::settings>& meters)
{
    const auto lines = lines_of(meters);
    std::map<std::string, link::port*> made;
    ports all;
    for (std::size_t i = 0; i < meters.size(); ++i) {
        auto*& port = made[lines[i]];
        if (port == nullptr) {
            const auto* const recorded = recorded_one(lines[i], lines, meters);
            const link::capture into{.file = recorded == nullptr ? "" : recorded->capture};
            auto wire = link::make_link(loop, time, meters[i].device, into);
            if (!wire) {
                return core::failure{
                    .why = wire.error().why,
                    .text = core::format("{}: capture: {}", recorded->name, wire.error().text)};
            }
            all.lines.push_back(std::make_unique<link::port>(loop, time, *std::move(wire)));
            port = all.lines.back().get();
        }
        all.of_meters.push_back(port);
    }
    return all;
}

}  // namespace kmp2mqtt::bridge
