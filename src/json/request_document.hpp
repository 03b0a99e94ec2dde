// SPDX-License-Identifier: Apache-2.0

/// @file
/// A command's JSON, taken apart as far as a command may go: scalars, one list, one object.
///
/// Knows the keys, not what registers there are: json/read_request.hpp does.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kmp2mqtt::json {

/// One JSON scalar with the digits it was written with.
struct scalar {
    enum class kind : std::uint8_t { null, boolean, integer, number, text };

    kind type{kind::null};
    std::string json{"null"};  ///< as JSON text; large integers and 1.10 keep their digits
    std::string text;          ///< the characters of kind::text
};

struct request_document {
    std::optional<std::vector<scalar>> registers;  ///< nullopt: the object names none
    std::optional<scalar> max_age;
    std::optional<scalar> transaction;
    std::string problem;  ///< what is wrong with the shape; empty: nothing
};

/// Reads JSON text of any depth without recursion. What follows a wrong shape is still read, for
/// the transaction; after a syntax error nothing but `problem` is set.
[[nodiscard]] request_document read_document(std::string_view text);

}  // namespace kmp2mqtt::json
