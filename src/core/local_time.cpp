// SPDX-License-Identifier: Apache-2.0

#include "core/local_time.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include <spdlog/fmt/fmt.h>

#include "core/environment.hpp"

namespace kmp2mqtt::core {
namespace {

using std::chrono::floor;
using std::chrono::seconds;

std::tm local(clock::wall_time when)
{
    const std::time_t since_epoch = floor<seconds>(when.time_since_epoch()).count();
    std::tm parts{};
    static_cast<void>(localtime_r(&since_epoch, &parts));
    return parts;
}

}  // namespace

bool is_time_zone(const std::string& name)
{
    if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos) {
        return false;
    }
    const auto folder = variable("TZDIR");
    std::ifstream file{std::string{folder.empty() ? "/usr/share/zoneinfo" : folder} + '/' + name};
    std::string magic(4, '\0');
    return file.read(magic.data(), 4) && magic == "TZif";
}

bool set_time_zone(const std::string& name)
{
    if (!name.empty()) {
        if (!is_time_zone(name)) {
            return false;
        }
        // NOLINTNEXTLINE(concurrency-mt-unsafe): before any thread, says the header
        setenv("TZ", name.c_str(), 1);
    }
    tzset();
    return true;
}

std::string iso_text(clock::wall_time when)
{
    const auto parts = local(when);
    const auto minutes = parts.tm_gmtoff / 60;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                       minutes < 0 ? '-' : '+', std::abs(minutes) / 60, std::abs(minutes) % 60);
}

seconds utc_offset(clock::wall_time when)
{
    return seconds{local(when).tm_gmtoff};
}

std::chrono::local_days local_day(clock::wall_time when)
{
    const auto shown = when + utc_offset(when);
    return std::chrono::local_days{floor<std::chrono::days>(shown).time_since_epoch()};
}

clock::wall_time next_midnight(clock::wall_time when)
{
    const auto tomorrow = local_day(when) + std::chrono::days{1};
    return from_local(std::chrono::year_month_day{tomorrow}, seconds{0});
}

clock::wall_time from_local(std::chrono::year_month_day date, seconds since_midnight,
                            std::optional<bool> dst)
{
    using std::chrono::days;
    // Right for UTC; the zone's offset on either side of a change gives the two candidates.
    const clock::wall_time shown = std::chrono::sys_days{date} + since_midnight;
    const auto before = shown - utc_offset(shown - days{1});
    const auto after = shown - utc_offset(shown + days{1});
    const auto fits = [shown](clock::wall_time when) { return when + utc_offset(when) == shown; };

    if (!fits(after)) {
        return before;
    }
    if (!fits(before)) {
        return after;
    }
    const auto [first, second] = std::minmax(before, after);
    if (dst && first != second) {
        return (local(first).tm_isdst > 0) == *dst ? first : second;
    }
    return first;
}

}  // namespace kmp2mqtt::core
