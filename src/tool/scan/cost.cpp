// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/cost.hpp"

#include "core/log.hpp"
#include "meter/session.hpp"

namespace kmp2mqtt::tool {
namespace {

// [KMP] 3 and 6.2.4, without stuffing: start, address, command, checksum, stop around it; a request
// has a count and two bytes a register, an answer register, unit, length, exponent and mantissa.
constexpr std::size_t around = 6;
constexpr std::size_t count = 1;
constexpr std::size_t asked = 2;
constexpr std::size_t answered = 2 + 1 + 1 + 1 + 4;

// [KMP] 6.2.2: the number in the answer to GetSerialNo.
constexpr std::size_t serial_number = 4;
constexpr std::size_t serial_question = around + around + serial_number + meter::pause_after_answer;

}  // namespace

scan_cost cost_of(const scan_plan& plan, bool asks_serial)
{
    const auto requests = plan.groups().size();
    return {.telegrams = requests + (asks_serial ? 1 : 0),
            .bytes = (requests * (around + count + around + meter::pause_after_answer)) +
                     (plan.left() * (asked + answered)) + (asks_serial ? serial_question : 0)};
}

silence_cost cost_of_silence(std::size_t together, const meter::settings& whom)
{
    std::size_t failing = 1;
    std::size_t answered_parts = 0;
    for (; together > 1; together -= together / 2) {
        ++failing;
        ++answered_parts;
    }
    // Each that fails is tried as often as configured. The meter's presence is checked when the
    // whole request fails and when the register is known; the request itself is in the plan.
    const std::size_t checks = answered_parts == 0 ? 1 : 2;
    const auto tries = failing * (whom.retries + 1);
    return {.telegrams = tries + answered_parts + checks - 1,
            .waits = tries * (whom.timeout + meter::pause_after_failure)};
}

std::string counted(std::size_t number, std::string_view noun)
{
    return core::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string about(std::chrono::seconds span)
{
    using namespace std::chrono_literals;

    if (span < 2min) {
        return core::format("{} s", span.count());
    }
    return span < 2h ? core::format("{} min", span / 1min) : core::format("{} h", span / 1h);
}

}  // namespace kmp2mqtt::tool
