// SPDX-License-Identifier: Apache-2.0

/// @file
/// The catalogue of registers, searched.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/registers.hpp>

namespace kmp2mqtt::tool {

/// A model as people call it, and the family that its registers stand under.
struct model_name {
    std::string_view name;
    kmp::meter_family family;
};

/// "302", "303", ... "flowiq", "382".
[[nodiscard]] std::span<const model_name> model_names() noexcept;

/// What to look for. Empty: anything.
struct search {
    std::span<const std::string> words;  ///< each a number, or part of name, label or description
    std::string_view unit;               ///< as in the table, capitals alike
    std::string_view model;              ///< a model_name
};

/// The registers that fit all of it, by rising number.
[[nodiscard]] std::vector<const kmp::register_info*> find_in_catalogue(const search& what);

/// The models that know a register.
[[nodiscard]] std::vector<std::string_view> models_of(const kmp::register_info& of);

}  // namespace kmp2mqtt::tool
