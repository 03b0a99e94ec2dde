// SPDX-License-Identifier: Apache-2.0

/// @file
/// Goes through the data of a packet and makes fields of them, each with its place on the wire.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/message.hpp>

#include "tool/decode/dissection.hpp"

namespace kmp2mqtt::tool {

/// A field that stands for a number.
[[nodiscard]] kmp::value number(std::uint64_t of);

/// A field that stands for text.
[[nodiscard]] kmp::value words(std::string_view of);

/// Reads from the front; asking for more than left() is a bug of the caller.
class packet_reader {
public:
    /// @param from   must outlive this
    /// @param first  the first byte of the packet to read, `last` the first not to
    packet_reader(const unstuffed& from, std::size_t first, std::size_t last)
        : from_{&from}, at_{first}, last_{last}
    {
    }

    [[nodiscard]] std::size_t left() const { return last_ - at_; }

    /// The next bytes, without taking them.
    [[nodiscard]] std::span<const std::uint8_t> peek(std::size_t count) const;
    /// The next bytes as a big-endian number; at most eight.
    [[nodiscard]] std::uint64_t peek_number(std::size_t count) const;

    /// Takes bytes as one field.
    field take(layer of, std::string_view name, std::size_t count, kmp::value value,
               std::string meaning);
    /// Takes bytes of the application layer.
    field take(std::string_view name, std::size_t count, kmp::value value = {},
               std::string meaning = {})
    {
        return take(layer::application, name, count, std::move(value), std::move(meaning));
    }
    /// Takes a number of the application layer.
    field take_number(std::string_view name, std::size_t count, std::string meaning = {});
    /// Takes whatever is left, if anything, at the end of `into`.
    void take_rest(std::vector<field>& into, std::string_view name, std::string meaning = {});

    /// Notes what is wrong at the next byte; the first one counts.
    void refuse(fault_code code, std::string text);
    [[nodiscard]] const std::optional<fault>& wrong() const { return wrong_; }

private:
    const unstuffed* from_;
    std::size_t at_;
    std::size_t last_;
    std::optional<fault> wrong_;
};

/// One field made of the fields that follow each other in `parts`; `parts` is not empty.
[[nodiscard]] field group(std::string_view name, std::vector<field> parts, kmp::value value,
                          std::string meaning);

}  // namespace kmp2mqtt::tool
