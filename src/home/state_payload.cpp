// SPDX-License-Identifier: Apache-2.0

#include <kmp/registers.hpp>

#include "core/local_time.hpp"
#include "home/payload.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::home {

std::string state_payload(const meter::snapshot& of)
{
    json::object state;
    const auto last_read = of.last_read();
    state.add_text_or_null("last_read", last_read ? core::iso_text(*last_read) : "");
    for (const auto& entry : of.registers()) {
        state.add(kmp::name_of(entry.id), json::text(entry.value));
    }
    return state.text();
}

}  // namespace kmp2mqtt::home
