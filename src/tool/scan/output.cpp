// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/output.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include <kmp/registers.hpp>

#include "core/local_time.hpp"
#include "core/log.hpp"
#include "json/text.hpp"
#include "tool/register_output.hpp"
#include "tool/scan/cost.hpp"

namespace kmp2mqtt::tool {
namespace {

std::string as_array(std::vector<kmp::register_id> registers)
{
    std::ranges::sort(registers);
    std::vector<std::string> numbers;
    numbers.reserve(registers.size());
    for (const auto id : registers) {
        numbers.push_back(core::format("{}", static_cast<unsigned>(id)));
    }
    return json::array(numbers);
}

std::vector<kmp::register_id> not_asked(const scan_state& of)
{
    std::vector<kmp::register_id> all;
    for (const auto& group : of.plan.groups()) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

std::vector<kmp::register_id> shown(const scan_state& of)
{
    auto all = of.silencing;
    all.insert(all.end(), of.unreadable.begin(), of.unreadable.end());
    for (const auto& each : of.answered) {
        all.push_back(each.id);
    }
    return all;
}

/// "   (read 2026-11-22T11:45:03+01:00)"
std::string earlier(const scanned_value& of)
{
    return of.read_at ? core::format("   (read {})", core::iso_text(*of.read_at))
                      : "   (read earlier)";
}

}  // namespace

std::string scan_table(const scan_state& found)
{
    const auto width = name_width(shown(found));
    std::map<kmp::register_id, std::string> lines;
    for (std::size_t i = 0; i < found.answered.size(); ++i) {
        const auto& each = found.answered[i];
        lines[each.id] =
            register_line(each.read(), width) + (i < found.from_file ? earlier(each) : "");
    }
    const auto add = [&](const std::vector<kmp::register_id>& registers, std::string_view what) {
        for (const auto id : registers) {
            lines[id] = core::format("{:>4} → {:<{}}   {}", static_cast<unsigned>(id),
                                     kmp::name_of(id), width, what);
        }
    };
    add(found.silencing, "makes the meter silent");
    add(found.unreadable, "not readable");
    std::string text;
    for (const auto& [id, line] : lines) {
        text += line + "\n";
    }
    return text;
}

std::string scan_json(const scan_state& found, std::uint64_t telegrams)
{
    auto answered = found.answered;
    std::ranges::sort(answered, {}, &scanned_value::id);
    std::vector<std::string> rows;
    rows.reserve(answered.size());
    for (const auto& each : answered) {
        const auto time = each.read_at ? core::iso_text(*each.read_at) : std::string{};
        rows.push_back(register_json(each.read()).add_text_or_null("read", time).text());
    }
    return json::object{}
               .add("register_data", json::array(rows))
               .add("left_out", as_array(found.left_out))
               .add("silencing", as_array(found.silencing))
               .add("unreadable", as_array(found.unreadable))
               .add("not_asked", as_array(not_asked(found)))
               .add("complete", found.plan.is_over() ? "true" : "false")
               .add_number("telegrams", static_cast<std::int64_t>(telegrams))
               .text() +
           "\n";
}

std::string named(const std::string& serial)
{
    return serial.empty() ? "without a serial number" : serial;
}

std::string scan_origin(const scan_state& found, const std::string& file)
{
    auto text = core::format("{} from {}, of meter {}", counted(found.from_file, "value"), file,
                             named(found.serial));
    std::optional<core::clock::wall_time> first;
    std::optional<core::clock::wall_time> last;
    for (std::size_t i = 0; i < found.from_file; ++i) {
        const auto when = found.answered[i].read_at;
        if (!when) {
            return text + ", when they were read is not known";
        }
        first = std::min(first.value_or(*when), *when);
        last = std::max(last.value_or(*when), *when);
    }
    if (!first || !last) {
        return text;
    }
    return text + ", read " + core::iso_text(*first) +
           (*first == *last ? "" : " to " + core::iso_text(*last));
}

std::string scan_summary(const scan_state& found, std::uint64_t telegrams)
{
    auto text = core::format("{} of {} registers answered, {} left out, {} silencing the meter",
                             found.answered.size(), found.registers().size(), found.left_out.size(),
                             found.silencing.size());
    if (!found.unreadable.empty()) {
        text += core::format(", {} not readable", found.unreadable.size());
    }
    if (const auto left = found.plan.left(); left > 0) {
        text += core::format(", {} not asked", left);
    }
    return text + core::format("; telegrams: {}", telegrams);
}

}  // namespace kmp2mqtt::tool
