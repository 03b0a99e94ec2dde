// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/decode.hpp"

#include <algorithm>
#include <iostream>
#include <ostream>
#include <unistd.h>

#include "core/log.hpp"
#include "tool/decode/dissection.hpp"
#include "tool/decode/dissection_json.hpp"
#include "tool/decode/dissection_text.hpp"
#include "tool/decode/frame_split.hpp"
#include "tool/decode/hex_input.hpp"
#include "tool/not_empty.hpp"
#include "tool/report.hpp"
#include "tool/screen.hpp"
#include "tool/whole_input.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Writes dissections one after the other, and knows how it went.
class explanations {
public:
    /// @param unit  what lines of the input are: "line", "argument"
    explanations(bool as_json, std::string_view unit, std::ostream& out)
        : as_json_{as_json}, unit_{unit}, width_{terminal_width()}, out_{out}
    {
    }

    void add(const stretch& of)
    {
        for (const auto& part : split(of.bytes)) {
            const auto found = dissect(of.bytes, part, of.sender);
            const place where{.number = ++count_,
                              .line = of.line_of(part.offset),
                              .offset = part.offset,
                              .port = of.port,
                              .unit = unit_};
            if (as_json_) {
                out_ << json_of(found, where) << '\n';
            } else {
                out_ << (count_ == 1 ? "" : "\n") << text_of(found, where, width_);
            }
            has_bad_ = has_bad_ || found.fault.has_value();
            has_good_ = has_good_ || (part.kind != part_kind::noise && !found.fault);
        }
    }

    [[nodiscard]] exit_code end() const
    {
        return has_good_ && !has_bad_ ? exit_code::ok : exit_code::bad_frame;
    }

private:
    bool as_json_;
    std::string_view unit_;
    std::size_t width_;
    std::ostream& out_;
    std::size_t count_{0};
    bool has_good_{false};
    bool has_bad_{false};
};

}  // namespace

decode::decode(CLI::App& program)
    : command_{program.add_subcommand("decode", "Explain the bytes of frames, and what is wrong")}
{
    auto* const hex = command_->add_option("HEX", hex_, "Bytes; none, or -: standard input");
    hex->take_all()->type_name("");
    command_
        ->add_option("-f,--file", file_,
                     "Read the bytes, or a log with bytes, from here; -: standard input")
        ->check(not_empty())
        ->type_name("FILE")
        ->excludes(hex);
    command_->add_flag("--json", as_json_, "One JSON object a frame");
}

exit_code decode::run(std::ostream& out, std::ostream& errors) const
{
    const std::vector<std::string> dash{"-"};
    const bool is_input = file_ == "-" || (file_.empty() && (hex_.empty() || hex_ == dash));
    if (file_.empty() && !is_input) {
        return explain_arguments(out, errors);
    }
    if (is_input && isatty(STDIN_FILENO) == 1) {
        errors << "kmptool: waits for hex on standard input; Ctrl-D ends it\n" << std::flush;
    }
    const auto input = is_input ? read_whole(std::cin, "standard input") : read_whole_file(file_);
    return input ? explain(input->text, "line", out, errors) : report_usage(input.error(), errors);
}

exit_code decode::explain_arguments(std::ostream& out, std::ostream& errors) const
{
    std::string text;
    for (const auto& argument : hex_) {
        text += argument + '\n';
    }
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
    return explain(text, lines == hex_.size() ? "argument" : "line", out, errors);
}

exit_code decode::explain(std::string_view text, std::string_view unit, std::ostream& out,
                          std::ostream& errors) const
{
    const auto input = read_hex(text);
    if (!input) {
        errors << core::format("kmptool: {} {}: {}\n", unit, input.error().line,
                               input.error().text);
        return exit_code::usage;
    }
    if (input->stretches.empty()) {
        errors << "kmptool: no hex to explain; give bytes such as 80 3f 01 05 8a 0d\n";
        return exit_code::usage;
    }
    explanations results{as_json_, unit, out};
    for (const auto& part : input->stretches) {
        results.add(part);
    }
    if (input->lines_left_out > 0) {
        errors << core::format("kmptool: {} lines of the log hold no bytes and were left out\n",
                               input->lines_left_out);
    }
    return results.end();
}

}  // namespace kmp2mqtt::tool
