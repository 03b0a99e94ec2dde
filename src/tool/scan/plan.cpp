// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/plan.hpp"

#include <algorithm>
#include <utility>

#include "meter/requests.hpp"

namespace kmp2mqtt::tool {

scan_plan::scan_plan(std::span<const kmp::register_id> registers)
{
    for (const auto& request : meter::split(registers)) {
        groups_.emplace_back(request.registers.begin(), request.registers.end());
    }
}

void scan_plan::answered()
{
    pop();
}

void scan_plan::failed()
{
    const auto whole = next();
    pop();
    if (whole.size() == 1) {
        return;
    }
    const auto middle = whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 2);
    groups_.emplace_front(middle, whole.end());
    groups_.emplace_front(whole.begin(), middle);
    halves_ += 2;
}

bool scan_plan::may_put_off() const
{
    return is_failure_decisive() && groups_.size() > last_;
}

void scan_plan::put_off()
{
    auto again = next();
    pop();
    groups_.push_back(std::move(again));
    ++last_;
}

void scan_plan::ask_last(kmp::register_id id)
{
    groups_.push_back({id});
    ++last_;
}

std::size_t scan_plan::left() const noexcept
{
    std::size_t all = 0;
    for (const auto& each : groups_) {
        all += each.size();
    }
    return all;
}

void scan_plan::pop()
{
    groups_.pop_front();
    halves_ -= halves_ == 0 ? 0 : 1;
    last_ = std::min(last_, groups_.size());
}

}  // namespace kmp2mqtt::tool
