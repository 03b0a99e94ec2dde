// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which registers a scan asks for next, given how the requests before went. Pure.

#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

#include <kmp/message.hpp>

namespace kmp2mqtt::tool {

/// Asks for eight registers a request. A request that fails is asked again in halves, down to the
/// register that is to blame: one among eight costs 1 + 2 * log2(8) = 7 requests, four of which
/// fail. A whole request or a register whose answer is damaged can be asked again, once, after all
/// others.
class scan_plan {
public:
    using group = std::vector<kmp::register_id>;

    scan_plan() = default;
    explicit scan_plan(std::span<const kmp::register_id> registers);
    /// Goes on with what groups() gave: 1 to kmp::max_registers registers each.
    explicit scan_plan(std::deque<group> groups) : groups_{std::move(groups)} {}

    [[nodiscard]] bool is_over() const noexcept { return groups_.empty(); }

    /// What to ask for now. Not when it is over.
    [[nodiscard]] const group& next() const { return groups_.front(); }

    /// The meter answered next().
    void answered();

    /// The meter did not answer next(): it is split, or, a single register, left behind.
    void failed();

    /// Whether next() is a whole request or a single register, and was not put off yet.
    [[nodiscard]] bool may_put_off() const;

    /// next() is asked again at the end.
    void put_off();

    /// Asks for this register at the end, and then does not put it off.
    void ask_last(kmp::register_id id);

    /// Whether a failure of next() decides something: that a request is worth splitting, or that a
    /// register is to blame. The meter may as well be gone, and that is to be known first.
    [[nodiscard]] bool is_failure_decisive() const { return halves_ == 0 || next().size() == 1; }

    /// Whether next() is part of a request that failed.
    [[nodiscard]] bool is_in_parts() const noexcept { return halves_ > 0; }

    /// What is still to be asked, in that order.
    [[nodiscard]] const std::deque<group>& groups() const noexcept { return groups_; }

    /// Registers that are still to be asked for.
    [[nodiscard]] std::size_t left() const noexcept;

private:
    void pop();

    std::deque<group> groups_;
    std::size_t halves_{0};  // so many of the first groups are parts of one that failed
    std::size_t last_{0};    // so many of the last groups are not put off
};

}  // namespace kmp2mqtt::tool
