// SPDX-License-Identifier: Apache-2.0

#include <cerrno>
#include <limits>
#include <system_error>

#include "bridge/sections.hpp"
#include "core/file_access.hpp"
#include "core/log.hpp"
#include "meter/telegrams.hpp"

namespace kmp2mqtt::bridge {
namespace {

using namespace std::chrono_literals;

std::chrono::milliseconds read_keep_awake(const item& from)
{
    const auto every = from.duration(0ms, 24h);
    if (every && *every != 0ms && *every < 1min) {
        from.problem(
            "is shorter than 1min, which no battery stands; a MULTICAL 402 stays awake with "
            "\"25min\", and \"0s\" sends nothing");
    }
    return every.value_or(0ms);
}

void check_program(const item& from, const std::string& path)
{
    if (!path.starts_with('/')) {
        from.problem(in_quotes(path) +
                     " is no path from / on; no shell looks for it: write "
                     "[\"/usr/local/bin/knock\", \"argument\"]");
    } else if (const int error = core::why_not_runnable(path); error != 0) {
        from.problem(core::format("{} cannot be run: {}{}", in_quotes(path),
                                  std::generic_category().message(error),
                                  error == EACCES ? "; chmod +x makes it a program" : ""));
    }
}

std::vector<std::string> read_wake_command(const item& from)
{
    std::vector<std::string> command;
    if (!from.is_there() || from.is_empty_list()) {
        return command;
    }
    const auto words = from.list();
    for (const auto& word : words) {
        command.push_back(word.text().value_or(""));
    }
    if (!words.empty()) {
        check_program(from, command.front());
    }
    return command;
}

/// A budget that is set is kept, whatever the plans need; who set it should know.
void warn_of_skipped_reads(const item& from, const meter::settings& of)
{
    const auto needed = meter::planned_telegrams(of) + meter::waking_telegrams(of);
    if (of.telegrams_per_day != 0 && of.telegrams_per_day < needed) {
        from.warning(core::format(
            "{} telegrams a day do not carry the {} that its reads{} need: when they are spent, "
            "nothing is read until midnight; a longer interval or fewer registers need less",
            of.telegrams_per_day, needed, of.keep_awake == 0ms ? "" : " and keep_awake"));
    }
}

}  // namespace

void read_battery(section& from, meter::settings& into)
{
    into.keep_awake = read_keep_awake(from["keep_awake"]);
    into.wake_command = read_wake_command(from["wake_command"]);
    auto budget = from["budget"].table();
    const auto telegrams = budget["telegrams_per_day"];
    set(into.telegrams_per_day, telegrams.integer(0, std::numeric_limits<std::int32_t>::max()));
    budget.refuse_unknown_keys();
    warn_of_skipped_reads(telegrams, into);
}

}  // namespace kmp2mqtt::bridge
