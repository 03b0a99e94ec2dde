// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/scan.hpp"

#include <ostream>
#include <utility>

#include <kmp/registers.hpp>

#include "core/log.hpp"
#include "tool/not_empty.hpp"
#include "tool/register_choice.hpp"
#include "tool/report.hpp"
#include "tool/scan/file.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Without those that only electricity meters are known to have; a range asks for these too.
std::vector<kmp::register_id> catalogue()
{
    constexpr auto electricity = static_cast<std::uint8_t>(kmp::meter_family::electricity);
    std::vector<kmp::register_id> all;
    for (const auto& row : kmp::known_registers()) {
        if (row.meters != electricity) {
            all.push_back(row.id);
        }
    }
    return all;
}

/// How these registers are asked for.
std::string range_text(const std::vector<kmp::register_id>& rising)
{
    if (rising.empty()) {
        return "none";
    }
    if (rising == catalogue()) {
        return "the catalogue, without --from";
    }
    const auto first = static_cast<std::size_t>(rising.front());
    const auto last = static_cast<std::size_t>(rising.back());
    const bool is_range = last - first + 1 == rising.size();
    return core::format("{} {} to {}", is_range ? "all" : "some", first, last);
}

}  // namespace

scan::scan(CLI::App& program)
    : command_{program.add_subcommand("scan", "Find out which registers the meter answers")}
{
    auto* const from =
        command_
            ->add_option("--from", from_,
                         "First register, a number or name. Default: all in the catalogue but "
                         "those of electricity meters")
            ->check(not_empty())
            ->type_name("ID|NAME");
    auto* const to = command_->add_option("--to", to_, "Last register")
                         ->check(not_empty())
                         ->type_name("ID|NAME")
                         ->needs(from);
    from->needs(to);
    command_
        ->add_option("--state", state_,
                     "Keep what was found in this file; a scan that was interrupted goes on there")
        ->check(not_empty())
        ->type_name("FILE");
    auto* const json = command_->add_flag("--json", json_, "Print JSON");
    command_->add_flag("--toml", toml_, "Print a [[meter]] for the configuration of kmp2mqtt")
        ->excludes(json);
}

exit_code scan::run(const meter_options& line, bool redraws, std::ostream& out,
                    std::ostream& errors) const
{
    auto begun = beginning();
    if (!begun) {
        return report_usage(begun.error(), errors);
    }
    scan_errand whole{
        *std::move(begun), {.layout = layout(), .file = state_, .redraws = redraws}, out, errors};
    return whole.run(line);
}

scan_layout scan::layout() const
{
    if (json_) {
        return scan_layout::json;
    }
    return toml_ ? scan_layout::toml : scan_layout::table;
}

kmp::result<std::vector<kmp::register_id>, std::string> scan::chosen() const
{
    if (from_.empty()) {
        return catalogue();
    }
    const auto first = find_register(from_);
    if (!first) {
        return "--from: " + first.error();
    }
    const auto last = find_register(to_);
    if (!last) {
        return "--to: " + last.error();
    }
    if (*last < *first) {
        return "--to " + to_ + ": is before --from " + from_;
    }
    std::vector<kmp::register_id> all;
    for (auto number = static_cast<unsigned>(*first); number <= static_cast<unsigned>(*last);
         ++number) {
        all.push_back(static_cast<kmp::register_id>(number));
    }
    return all;
}

/// The state in the file, or a new one.
kmp::result<scan_state, std::string> scan::beginning() const
{
    const auto registers = chosen();
    if (!registers) {
        return registers.error();
    }
    if (!state_.empty()) {
        auto loaded = load_scan(state_);
        if (!loaded) {
            return "--state " + loaded.error();
        }
        if (auto kept = *std::move(loaded)) {
            if (kept->registers() != *registers) {
                return core::format(
                    "--state {}: holds a scan of other registers, {}; choose the same ones, or "
                    "another file",
                    state_, range_text(kept->registers()));
            }
            kept->ask_unreadable_again();
            return *std::move(kept);
        }
    }
    scan_state fresh;
    fresh.plan = scan_plan{*registers};
    return fresh;
}

}  // namespace kmp2mqtt::tool
