// SPDX-License-Identifier: Apache-2.0

/// @file
/// What stands between a meter's values and those who use them. Pure.

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <kmp/value.hpp>

#include "core/clock.hpp"
#include "meter/memory.hpp"
#include "meter/moment.hpp"
#include "meter/plausibility.hpp"
#include "meter/reading.hpp"

namespace kmp2mqtt::meter {

/// Remembers what was accepted of each register, and lets pass what can follow on it.
///
/// A doubtful value passes if a second look at once confirms it. A unit that changed passes if the
/// next read has it too: until then nobody gets a number under the old unit. What stands for a
/// broken sensor, or is of another quantity than before, never passes.
class gate {
public:
    /// @param model  as in settings; empty: not known
    explicit gate(const limits& most, std::string model = {})
        : most_{most}, model_{std::move(model)}
    {
    }

    /// The registers that are worth a second look at once, in the order of the values.
    [[nodiscard]] std::vector<kmp::register_id> doubtful(
        const std::vector<kmp::measurement>& values, moment at) const;

    /// Whether a value does not go on from the one before as that of the same meter would: a
    /// counter that fell or leapt, a unit that changed.
    [[nodiscard]] bool is_broken_off(const std::vector<kmp::measurement>& values, moment at) const;

    /// Moves from values to rejected what does not pass, puts what a second look found in its
    /// place, and writes down what people should know. Remembers what passed.
    ///
    /// @param again          what the second look at the doubtful registers gave; empty: nothing
    /// @param is_same_meter  it said so, or never says who it is; else nothing passes that
    ///                       is_broken_off()
    void settle(reading& newest, moment at, const std::vector<kmp::measurement>& again,
                moment again_at, bool is_same_meter);

    /// What passed of each register, in their order: for a gate after a restart.
    [[nodiscard]] std::vector<accepted_value> accepted() const;

    /// Goes on from what another gate accepted. Time since then counts by the wall clock.
    void recall(const std::vector<accepted_value>& before, core::clock::time_point now);

    /// Another meter hangs on the line.
    void forget() { known_.clear(); }

private:
    struct seen {
        kmp::measurement value;
        moment at;
    };
    struct entry {
        std::optional<seen> accepted;
        std::optional<seen> other_unit;  ///< the first value of a unit that changed
        std::optional<seen> broken;      ///< the newest value, if it stands for a broken sensor
        std::string trouble;             ///< the newest value's; empty: it passed
    };
    /// A value that passed, or why none did.
    struct ruling {
        std::optional<seen> passed;
        std::string rejection;
        std::optional<notice> told;
    };

    [[nodiscard]] const seen* last_info() const;
    [[nodiscard]] std::vector<kmp::measurement> with_known(std::vector<kmp::measurement> values,
                                                           moment at) const;
    [[nodiscard]] const entry* find(kmp::register_id id) const;
    [[nodiscard]] verdict judge_now(const seen& newest) const;
    [[nodiscard]] bool is_broken_off(const kmp::measurement& value, likeness is) const;
    [[nodiscard]] ruling rule(const seen& first, const verdict& said,
                              const std::optional<seen>& second, bool is_same_meter) const;
    [[nodiscard]] ruling rule_unit(const seen& first, const std::string& reason) const;
    [[nodiscard]] ruling rule_twice(const seen& first, const verdict& doubt,
                                    const seen& second) const;
    [[nodiscard]] bool agrees_later(const seen& first, const seen& later) const;
    /// Of what kind a rejection is: the same one with other numbers is no news.
    [[nodiscard]] static std::string trouble_of(const verdict& said);
    [[nodiscard]] std::optional<notice> notice_of(const kmp::measurement& first, const ruling& what,
                                                  const std::string& trouble) const;
    void remember(const seen& first, const ruling& what, const std::string& trouble);

    limits most_;
    std::string model_;
    std::map<kmp::register_id, entry> known_;
};

}  // namespace kmp2mqtt::meter
