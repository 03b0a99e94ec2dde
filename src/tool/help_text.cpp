// SPDX-License-Identifier: Apache-2.0

#include "tool/help_text.hpp"

#include <algorithm>

#include "tool/text_block.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Our choice: with less room beside the names, explanations go below them.
constexpr std::size_t least_room = 40;
constexpr std::size_t small_indent = 6;

/// Where the explanation begins; 0 where there is no name before it.
std::size_t explanation_in(std::string_view line)
{
    const auto name = std::min(line.find_first_not_of(' '), line.size());
    const auto gap = line.find("  ", name);
    const auto begin = gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
    if (begin != std::string_view::npos) {
        return begin;
    }
    return name > small_indent ? name : 0;  // a long name took the line before
}

std::string broken(std::string_view line, std::size_t width)
{
    const auto begin = explanation_in(line);
    const auto head = line.substr(0, begin);
    const auto words = line.substr(begin);
    if (begin + least_room <= width) {
        return wrapped(std::string{head}, words, width, begin);
    }
    const auto end_of_name = head.find_last_not_of(' ') + 1;
    const auto name =
        end_of_name == 0 ? std::string{} : std::string{head.substr(0, end_of_name)} + "\n";
    return name + wrapped(std::string(small_indent, ' '), words, width, small_indent);
}

}  // namespace

std::string fitted(std::string_view list, std::size_t width)
{
    std::string text;
    while (!list.empty()) {
        const auto line = list.substr(0, list.find('\n'));
        list.remove_prefix(std::min(line.size() + 1, list.size()));
        text += columns_of(line) <= width ? std::string{line} + "\n" : broken(line, width);
    }
    return text;
}

}  // namespace kmp2mqtt::tool
