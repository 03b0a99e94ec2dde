// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <string_view>
#include <utility>
#include <variant>

#include "store/moment.hpp"
#include "store/tables.hpp"

namespace kmp2mqtt::store {
namespace {

using std::chrono::milliseconds;

/// All digits of a number, and where its point is; no digits: it is no number.
std::pair<std::string, std::int64_t> written(const kmp::value& value)
{
    const auto* const number = std::get_if<kmp::decimal>(&value);
    if (number == nullptr) {
        return {};
    }
    return {number->shifted(-number->exponent()).text(), number->exponent()};
}

/// The protocol has six bits for an exponent, and our units shift it by a few.
constexpr std::int64_t largest_exponent = 99;

kmp::value value_of(std::string_view digits, std::int64_t exponent)
{
    const auto number = kmp::decimal::from_text(digits);
    if (!number || exponent < -largest_exponent || exponent > largest_exponent) {
        return kmp::no_value{};
    }
    return number->shifted(static_cast<int>(exponent));
}

void read_values(database& file, std::map<std::string, meter::memory>& into)
{
    auto all = file.query("SELECT meter, register, unit, digits, exponent, time FROM value");
    while (all.next()) {
        kmp::measurement value{.id = static_cast<kmp::register_id>(all.integer(1)),
                               .unit = static_cast<kmp::unit>(all.integer(2)),
                               .value = value_of(all.text(3), all.integer(4))};
        into[all.text(0)].values.push_back(
            {.value = std::move(value), .at = moment_of(all.integer(5))});
    }
}

void read_absences(database& file, std::map<std::string, meter::memory>& into)
{
    auto all = file.query("SELECT meter, register, times, asked FROM absence");
    while (all.next()) {
        into[all.text(0)].absences.push_back({.id = static_cast<kmp::register_id>(all.integer(1)),
                                              .times = static_cast<unsigned>(all.integer(2)),
                                              .asked = moment_of(all.integer(3))});
    }
}

}  // namespace

void write_counts(database& file, const std::string& meter, const meter::memory& known)
{
    const std::int64_t day = known.spending.day.time_since_epoch().count();
    file.run("INSERT OR REPLACE INTO meter VALUES(?, ?, ?, ?, ?, ?, ?)", meter, known.serial,
             static_cast<std::int64_t>(known.sequence), day,
             static_cast<std::int64_t>(known.spending.telegrams),
             std::int64_t{known.poll_interval.count()},
             std::int64_t{known.configured_interval.count()});
}

void write_lists(database& file, const std::string& meter, const meter::memory& known)
{
    file.run("DELETE FROM value WHERE meter = ?", meter);
    for (const auto& [measured, at] : known.values) {
        const auto [digits, exponent] = written(measured.value);
        file.run("INSERT INTO value VALUES(?, ?, ?, ?, ?, ?)", meter,
                 static_cast<std::int64_t>(measured.id), static_cast<std::int64_t>(measured.unit),
                 digits, exponent, number_of(at));
    }
    file.run("DELETE FROM absence WHERE meter = ?", meter);
    for (const auto& each : known.absences) {
        file.run("INSERT INTO absence VALUES(?, ?, ?, ?)", meter,
                 static_cast<std::int64_t>(each.id), static_cast<std::int64_t>(each.times),
                 number_of(each.asked));
    }
}

std::map<std::string, meter::memory> read_memories(database& file)
{
    std::map<std::string, meter::memory> known;
    auto all = file.query(
        "SELECT name, serial, sequence, day, telegrams, poll_interval, "
        "configured_interval FROM meter");
    while (all.next()) {
        auto& meter = known[all.text(0)];
        meter.serial = all.text(1);
        meter.sequence = static_cast<std::uint64_t>(all.integer(2));
        meter.spending = {.day = std::chrono::local_days{std::chrono::days{all.integer(3)}},
                          .telegrams = static_cast<std::uint32_t>(all.integer(4))};
        meter.poll_interval = milliseconds{all.integer(5)};
        meter.configured_interval = milliseconds{all.integer(6)};
    }
    read_values(file, known);
    read_absences(file, known);
    return known;
}

}  // namespace kmp2mqtt::store
