// SPDX-License-Identifier: Apache-2.0

#include "tool/align/align.hpp"

#include <chrono>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

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
    display(std::function<std::optional<screen>()> look, bool json, std::ostream& out)
        : look_{std::move(look)}, json_{json}, out_{out}
    {
    }

    void show(const alignment& now)
    {
        if (const auto on = room()) {
            draw(*on, align_picture(now, *on));
        } else {
            out_ << (json_ ? align_json(now) : align_line(now)) << '\n';
        }
        out_ << std::flush;
    }

    /// A word that was good or none yet may not stand while nothing comes.
    void show_listening(const alignment& now)
    {
        const bool is_open = now.tries() == 0 || now.last().said == verdict::good;
        if (const auto on = is_open ? room() : std::nullopt) {
            draw(*on, align_picture(now, *on, true));
            out_ << std::flush;
        }
    }

    void show_end(const alignment& now, std::uint64_t telegrams, bool is_interrupted)
    {
        const auto& why = ending_of(now, is_interrupted);
        out_ << (json_ ? align_summary_json(now, telegrams, why)
                       : align_summary(now, telegrams, why))
             << '\n'
             << std::flush;
    }

private:
    /// Where to draw, if there is such a place.
    [[nodiscard]] std::optional<screen> room() const
    {
        const auto on = json_ ? std::nullopt : look_();
        return on && has_room(*on) ? on : std::nullopt;
    }

    void draw(const screen& on, const std::vector<std::string>& lines)
    {
        auto before = ground::fresh;
        if (drawn_on_) {
            before = *drawn_on_ == on ? ground::picture : ground::reshaped;
        }
        out_ << drawn(lines, before);
        drawn_on_ = on;
    }

    std::function<std::optional<screen>()> look_;
    bool json_;
    std::optional<screen> drawn_on_;
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

exit_code align::run(const meter_options& line, const std::function<std::optional<screen>()>& look,
                     std::ostream& out, std::ostream& errors) const
{
    const auto patience = read_duration("--for", for_, "90s or 5min");
    if (!patience) {
        return report_usage(patience.error(), errors);
    }
    display picture{look, json_, out};
    align_walk walk{*patience,
                    [&](const alignment& now) {
                        picture.show(now);
                        if (bell_ && now.last().said == verdict::good) {
                            errors << '\a' << std::flush;
                        }
                    },
                    [&picture](const alignment& now) { picture.show_listening(now); }};
    const auto end = [&](bool is_interrupted) {
        picture.show_end(walk.state(), walk.telegrams(), is_interrupted);
        return info(walk.state().last().said).code;
    };
    const errand work = [&](at_meter& here) -> asio::awaitable<exit_code> {
        co_await walk.run(here.session, here.line, here.time);
        co_return end(false);
    };
    return visit_meter(line.with_usual_timeout(align_timeout), work, errors,
                       [&end] { return end(true); });
}

}  // namespace kmp2mqtt::tool
