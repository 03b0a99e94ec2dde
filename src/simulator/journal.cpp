// SPDX-License-Identifier: Apache-2.0

#include "simulator/journal.hpp"

#include <chrono>

#include <kmp/unit.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::simulator {

void journal::missed(std::uint32_t serial, kmp::command asked)
{
    begin(serial, asked);
    into_ << "false}\n" << std::flush;
}

void journal::answered(std::uint32_t serial, kmp::command asked, const entries& said)
{
    begin(serial, asked);
    into_ << "true,\"values\":{";
    for (const auto& each : said) {
        into_ << core::format(R"({}"{}":[{},{},"{}"])", &each == said.data() ? "" : ",",
                              static_cast<unsigned>(each.id), written_digits(each),
                              each.as.decimals, kmp::symbol(each.as.unit));
    }
    into_ << "}}\n" << std::flush;
}

void journal::begin(std::uint32_t serial, kmp::command asked)
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(time_.wall().time_since_epoch());
    into_ << core::format(R"({{"time":{},"serial":{},"asked":{},"answered":)", now.count(), serial,
                          static_cast<unsigned>(asked));
}

}  // namespace kmp2mqtt::simulator
