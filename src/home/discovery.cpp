// SPDX-License-Identifier: Apache-2.0

#include "home/discovery.hpp"

#include "home/devices.hpp"
#include "home/documents.hpp"
#include "home/problems.hpp"
#include "home/published.hpp"

namespace kmp2mqtt::home {

namespace {

std::vector<core::publication> documents(const settings& home, const device& of)
{
    if (home.style == style::component) {
        return component_documents(home, of);
    }
    return {device_document(home, of)};
}

/// Registers that are read, and what is made of them, though there was no answer yet.
std::vector<std::string> reserved(const meter::settings& configured, const meter::snapshot& of)
{
    const auto start = meter_identifier(configured, of.identity) + '_';
    std::vector<std::string> ids;
    for (const auto& entry : of.registers()) {
        ids.push_back(start + std::to_string(static_cast<unsigned>(entry.id)));
    }
    const bool is_decided = has_info(of) && !model_number(configured, of.identity).empty();
    if (may_have_info(of) && !is_decided) {
        ids.push_back(start + "info_text");
        ids.push_back(start + "problem_");
    }
    if (of.has(meter::date_register) && of.has(meter::clock_register)) {
        ids.push_back(start + "meter_clock");
    }
    return ids;
}

}  // namespace

std::vector<core::publication> bridge_discovery(const settings& home)
{
    return documents(home, bridge_device(home));
}

std::vector<core::publication> meter_discovery(const settings& home,
                                               const meter::settings& configured,
                                               const meter::snapshot& of)
{
    return documents(home, meter_device(home, configured, of));
}

announcement meter_announcement(const settings& home, const meter::settings& configured,
                                const meter::snapshot& of)
{
    return {.documents = meter_discovery(home, configured, of),
            .reserved = reserved(configured, of)};
}

}  // namespace kmp2mqtt::home
