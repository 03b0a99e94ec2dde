// SPDX-License-Identifier: Apache-2.0

/// @file
/// Registers that keep a meter from answering a request in which they stand. Pure.

#pragma once

#include <vector>

#include <kmp/message.hpp>

#include "meter/session.hpp"

namespace kmp2mqtt::poll {

/// Our choice: once may be chance, with all the tries of a request.
inline constexpr unsigned suspected_after = 2;
/// Our choice: as many tries as a request has by default.
inline constexpr unsigned found_after = 3;
/// Our choice: a meter that is away for long is looked for at little cost.
inline constexpr unsigned sought_every = 8;

/// A request to which nothing comes back twice in a row, from a meter that says something else,
/// holds one of them. Its registers are asked for alone then: what is answered is good, and what
/// is not three more times, while the meter answers for others, is found. It goes on being asked
/// for alone.
class silencers {
public:
    struct news {
        std::vector<kmp::register_id> suspected;  ///< from now on to be asked for alone
        std::vector<kmp::register_id> found;
    };

    /// @param silent    what nothing came back to
    /// @param got       all that came of the turn
    /// @param is_alive  the meter said something in it
    news note(const std::vector<kmp::register_id>& silent, const meter::answers& got,
              bool is_alive);

    [[nodiscard]] bool is_suspected(kmp::register_id id) const;

    /// Whether a turn for `registers` to which nothing comes back is to end with a question that
    /// every meter answers.
    [[nodiscard]] bool seeks_life(const std::vector<kmp::register_id>& registers) const;

    /// Another meter hangs on the line.
    void forget() noexcept { known_.clear(); }

private:
    struct entry {
        kmp::register_id id{};
        unsigned times{0};  // in a row without an answer; since it is asked for alone, if it is
        bool is_alone{false};
    };

    static void note(entry& known, bool others_answered, bool is_alive, news& what);

    std::vector<entry> known_;
};

}  // namespace kmp2mqtt::poll
