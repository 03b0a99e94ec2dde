// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is found in a configuration: problems, and what is allowed but worth a word. Each has its
/// place in the file.

#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kmp2mqtt::bridge {

/// Line and column, each from 1.
struct place {
    std::uint32_t line{1};
    std::uint32_t column{1};
    auto operator<=>(const place&) const = default;
};

/// Text of a file in quotes, shortened where it is long.
[[nodiscard]] std::string in_quotes(std::string_view text);

class findings {
public:
    explicit findings(std::string file) : file_{std::move(file)} {}

    [[nodiscard]] const std::string& file() const noexcept { return file_; }

    void problem(place where, std::string_view key, std::string_view text);
    void warning(place where, std::string_view key, std::string_view text);

    /// "FILE:LINE:COLUMN: KEY: TEXT" each, in the order of the file; control characters escaped.
    [[nodiscard]] std::vector<std::string> problems() const { return lines(problems_); }
    [[nodiscard]] std::vector<std::string> warnings() const { return lines(warnings_); }

private:
    using found = std::multimap<place, std::string>;  // of one place, in order of finding

    [[nodiscard]] std::vector<std::string> lines(const found& of) const;

    std::string file_;
    found problems_;
    found warnings_;
};

}  // namespace kmp2mqtt::bridge
