// SPDX-License-Identifier: Apache-2.0

#include "link/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace kmp2mqtt::link {
namespace {

/// Our choice: longer than any text of ser2net's, with room for line ends before it.
constexpr std::size_t longest_beginning = 512;

struct row {
    std::string_view words;
    refusal meaning;
};

constexpr refusal busy{
    .why = core::cause::port_busy,
    .text =
        "ser2net serves another client (\"Port already in use\"); its options kickolduser: true or "
        "max-connections let more than one in"};
constexpr refusal device_busy{
    .why = core::cause::port_busy,
    .text = "another program has ser2net's serial port (\"Port's device already in use\")"};
constexpr refusal kicked{
    .why = core::cause::port_busy,
    .text =
        "ser2net gave the port to a newer client (\"kicked off\"); only one may read this meter"};
constexpr refusal no_device{.why = core::cause::port_missing,
                            .text =
                                "ser2net can't open its serial port (\"Device open failure\"); is "
                                "the head plugged in there?"};

constexpr std::array rows{
    row{.words = "Port already in use", .meaning = busy},
    row{.words = "Port's device already in use", .meaning = device_busy},
    row{.words = "kicked off, new user is coming", .meaning = kicked},
    row{.words = "Device open failure", .meaning = no_device},
};

std::string_view without_blank_lines(std::string_view text)
{
    const auto begin = text.find_first_not_of("\r\n");
    return begin == std::string_view::npos ? "" : text.substr(begin);
}

}  // namespace

std::optional<refusal> find_refusal(std::string_view beginning) noexcept
{
    const auto text = without_blank_lines(beginning);
    for (const auto& row : rows) {
        if (text.starts_with(row.words)) {
            return row.meaning;
        }
    }
    return std::nullopt;
}

bool may_become_refusal(std::string_view beginning) noexcept
{
    const auto text = without_blank_lines(beginning);
    return beginning.size() < longest_beginning &&
           std::ranges::any_of(
               rows, [text](const row& row) { return row.words.starts_with(text); });
}

}  // namespace kmp2mqtt::link
