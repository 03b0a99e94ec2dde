// SPDX-License-Identifier: Apache-2.0

#include "tool/align/alignment.hpp"

#include <algorithm>
#include <utility>

namespace kmp2mqtt::tool {

void alignment::take(attempt got, core::clock::time_point begun)
{
    const bool is_good = got.said == verdict::good;
    ++tries_;
    share_.push_back(is_good);
    if (share_.size() > tries_in_share) {
        share_.pop_front();
    }
    if (is_good) {
        since_good_ = {};
    }
    ++since_good_[static_cast<std::size_t>(got.said)];
    seen_ = begun;
    next_ = begun + (is_good ? pace_when_good : pace_when_bad);
    last_ = std::move(got);
}

core::clock::time_point alignment::next_try() const noexcept
{
    return std::min(next_, deadline_);
}

bool alignment::is_over(core::clock::time_point now) const noexcept
{
    return now >= deadline_ || is_found();
}

std::chrono::seconds alignment::left() const noexcept
{
    return std::chrono::ceil<std::chrono::seconds>(deadline_ - seen_);
}

std::size_t alignment::good() const noexcept
{
    return static_cast<std::size_t>(std::ranges::count(share_, true));
}

std::string_view alignment::hint() const noexcept
{
    if (!last_.port_text.empty()) {
        return last_.port_text;
    }
    const auto& hints = info(last_.said).hints;
    const auto seen = since_good_[static_cast<std::size_t>(last_.said)];
    const auto turn = (seen == 0 ? 0 : seen - 1) / tries_per_hint;
    return hints[turn % hints.size()];
}

}  // namespace kmp2mqtt::tool
