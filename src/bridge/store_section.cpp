// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <cstdint>
#include <string>

#include "bridge/sections.hpp"
#include "core/environment.hpp"
#include "store/look.hpp"

namespace kmp2mqtt::bridge {
namespace {

using namespace std::chrono_literals;

/// Our choice: with payloads of a kilobyte, a gigabyte.
constexpr std::int64_t most_readings{1'000'000};

/// The first of what systemd made by StateDirectory=; empty: not started by it.
std::string state_directory()
{
    const auto all = core::variable("STATE_DIRECTORY");
    return std::string{all.substr(0, all.find(':'))};
}

}  // namespace

store::settings read_store(section& from)
{
    store::settings into;
    const auto path = from["path"];
    set(into.path, path.text());
    if (const auto why = into.path.empty() ? std::nullopt : store::look_at(into.path)) {
        path.problem(why->text);
    }
    if (const auto folder = state_directory(); into.path.empty() && !folder.empty()) {
        into.path = folder + "/kmp2mqtt.sqlite";
    }
    set(into.max_readings, from["max_readings"].integer(1, most_readings));
    set(into.max_age, from["max_age"].duration(1h, 24h * 3650));
    return into;
}

}  // namespace kmp2mqtt::bridge
