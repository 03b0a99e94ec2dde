// SPDX-License-Identifier: Apache-2.0

/// @file
/// What holds for every dissection: each byte has one meaning, and faults lie inside.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tool/decode/dissection.hpp"

namespace fake {

/// Where fields that begin at `from` end if they follow each other without gaps and cover exactly
/// what they are made of; else SIZE_MAX.
[[nodiscard]] inline std::size_t end_of(const std::vector<kmp2mqtt::tool::field>& fields,
                                        std::size_t from)
{
    for (const auto& field : fields) {
        if (field.offset != from) {
            return SIZE_MAX;
        }
        from += field.length;
        if (!field.fields.empty() && end_of(field.fields, field.offset) != from) {
            return SIZE_MAX;
        }
    }
    return from;
}

/// Whether every byte stands in exactly one field, in order, and the fault at one of them.
[[nodiscard]] inline bool is_covered(const kmp2mqtt::tool::dissection& of)
{
    return end_of(of.fields, 0) == of.bytes.size() &&
           (!of.fault || of.fault->offset <= of.bytes.size());
}

}  // namespace fake
