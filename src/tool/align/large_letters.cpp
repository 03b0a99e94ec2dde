// SPDX-License-Identifier: Apache-2.0

#include "tool/align/large_letters.hpp"

#include <algorithm>

namespace kmp2mqtt::tool {
namespace {

struct letter {
    char character{' '};
    std::array<std::string_view, large_height> rows;
};

// clang-format off
constexpr std::array letters{
    letter{' ', {"  ",    "  ",    "  ",    "  ",    "  "}},
    letter{'/', {"   #",  "  # ",  " ## ",  " #  ",  "#   "}},
    letter{'0', {" ## ",  "#  #",  "#  #",  "#  #",  " ## "}},
    letter{'1', {" # ",   "## ",   " # ",   " # ",   "###"}},
    letter{'2', {"### ",  "   #",  " ## ",  "#   ",  "####"}},
    letter{'3', {"### ",  "   #",  " ## ",  "   #",  "### "}},
    letter{'4', {"#  #",  "#  #",  "####",  "   #",  "   #"}},
    letter{'5', {"####",  "#   ",  "### ",  "   #",  "### "}},
    letter{'6', {" ## ",  "#   ",  "### ",  "#  #",  " ## "}},
    letter{'7', {"####",  "   #",  "  # ",  " #  ",  " #  "}},
    letter{'8', {" ## ",  "#  #",  " ## ",  "#  #",  " ## "}},
    letter{'9', {" ## ",  "#  #",  " ###",  "   #",  " ## "}},
    letter{'A', {" ## ",  "#  #",  "####",  "#  #",  "#  #"}},
    letter{'C', {" ###",  "#   ",  "#   ",  "#   ",  " ###"}},
    letter{'D', {"### ",  "#  #",  "#  #",  "#  #",  "### "}},
    letter{'E', {"####",  "#   ",  "### ",  "#   ",  "####"}},
    letter{'G', {" ###",  "#   ",  "# ##",  "#  #",  " ###"}},
    letter{'H', {"#  #",  "#  #",  "####",  "#  #",  "#  #"}},
    letter{'I', {"###",   " # ",   " # ",   " # ",   "###"}},
    letter{'L', {"#   ",  "#   ",  "#   ",  "#   ",  "####"}},
    letter{'M', {"#   #", "## ##", "# # #", "#   #", "#   #"}},
    letter{'N', {"#  #",  "## #",  "# ##",  "#  #",  "#  #"}},
    letter{'O', {" ## ",  "#  #",  "#  #",  "#  #",  " ## "}},
    letter{'P', {"### ",  "#  #",  "### ",  "#   ",  "#   "}},
    letter{'R', {"### ",  "#  #",  "### ",  "# # ",  "#  #"}},
    letter{'S', {" ###",  "#   ",  " ## ",  "   #",  "### "}},
    letter{'T', {"#####", "  #  ", "  #  ", "  #  ", "  #  "}},
};
// clang-format on

static_assert(std::ranges::all_of(letters, [](const letter& each) {
    return std::ranges::all_of(each.rows, [&each](std::string_view row) {
        return row.size() == each.rows.front().size();
    });
}));

const letter& find(char character)
{
    const auto found = std::ranges::find(letters, character, &letter::character);
    return found == letters.end() ? letters.front() : *found;
}

}  // namespace

std::array<std::string, large_height> large_letters(std::string_view text, std::size_t widen)
{
    std::array<std::string, large_height> rows;
    for (const char character : text) {
        for (std::size_t i = 0; i < large_height; ++i) {
            auto& row = rows[i];
            row.append(row.empty() ? 0 : widen, ' ');
            for (const char dot : find(character).rows[i]) {
                row.append(widen, dot);
            }
        }
    }
    return rows;
}

}  // namespace kmp2mqtt::tool
