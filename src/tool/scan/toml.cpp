// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>

#include "core/log.hpp"
#include "json/text.hpp"
#include "tool/register_output.hpp"
#include "tool/scan/cost.hpp"
#include "tool/scan/output.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr kmp::register_id heat_energy{60};
constexpr kmp::register_id cooling_energy{63};

/// A topic level that people recognise.
std::string_view name_for(meter::kind kind)
{
    switch (kind) {
        case meter::kind::heat:
            return "heating";
        case meter::kind::cooling:
            return "cooling";
        case meter::kind::heat_cooling:
            return "climate";
        case meter::kind::water:
            return "water";
    }
    return {};
}

/// `    "heat_energy_e1",      # 60: 0.303 GJ`
std::string row(const kmp::measurement& of, std::size_t width)
{
    const auto name = core::format("\"{}\",", kmp::name_of(of.id));
    const auto line = register_line(of, 0);
    const auto value = line.substr(line.find('=') + 2);
    return core::format("    {:<{}} # {}: {}\n", name, width, static_cast<unsigned>(of.id), value);
}

/// Whether the meter has said if it knows the register.
bool is_settled(const scan_state& found, kmp::register_id id)
{
    return std::ranges::find(found.answered, id, &scanned_value::id) != found.answered.end() ||
           std::ranges::find(found.left_out, id) != found.left_out.end();
}

/// `# incomplete: 8 registers not asked, 1 register not readable`, or nothing.
std::string completeness(const scan_state& found)
{
    std::string missing;
    if (const auto left = found.plan.left(); left > 0) {
        missing = counted(left, "register") + " not asked";
    }
    if (const auto damaged = found.unreadable.size(); damaged > 0) {
        missing += (missing.empty() ? "" : ", ") + counted(damaged, "register") + " not readable";
    }
    return missing.empty() ? missing : "# incomplete: " + missing + "\n";
}

/// Name, device and kind; without a guess where the energies, which tell, are still open.
std::string heading(const scan_state& found, std::span<const kmp::measurement> values,
                    const meter::settings& whom)
{
    const bool is_known = is_settled(found, heat_energy) && is_settled(found, cooling_energy);
    const auto kind = guess_kind(values);
    const auto kind_line =
        is_known
            ? core::format("kind = \"{}\"\n", meter::text(kind))
            : "# kind = \"heat\" # or cooling, heat-cooling, water: registers 60 and 63 tell\n";
    return core::format("[[meter]]\nname = \"{}\"\ndevice = {}\n{}",
                        is_known ? name_for(kind) : "meter", json::quoted(whom.device.text),
                        kind_line);
}

}  // namespace

meter::kind guess_kind(std::span<const kmp::measurement> values)
{
    const auto has = [values](kmp::register_id id) {
        return std::ranges::find(values, id, &kmp::measurement::id) != values.end();
    };
    const auto counts = [values](kmp::register_id id) {
        const auto found = std::ranges::find(values, id, &kmp::measurement::id);
        return found != values.end() && !found->sent_number.is_zero();
    };
    const bool heats = has(heat_energy);
    const bool cools = has(cooling_energy);
    if (!heats && !cools) {
        return meter::kind::water;
    }
    if (counts(heat_energy) && counts(cooling_energy)) {
        return meter::kind::heat_cooling;
    }
    const bool only_cools = counts(cooling_energy) || !heats;
    return only_cools ? meter::kind::cooling : meter::kind::heat;
}

std::string scan_toml(const scan_state& found, const meter::settings& whom)
{
    const auto values = found.values();
    if (values.empty()) {
        return {};
    }
    auto text = completeness(found) + heading(found, values, whom);
    if (whom.address != kmp::address::meter) {
        text += core::format("address = 0x{:02X}\n", static_cast<unsigned>(whom.address));
    }
    text +=
        "# Eight registers are one telegram for the meter's battery: leave out what nobody reads.\n"
        "registers = [\n";
    std::size_t width = 0;
    for (const auto& each : values) {
        width = std::max(width, kmp::name_of(each.id).size() + 3);
    }
    for (const auto& each : values) {
        text += row(each, width);
    }
    return text + "]\n";
}

}  // namespace kmp2mqtt::tool
