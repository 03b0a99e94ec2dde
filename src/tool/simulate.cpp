// SPDX-License-Identifier: Apache-2.0

#include "tool/simulate.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <limits>
#include <ostream>
#include <string_view>
#include <sys/resource.h>
#include <system_error>
#include <utility>
#include <vector>

#include "core/joined.hpp"
#include "core/local_time.hpp"
#include "core/log.hpp"
#include "core/steady_clock.hpp"
#include "simulator/combination.hpp"
#include "simulator/journal.hpp"
#include "simulator/street.hpp"
#include "tool/help_text.hpp"
#include "tool/model_option.hpp"
#include "tool/not_empty.hpp"
#include "tool/number_range.hpp"
#include "tool/report.hpp"
#include "tool/screen.hpp"
#include "tool/time_option.hpp"

namespace kmp2mqtt::tool {
namespace {

std::vector<std::string_view> simulated_models()
{
    std::vector<std::string_view> names;
    for (const auto& row : simulator::models()) {
        names.push_back(row.name);
    }
    return names;
}

CLI::Validator time_of_meter()
{
    const auto check = [](const std::string& given) {
        return read_time(given) ? std::string{}
                                : core::format(
                                      "must be a date, or a date and time, of 2000 to 2099, as "
                                      "2026-01-31T18:30, not \"{}\"",
                                      given);
    };
    return {check, ""};
}

/// A thousand meters need more open files than a shell allows unasked.
void allow_open_files(std::size_t meters)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        const rlim_t clients_too = (2 * meters) + 100;
        limit.rlim_cur = std::min(std::max(limit.rlim_cur, clients_too), limit.rlim_max);
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// @returns what is wrong, and what would be right; empty: it is open, or nobody wants one
std::string open_journal(std::ofstream& file, const std::string& name)
{
    if (name.empty()) {
        return {};
    }
    file.open(name, std::ios::app);
    return file ? std::string{}
                : core::format("writing to {}: {}; name a file that may be written", name,
                               std::generic_category().message(errno));
}

}  // namespace

simulate::simulate(CLI::App& program)
    : command_{program.add_subcommand(
          "simulate", "Be a Kamstrup meter in a plausible house, until interrupted")},
      place_{*command_}
{
    constexpr std::uint64_t largest = std::numeric_limits<std::uint32_t>::max();
    command_
        ->add_option("--model", model_,
                     core::format("Which meter: {}. A 402 or flowiq that nobody asked for a while "
                                  "sleeps, and the next request, which is lost, wakes it",
                                  core::joined(simulated_models())))
        ->type_name("NAME")
        ->capture_default_str()
        ->transform(known_model(simulated_models()));
    command_->add_option("--serial", serial_, "Serial number")
        ->type_name("N")
        ->capture_default_str()
        ->transform(number_range(0, largest));
    command_->add_option("--address", address_, "Destination address that it answers")
        ->type_name("N")
        ->capture_default_str()
        ->transform(number_range(0, 255));
    command_->add_option("--baud", baud_, "Pace of the line; 0: none")
        ->type_name("N")
        ->capture_default_str()
        ->transform(number_range(0, largest));
    command_->add_flag("--echo", echoes_, "As --scenario echo");
    command_
        ->add_option("--scenario", scenarios_,
                     "What goes wrong; several with commas, or one option each")
        ->type_name("NAME[:NUMBER]")
        ->take_all()
        ->allow_extra_args(false);
    command_->add_option("--seed", seed_, "Which house, weather and faults")
        ->type_name("N")
        ->capture_default_str()
        ->transform(number_range(0, std::numeric_limits<std::uint64_t>::max()));
    command_
        ->add_option("--at", at_,
                     "When it is for the meter at the start, as 2026-01-31T18:30. Default: now. "
                     "With --seed: the same bytes again")
        ->type_name("TIME")
        ->check(time_of_meter());
    command_->add_option("--meters", meters_, "So many meters, on ports and serials that count up")
        ->type_name("N")
        ->capture_default_str()
        ->transform(number_range(1, 60'000))
        ->excludes(place_.pty_option());
    command_
        ->add_option("--journal", journal_,
                     "File to which each request and what was answered is added, as a line of JSON")
        ->check(not_empty())
        ->type_name("FILE");
    command_->add_flag("--list-scenarios", list_scenarios_, "Print the scenarios and end");
}

/// Those named, and what --echo means.
kmp::result<simulator::combination, std::string> simulate::wanted_faults() const
{
    auto named = simulator::combine(scenarios_);
    const auto is_echo = [](const simulator::fault& each) { return each.what->name == "echo"; };
    if (!named || !echoes_ || std::ranges::any_of(*named, is_echo)) {
        return named;
    }
    auto with_echo = scenarios_;
    with_echo.emplace_back("echo");
    return simulator::combine(with_echo);
}

/// How far the meter's clock is ahead.
std::chrono::nanoseconds simulate::ahead_of_utc(core::clock::wall_time now) const
{
    const auto start = read_time(at_);
    return start ? start->time_since_epoch() - now.time_since_epoch()
                 : std::chrono::nanoseconds{core::utc_offset(now)};
}

exit_code simulate::run(std::ostream& out, std::ostream& errors) const
{
    if (list_scenarios_) {
        std::string list;
        for (const auto& row : simulator::scenarios()) {
            list += core::format("{:<21}{}\n", simulator::usage(row), simulator::explanation(row));
        }
        out << fitted(list, terminal_width());
        return exit_code::ok;
    }
    if (place_.tcp_port() != 0 && place_.tcp_port() + meters_ - 1 > 65'535) {
        return report_usage(
            core::format("{} ports from {} up are more than there are", meters_, place_.tcp_port()),
            errors);
    }
    const auto& kind = *simulator::find_model(model_);
    const auto faults = wanted_faults();
    const auto objection =
        faults ? simulator::objection(*faults, kind, place_.is_tcp()) : faults.error();
    if (!objection.empty()) {
        return report_usage("--scenario: " + objection, errors);
    }
    std::ofstream journal_file;
    if (const auto why = open_journal(journal_file, journal_); !why.empty()) {
        return report_usage("--journal: " + why, errors);
    }
    asio::io_context loop{1};
    core::steady_clock time;
    simulator::journal journal{journal_file, time};
    const simulator::surroundings around{
        .time = time,
        .ahead_of_utc = ahead_of_utc(time.wall()),
        .pace = simulator::pace::of(baud_),
        .faults = *faults,
    };
    auto meters = simulator::build_street(kind, serial_, static_cast<kmp::address>(address_), seed_,
                                          meters_, around.meter_now());
    std::vector<simulator::far_end> behind;
    behind.reserve(meters.size());
    for (auto& each : meters) {
        behind.push_back(
            simulator::far_end_of(each, around.faults, journal_.empty() ? nullptr : &journal));
    }
    allow_open_files(meters_);
    return place_.serve(loop, around, std::move(behind), out, errors);
}

}  // namespace kmp2mqtt::tool
