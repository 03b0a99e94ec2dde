// SPDX-License-Identifier: Apache-2.0

#include "tool/replay.hpp"

#include <limits>
#include <ostream>
#include <utility>
#include <vector>

#include "core/steady_clock.hpp"
#include "simulator/recording.hpp"
#include "simulator/replayer.hpp"
#include "tool/number_range.hpp"
#include "tool/report.hpp"
#include "tool/whole_input.hpp"

namespace kmp2mqtt::tool {
namespace {

kmp::result<simulator::recording, std::string> load(const std::string& file)
{
    const auto input = read_whole_file(file);
    if (!input) {
        return input.error();
    }
    return simulator::parse_recording(input->text, file);
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
    const auto recorded = load(file_);
    if (!recorded) {
        return report_usage(recorded.error(), errors);
    }
    asio::io_context loop{1};
    core::steady_clock time;
    const simulator::surroundings around{.time = time, .pace = simulator::pace::of(baud_)};
    simulator::tape tape{*recorded, once_};
    std::vector<simulator::far_end> behind{simulator::far_end_of(tape, around.pace)};
    return place_.serve(loop, around, std::move(behind), out, errors);
}

}  // namespace kmp2mqtt::tool
