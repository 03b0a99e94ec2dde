// SPDX-License-Identifier: Apache-2.0

/// @file
/// Frames taken apart, for tests.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include <kmp/datalink.hpp>
#include <kmp/physical.hpp>

#include "fake/covered.hpp"
#include "fake/hex.hpp"
#include "tool/decode/dissection.hpp"
#include "tool/decode/frame_split.hpp"

namespace kmp2mqtt::tool {

/// A dissection beside the bytes that it views.
struct opened {
    fake::bytes wire;
    dissection content;

    explicit opened(fake::bytes whole, std::optional<kmp::physical::sender> who = {})
        : wire{std::move(whole)}
    {
        const auto parts = split(wire);
        REQUIRE(parts.size() == 1);
        content = dissect(wire, parts[0], who);
        CHECK(fake::is_covered(content));
    }

    [[nodiscard]] const field& operator[](std::string_view name) const
    {
        const auto found = std::ranges::find(content.fields, name, &field::name);
        REQUIRE(found != content.fields.end());
        return *found;
    }

    [[nodiscard]] bool notes(std::string_view part) const
    {
        return std::ranges::any_of(content.notes, [part](const std::string& note) {
            return note.find(part) != std::string::npos;
        });
    }

    void has_fault(fault_code code, std::size_t offset, std::string_view text) const
    {
        REQUIRE(content.fault);
        CHECK(name_of(content.fault->code) == name_of(code));
        CHECK(content.fault->offset == offset);
        CAPTURE(content.fault->text);
        CHECK(content.fault->text.find(text) != std::string::npos);
    }
};

/// The frame of this packet, its checksum made.
inline fake::bytes framed(kmp::physical::sender from, std::string_view packet)
{
    auto inside = fake::hex(packet);
    const auto sum = kmp::datalink::crc(inside);
    inside.push_back(static_cast<std::uint8_t>(sum >> 8U));
    inside.push_back(static_cast<std::uint8_t>(sum & 0xFFU));
    const auto frame = kmp::physical::encode(from, inside);
    return {frame.begin(), frame.end()};
}

}  // namespace kmp2mqtt::tool
