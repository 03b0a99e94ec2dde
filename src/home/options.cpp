// SPDX-License-Identifier: Apache-2.0

#include "home/options.hpp"

#include "core/log.hpp"
#include "core/number.hpp"

namespace kmp2mqtt::home {

namespace {

bool can_be_set(std::chrono::minutes interval)
{
    return interval >= shortest_poll && interval <= longest_poll;
}

}  // namespace

kmp::result<std::chrono::minutes, std::string> parse_poll_interval(std::string_view payload)
{
    const auto number = core::parse_number<int>(payload);
    if (!number || !can_be_set(std::chrono::minutes{*number})) {
        constexpr std::size_t shown = 32;  // Our choice: enough to recognise it
        return core::format("\"{}{}\" is no poll interval; whole minutes from {} to {} are",
                            payload.substr(0, shown), payload.size() > shown ? "..." : "",
                            shortest_poll.count(), longest_poll.count());
    }
    return std::chrono::minutes{*number};
}

std::optional<std::chrono::minutes> poll_interval_of(const meter::settings& of)
{
    const auto every = of.polls.front().every;
    const auto interval = std::chrono::floor<std::chrono::minutes>(every);
    return interval == every && can_be_set(interval) ? std::optional{interval} : std::nullopt;
}

}  // namespace kmp2mqtt::home
