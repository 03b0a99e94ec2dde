// SPDX-License-Identifier: Apache-2.0

#include "core/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace kmp2mqtt::core {
namespace {

/// Levenshtein's distance.
std::size_t distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const auto replaced = diagonal + (from[i] == to[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates)
{
    constexpr std::size_t longest = 100;  // a longer one is nobody's slip
    std::string_view best;
    auto fewest = std::max<std::size_t>(2, word.size() / 3) + 1;
    if (word.size() > longest) {
        return best;
    }
    for (const auto candidate : candidates) {
        const auto changes = distance(word, candidate);
        if (changes < fewest && changes < candidate.size()) {
            fewest = changes;
            best = candidate;
        }
    }
    return best;
}

}  // namespace kmp2mqtt::core
