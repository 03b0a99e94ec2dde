// SPDX-License-Identifier: Apache-2.0

#include "simulator/combination.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>

#include "core/joined.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::simulator {
namespace {

std::string known_names()
{
    return core::joined(scenarios(), &scenario::name);
}

std::string_view what_is_decided(part decided)
{
    switch (decided) {
        case part::echo:
            return "what the head sends back";
        case part::begin:
            return "when an answer begins";
        case part::end:
            return "how an answer ends";
        case part::none:
            break;
    }
    return {};
}

std::optional<double> parse(const parameter& as, std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    const bool fits = number >= as.least && number <= as.most;  // false for NaN
    if (!is_number || !fits || (as.is_whole && number != std::floor(number))) {
        return std::nullopt;
    }
    return number;
}

/// One scenario: "late", "late:3000".
kmp::result<fault, std::string> read(std::string_view text)
{
    const auto colon = text.find(':');
    const auto* const what = find_scenario(text.substr(0, colon));
    if (what == nullptr) {
        return core::format("{} is no scenario; there are {}", text.empty() ? "nothing" : text,
                            known_names());
    }
    const auto& takes = what->takes;
    if (colon == std::string_view::npos) {
        return fault{.what = what, .number = takes.usual};
    }
    if (takes.name.empty()) {
        return core::format("{}: {} takes no number", text, what->name);
    }
    const auto number = parse(takes, text.substr(colon + 1));
    if (!number) {
        return core::format("{}: {} is a {}number from {} to {}, such as {}:{}", text, takes.name,
                            takes.is_whole ? "whole " : "", takes.least, takes.most, what->name,
                            takes.usual);
    }
    return fault{.what = what, .number = *number};
}

/// Why two cannot stand side by side; empty: they can.
std::string clash(const scenario& one, const scenario& other)
{
    if (one.name == other.name) {
        return core::format("{} stands twice; once is enough", one.name);
    }
    if (one.decides == part::none || one.decides != other.decides) {
        return {};
    }
    return core::format("{} and {} both decide {}; name one of them", one.name, other.name,
                        what_is_decided(one.decides));
}

}  // namespace

kmp::result<combination, std::string> combine(std::span<const std::string> texts)
{
    combination faults;
    for (const std::string_view text : texts) {
        for (std::size_t begin = 0; begin <= text.size();) {
            const auto end = std::min(text.find(',', begin), text.size());
            const auto next = read(text.substr(begin, end - begin));
            if (!next) {
                return next.error();
            }
            for (const auto& other : faults) {
                if (auto why = clash(*other.what, *next->what); !why.empty()) {
                    return why;
                }
            }
            faults.push_back(*next);
            begin = end + 1;
        }
    }
    std::ranges::sort(faults, {}, &fault::what);  // rows of one table
    return faults;
}

std::string objection(std::span<const fault> faults, const model& kind, bool over_tcp)
{
    for (const auto& fault : faults) {
        if (fault.what->needs_tcp && !over_tcp) {
            return core::format("{} needs --tcp: a pseudo-terminal refuses nobody",
                                fault.what->name);
        }
        if (fault.what->needs_heat && is_water_meter(kind)) {
            return core::format(
                "{} needs a heat meter, such as --model 403; {} measures water alone",
                fault.what->name, kind.name);
        }
    }
    return {};
}

std::string usage(const scenario& of)
{
    return of.takes.name.empty() ? std::string{of.name}
                                 : core::format("{}:{}", of.name, of.takes.name);
}

std::string explanation(const scenario& of)
{
    return of.takes.name.empty() ? std::string{of.sentence}
                                 : core::format("{} ({} is {} unless given)", of.sentence,
                                                of.takes.name, of.takes.usual);
}

}  // namespace kmp2mqtt::simulator
