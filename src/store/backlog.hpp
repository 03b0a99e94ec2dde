// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is to be written next, and waits in memory as long as the file takes nothing.

#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>

#include "meter/memory.hpp"
#include "store/tables.hpp"

namespace kmp2mqtt::store {

/// What is to be known of a meter.
struct change {
    meter::memory known;
    bool has_lists{false};  ///< values or absences are not as in the file
};

struct backlog {
    std::deque<record> readings;  ///< newer than all in the file
    std::map<std::string, change> memories;
    std::set<key> acknowledged;  ///< in the file still

    [[nodiscard]] bool is_empty() const noexcept
    {
        return readings.empty() && memories.empty() && acknowledged.empty();
    }
};

}  // namespace kmp2mqtt::store
