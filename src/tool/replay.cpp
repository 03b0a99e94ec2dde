// SPDX-License-Identifier: Apache-2.0

#include "tool/replay.hpp"

#include <limits>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "core/log.hpp"
#include "core/steady_clock.hpp"
#include "simulator/recording.hpp"
#include "simulator/replayer.hpp"
#include "tool/number_range.hpp"
#include "tool/report.hpp"
#include "tool/whole_input.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Who replays it asks for the serial number first, and would look for the fault elsewhere.
void tell_blanked(std::string_view text, const std::string& file, std::ostream& errors)
{
    if (simulator::has_blanked_numbers(text)) {
        errors << core::format(
            "kmptool: {}: its serial numbers were blanked when it was recorded: whoever asks for "
            "one gets 0, which names no meter; --capture-serial records them\n",
            core::log::one_line(file));
    }
}

}  // namespace

replay::replay(CLI::App& program)
    : command_{program.add_subcommand("replay", "Be the meter of a recording, until interrupted")},
      place_{*command_}
{
    command_->add_option("FILE", file_, "What --capture, or a meter's capture key, has recorded")
        ->type_name("")
        ->required();
    command_
        ->add_option("--baud", baud_,
                     "Pace of the line, within the recorded times; 0: everything at once")
        ->type_name("N")
        ->capture_default_str()
        ->transform(number_range(0, std::numeric_limits<std::uint32_t>::max()));
    command_->add_flag("--once", once_,
                       "Give each recorded answer once, then be silent; without: begin anew");
}

exit_code replay::run(std::ostream& out, std::ostream& errors) const
{
    const auto input = read_whole_file(file_);
    if (!input) {
        return report_usage(input.error(), errors);
    }
    const auto recorded = simulator::parse_recording(input->text, file_);
    if (!recorded) {
        return report_usage(recorded.error(), errors);
    }
    tell_blanked(input->text, file_, errors);
    asio::io_context loop{1};
    core::steady_clock time;
    const simulator::surroundings around{.time = time, .pace = simulator::pace::of(baud_)};
    simulator::tape tape{*recorded, once_};
    std::vector<simulator::far_end> behind{simulator::far_end_of(tape, around.pace)};
    return place_.serve(loop, around, std::move(behind), out, errors);
}

}  // namespace kmp2mqtt::tool
