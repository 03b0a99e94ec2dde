// SPDX-License-Identifier: Apache-2.0

/// @file
/// JSON text, written front to back: keys keep their order, numbers keep the meter's digits.
///
/// nlohmann's library writes and escapes everything but decimals: through a double it would print
/// some values of five decimals wrongly, and 7.60 as 7.6.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/value.hpp>

#include "core/clock.hpp"

namespace kmp2mqtt::json {

/// A JSON string with quotes; bytes that are not UTF-8 are replaced by U+FFFD.
[[nodiscard]] std::string quoted(std::string_view text);

/// The value as published: a number with the meter's own digits (no exponent, -0 is 0; a string of
/// digits when more than 15 are significant), a date, clock or text as a string, date and time as
/// ISO 8601 with the zone's offset, bits as a number, an unknown layout as hex text, else null.
[[nodiscard]] std::string text(const kmp::value& of);

/// Whether text() of it is a JSON number.
[[nodiscard]] bool is_number(const kmp::value& of);

/// Writes one object.
class object {
public:
    /// `json` is the text of one JSON value.
    object& add(std::string_view key, std::string_view json);
    object& add_text(std::string_view key, std::string_view text) { return add(key, quoted(text)); }
    /// null where `text` is empty.
    object& add_text_or_null(std::string_view key, std::string_view text);
    object& add_number(std::string_view key, std::int64_t number);

    [[nodiscard]] std::string text() const { return "{" + members_ + "}"; }

private:
    std::string members_;
};

/// Text of an array whose elements are JSON texts.
[[nodiscard]] std::string array(const std::vector<std::string>& elements);

}  // namespace kmp2mqtt::json
