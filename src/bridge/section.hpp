// SPDX-License-Identifier: Apache-2.0

/// @file
/// A cursor over a parsed TOML file. Every value is asked for by its type; what is wrong with it,
/// and what nobody asked for, becomes a problem at its place.

#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "bridge/findings.hpp"
#include "core/joined.hpp"

namespace kmp2mqtt::bridge {

class section;

/// A word of the configuration and what it stands for.
template <class T>
struct word {
    constexpr word(std::string_view word_text, T word_meaning)
        : text{word_text}, meaning{word_meaning}
    {
    }

    std::string_view text;
    T meaning;
};

/// The value of one key, or of one element of a list; perhaps it is not there.
///
/// Each reader returns std::nullopt if there is no value, and also, with a problem, if it is not
/// of that type or out of range. Borrows the file and the findings.
class item {
public:
    item(const toml::node* value, place where, std::string path, findings& out)
        : value_{value}, where_{where}, path_{std::move(path)}, out_{&out}
    {
    }

    [[nodiscard]] bool is_there() const noexcept { return value_ != nullptr; }
    [[nodiscard]] bool is_integer() const noexcept { return is_there() && value_->is_integer(); }
    [[nodiscard]] bool is_text() const noexcept { return is_there() && value_->is_string(); }
    [[nodiscard]] bool is_empty_list() const noexcept
    {
        return is_there() && value_->is_array() && value_->as_array()->empty();
    }
    /// "meter[2].registers[3]": lists count from 1.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// The configuration's own.
    [[nodiscard]] const std::string& file() const noexcept { return out_->file(); }

    [[nodiscard]] std::optional<std::string> text(
        std::string_view wanted = "a text in quotes") const;
    [[nodiscard]] std::optional<bool> flag() const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::int64_t lowest,
                                                      std::int64_t highest) const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> duration(
        std::chrono::milliseconds lowest, std::chrono::milliseconds highest) const;
    /// The elements of a list, with at least one.
    [[nodiscard]] std::vector<item> list() const;
    /// The same, where every element is a table.
    [[nodiscard]] std::vector<section> tables() const;
    /// An empty one if there is none.
    [[nodiscard]] section table() const;

    template <class T, std::size_t Count>
    [[nodiscard]] std::optional<T> choice(const std::array<word<T>, Count>& from) const
    {
        const auto chosen = text();
        if (!chosen) {
            return std::nullopt;
        }
        std::vector<std::string_view> words;
        for (const auto& each : from) {
            if (each.text == *chosen) {
                return each.meaning;
            }
            words.push_back(each.text);
        }
        problem(in_quotes(*chosen) + " is none of " + core::joined(words));
        return std::nullopt;
    }

    /// At the value's place; of a value that is not there, at its table's.
    void problem(std::string_view text) const { out_->problem(where_, path_, text); }
    void warning(std::string_view text) const { out_->warning(where_, path_, text); }

private:
    /// Is there, and is of this type; else a problem names the type.
    [[nodiscard]] bool is(toml::node_type type, std::string_view name) const;

    const toml::node* value_;
    place where_;
    std::string path_;
    findings* out_;
};

/// A table, whose keys become known by being asked for.
class section {
public:
    section(const toml::table* values, place where, std::string path, findings& out)
        : values_{values}, where_{where}, path_{std::move(path)}, out_{&out}
    {
    }

    [[nodiscard]] item operator[](std::string_view key);

    /// The table as a value: for problems of the whole.
    [[nodiscard]] item whole() const { return {values_, where_, path_, *out_}; }

    /// To be called last: every key that was not asked for is a problem.
    void refuse_unknown_keys() const;

private:
    [[nodiscard]] std::string path_of(std::string_view key) const;

    const toml::table* values_;  // nullptr: not in the file
    place where_;
    std::string path_;
    findings* out_;
    std::vector<std::string_view> known_;
};

/// Takes a value over where there is one; else the default stays.
template <class T, class U>
void set(T& target, std::optional<U> value)
{
    if (value) {
        target = static_cast<T>(*std::move(value));
    }
}

}  // namespace kmp2mqtt::bridge
