// SPDX-License-Identifier: Apache-2.0

#include "meter/plausibility.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <variant>

#include <kmp/registers.hpp>

#include "core/duration.hpp"
#include "core/log.hpp"
#include "meter/quantity.hpp"
#include "meter/sensor_fault.hpp"

namespace kmp2mqtt::meter {
namespace {

/// [KMP] gives no limit; "E1 HighRes" of a 403 rolls over at 10 MWh (technical description
/// 5512-1689 p 127).
constexpr int high_res_limit_wh{7};

/// Registers that count or measure what another meter sends: our meter's limits say nothing.
constexpr std::array of_another_meter{kmp::register_id{84}, kmp::register_id{85},
                                      kmp::register_id{224}, kmp::register_id{225},
                                      kmp::register_id{372}};

/// Registers whose quantity is configured in the meter, whatever unit is typical.
constexpr std::array of_any_quantity{
    kmp::register_id{64},  kmp::register_id{65},  kmp::register_id{84}, kmp::register_id{85},
    kmp::register_id{224}, kmp::register_id{225}, kmp::register_id{362}};

bool is_one_of(const auto& list, kmp::register_id id)
{
    return std::ranges::find(list, id) != list.end();
}

std::string symbol_text(kmp::unit code)
{
    const auto symbol = kmp::symbol(code);
    return symbol.empty() ? "no unit" : std::string{symbol};
}

verdict doubt(std::string reason)
{
    return {.is = likeness::doubtful, .reason = std::move(reason)};
}

/// How fast a quantity can grow: a limit in W, l/h, l/h·°C, or ms for each ms.
struct rate {
    std::uint64_t most;
    std::string text;  ///< "more than max_power = 1000 kW allows"
};

std::optional<rate> rate_of(kmp::unit code, const limits& most)
{
    switch (dimension_of(code)) {
        case dimension::energy:
            return rate{most.max_power, "max_power = " + power_text(most.max_power) + " allows"};
        case dimension::volume:
        case dimension::mass:
            return rate{most.max_flow, "max_flow = " + flow_text(most.max_flow) + " allows"};
        case dimension::volume_temperature:
            return rate{most.max_flow * hottest,
                        "max_flow = " + flow_text(most.max_flow) + " allows"};
        case dimension::time:
            return rate{1, "time has passed"};
        default:
            return std::nullopt;
    }
}

/// Two counts of a register, and what lies between them.
struct growth {
    const kmp::measurement& before;
    const kmp::measurement& after;
    std::chrono::milliseconds elapsed;
    const limits& most;
};

/// Where a wrapping counter starts anew, in steps: the known limit, else the next power of ten.
std::optional<std::uint64_t> wraps_at(kmp::unit code, const steps& counts)
{
    static constexpr std::array watt_hours{kmp::unit::wh, kmp::unit::kwh, kmp::unit::mwh};
    const auto found = std::ranges::find(watt_hours, code);
    if (found != watt_hours.end()) {
        const auto thousands = static_cast<int>(found - watt_hours.begin());
        return power_of_ten(high_res_limit_wh - 3 * thousands - counts.exponent);
    }
    std::optional<std::uint64_t> limit{10};
    while (limit && *limit <= counts.first) {
        limit = product(*limit, 10);
    }
    return limit;
}

/// "1h", "61min", "2s": nobody needs the milliseconds.
std::string span_text(std::chrono::milliseconds span)
{
    using namespace std::chrono_literals;
    return core::duration_text(span < 1min ? std::chrono::ceil<std::chrono::seconds>(span)
                                           : std::chrono::floor<std::chrono::minutes>(span));
}

/// Whether a count may have grown by so many steps.
verdict judge_growth(const growth& of, std::uint64_t grown, int exponent)
{
    const auto fastest = rate_of(of.after.unit, of.most);
    if (!fastest) {
        return {};
    }
    const auto elapsed = static_cast<std::uint64_t>(std::max<std::int64_t>(of.elapsed.count(), 0));
    const auto allowed = product(fastest->most, elapsed);
    const auto& first = std::get<kmp::decimal>(of.before.value);
    const auto& second = std::get<kmp::decimal>(of.after.value);
    const kmp::decimal one_step{1, std::max(first.exponent(), second.exponent())};
    const auto step = amount(one_step, of.after.unit);
    const auto counted = amount(kmp::decimal{grown, exponent}, of.after.unit);
    if (!allowed || (counted && step && (*counted <= *step || *counted - *step <= *allowed))) {
        return {};
    }
    return doubt(core::format("went from {} to {} in {}, more than {}", text(of.before),
                              text(of.after), span_text(of.elapsed), fastest->text));
}

verdict judge_count(const growth& of, bool wraps)
{
    const auto counts =
        aligned(std::get<kmp::decimal>(of.before.value), std::get<kmp::decimal>(of.after.value));
    if (!counts) {
        return doubt(text(of.after) + " is nothing that a meter counts");
    }
    if (counts->second >= counts->first) {
        return judge_growth(of, counts->second - counts->first, counts->exponent);
    }
    const auto limit = wraps ? wraps_at(of.after.unit, *counts) : std::nullopt;
    if (limit && counts->first <= *limit) {
        const auto grown = *limit - counts->first + counts->second;
        if (judge_growth(of, grown, counts->exponent).is == likeness::plausible) {
            return {};
        }
    }
    return {.is = likeness::fallen,
            .reason = core::format("fell from {} to {}", text(of.before), text(of.after))};
}

verdict judge_present(const kmp::measurement& measured, const limits& most)
{
    const auto quantity = dimension_of(measured.unit);
    const bool is_power = quantity == dimension::power;
    if (!is_power && quantity != dimension::flow && quantity != dimension::mass_flow) {
        return {};
    }
    const auto now = amount(std::get<kmp::decimal>(measured.value), measured.unit);
    if (now && *now <= (is_power ? most.max_power : most.max_flow)) {
        return {};
    }
    const auto limit = is_power ? "max_power = " + power_text(most.max_power)
                                : "max_flow = " + flow_text(most.max_flow);
    return doubt(core::format("{} is more than {}", text(measured), limit));
}

/// Of a value that is the first of its register, or has another unit than before.
verdict judge_quantity(const kmp::register_info& known, const kmp::measurement& measured)
{
    if (is_one_of(of_any_quantity, measured.id) || known.nature == kmp::nature::setting ||
        known.nature == kmp::nature::info) {
        return {};
    }
    const auto is_of = dimension_of(measured.unit);
    for (unsigned code = 0; code < 256; ++code) {
        const auto typical = static_cast<kmp::unit>(code);
        if (kmp::symbol(typical) != known.typical_unit) {
            continue;
        }
        const auto wanted = dimension_of(typical);
        if (is_of == wanted || is_of == dimension::unknown || wanted == dimension::unknown) {
            return {};
        }
        return doubt(core::format("came in {}, where {} is usual", symbol_text(measured.unit),
                                  known.typical_unit));
    }
    return {};
}

/// Of a value whose unit is not that of before.
verdict judge_other_unit(const kmp::register_info* known, const kmp::measurement& before,
                         const kmp::measurement& measured)
{
    const auto was = dimension_of(before.unit);
    const auto is = dimension_of(measured.unit);
    auto reason = core::format("unit changed from {} to {}", symbol_text(before.unit),
                               symbol_text(measured.unit));
    const bool is_other = was != is && was != dimension::unknown && is != dimension::unknown;
    // Back to what the register is known for, it was the value before that was wrong.
    if (!is_other || (known != nullptr && judge_quantity(*known, measured).reason.empty())) {
        return {.is = likeness::other_unit, .reason = std::move(reason)};
    }
    return {.is = likeness::other_quantity, .reason = reason + ", which measure different things"};
}

verdict judge_number(const kmp::register_info& known, const limits& most,
                     const kmp::measurement* before, std::chrono::milliseconds elapsed,
                     const kmp::measurement& measured)
{
    const bool wraps = known.nature == kmp::nature::wrapping_counter;
    if (wraps || known.nature == kmp::nature::counter) {
        const bool is_first = before == nullptr || before->unit != measured.unit ||
                              !std::holds_alternative<kmp::decimal>(before->value);
        return judge_count({is_first ? measured : *before, measured, elapsed, most}, wraps);
    }
    return known.nature == kmp::nature::present ? judge_present(measured, most) : verdict{};
}

}  // namespace

verdict judge(const limits& most, const kmp::measurement* before, std::chrono::milliseconds elapsed,
              const kmp::measurement& measured)
{
    const auto* const known = kmp::find(measured.id);
    if (before != nullptr && before->unit != measured.unit) {
        return judge_other_unit(known, *before, measured);
    }
    if (known == nullptr || (before != nullptr && before->value == measured.value)) {
        return {};
    }
    if (before == nullptr) {
        if (auto doubted = judge_quantity(*known, measured); doubted.is != likeness::plausible) {
            return doubted;
        }
    }
    if (!std::holds_alternative<kmp::decimal>(measured.value)) {
        return {};
    }
    const auto limit = is_one_of(of_another_meter, measured.id) ? limits{} : most;
    return judge_number(*known, limit, before, elapsed, measured);
}

bool agrees(const limits& most, const kmp::measurement& first, std::chrono::milliseconds elapsed,
            const kmp::measurement& second)
{
    if (first.unit == second.unit && first.value == second.value) {
        return true;
    }
    const auto* const known = kmp::find(second.id);
    const bool counts = known != nullptr && (known->nature == kmp::nature::counter ||
                                             known->nature == kmp::nature::wrapping_counter);
    return counts && judge(most, &first, elapsed, second).is == likeness::plausible;
}

std::string text(const kmp::measurement& of)
{
    auto words = kmp::text(of.value);
    if (const auto symbol = kmp::symbol(of.unit); !symbol.empty()) {
        words += core::format(" {}", symbol);
    }
    return words;
}

std::string power_text(std::uint64_t watts)
{
    return watts % 1000 == 0 ? core::format("{} kW", watts / 1000) : core::format("{} W", watts);
}

std::string flow_text(std::uint64_t litres_per_hour)
{
    return litres_per_hour % 1000 == 0 ? core::format("{} m³/h", litres_per_hour / 1000)
                                       : core::format("{} l/h", litres_per_hour);
}

}  // namespace kmp2mqtt::meter
