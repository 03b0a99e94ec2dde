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

/// Whether some register can have that unit; "m3" and "C" are "m³" and "°C", capitals alike.
[[nodiscard]] bool is_unit(std::string_view text);

/// What to look for. Empty: anything.
struct search {
    /// Numbers, of which one has to fit; parts of name, label or description, which all have to.
    std::span<const std::string> words;
    std::string_view unit;   ///< fits all units of its quantity: meters differ in "GJ" and "MWh"
    std::string_view model;  ///< a model_name
};

/// The registers that fit all of it, by rising number.
[[nodiscard]] std::vector<const kmp::register_info*> find_in_catalogue(const search& what);

/// The models that know a register.
[[nodiscard]] std::vector<std::string_view> models_of(const kmp::register_info& of);

}  // namespace kmp2mqtt::tool
