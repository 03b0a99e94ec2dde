// SPDX-License-Identifier: Apache-2.0

/// @file
/// Journals in a folder of the test's own.

#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "fake/folder.hpp"
#include "store/journal.hpp"

namespace fake {

/// A folder of journals' files.
struct journals : folder {
    /// How many files begin with that name.
    [[nodiscard]] std::size_t count(const std::string& start) const
    {
        std::size_t found = 0;
        for (const auto& each : std::filesystem::directory_iterator{path()}) {
            found += each.path().filename().string().starts_with(start) ? 1U : 0U;
        }
        return found;
    }
};

inline constexpr kmp2mqtt::core::clock::wall_time noon{std::chrono::hours{24 * 20'000 + 12}};

inline kmp2mqtt::store::journal opened(const kmp2mqtt::store::settings& configured,
                                       kmp2mqtt::core::clock::wall_time now = noon)
{
    auto journal = kmp2mqtt::store::journal::open(configured, now);
    REQUIRE_MESSAGE(journal, (journal ? "" : journal.error().text));
    return *std::move(journal);
}

/// Keeps a reading whose payload is its number, which is also the meter's sequence.
inline void keep(kmp2mqtt::store::journal& in, int number,
                 kmp2mqtt::core::clock::wall_time time = noon)
{
    kmp2mqtt::meter::memory known;
    known.sequence = static_cast<std::uint64_t>(number);
    in.keep("heating", known,
            {.topic = "kmp2mqtt/heating/reading", .payload = std::to_string(number)}, time);
}

/// The payloads that next() gives until there is none.
inline std::vector<std::string> rest_of(kmp2mqtt::store::journal& in)
{
    std::vector<std::string> all;
    while (const auto* item = in.next()) {
        all.push_back(item->what.payload);
    }
    return all;
}

using strings = std::vector<std::string>;

}  // namespace fake
