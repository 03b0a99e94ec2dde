// SPDX-License-Identifier: Apache-2.0

#include "tool/align/align.hpp"

#include <chrono>
#include <ostream>
#include <utility>

#include "core/log.hpp"
#include "tool/align/output.hpp"
#include "tool/align/walk.hpp"
#include "tool/duration_option.hpp"
#include "tool/meter_visit.hpp"
#include "tool/report.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Shows each try, and the end.
class display {
public:
    display(std::optional<screen> on, bool json, std::ostream& out) : json_{json}, out_{out}
    {
        if (on && has_room(*on) && !json) {
            on_ = on;
        }
    }

    void show(const alignment& now)
    {
        if (on_) {
            out_ << drawn(align_picture(now, *on_), std::exchange(is_first_, false));
        } else {
            out_ << (json_ ? align_json(now) : align_line(now)) << '\n';
        }
        out_ << std::flush;
    }

    void show_end(const alignment& now, std::uint64_t telegrams)
    {
        out_ << (json_ ? align_summary_json(now, telegrams) : align_summary(now, telegrams)) << '\n'
             << std::flush;
    }

private:
    std::optional<screen> on_;
    bool json_;
    bool is_first_{true};
    std::ostream& out_;
};

}  // namespace

align::align(CLI::App& program)
    : command_{program.add_subcommand("align", "Find the place where the head hears the meter")}
{
    command_->add_flag("--bell", bell_, "Ring once for each good answer");
    command_->add_flag("--json", json_, "Print a JSON object a try");
    command_->add_option("--for", for_, "End after this time, at most 1h")
        ->type_name("DURATION")
        ->capture_default_str();
}

exit_code align::run(const meter_options& line, const std::optional<screen>& on, std::ostream& out,
                     std::ostream& errors) const
{
    const auto patience = read_duration("--for", for_, "90s or 5min");
    if (!patience) {
        return report_usage(patience.error(), errors);
    }
    display picture{on, json_, out};
    align_walk walk{*patience, [&](const alignment& now) {
                        picture.show(now);
                        if (bell_ && now.last().said == verdict::good) {
                            errors << '\a' << std::flush;
                        }
                    }};
    const auto end = [&] {
        picture.show_end(walk.state(), walk.telegrams());
        return info(walk.state().last().said).code;
    };
    const errand work = [&](at_meter& here) -> asio::awaitable<exit_code> {
        co_await walk.run(here.session, here.line, here.time);
        co_return end();
    };
    return visit_meter(line, work, errors, end);
}

}  // namespace kmp2mqtt::tool
