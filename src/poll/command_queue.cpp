// SPDX-License-Identifier: Apache-2.0

#include "poll/command_queue.hpp"

#include <algorithm>
#include <utility>

#include "poll/among.hpp"

namespace kmp2mqtt::poll {

meter::reading extract(const meter::reading& whole, const std::vector<kmp::register_id>& registers)
{
    auto part = whole;
    const auto is_foreign = [&registers](kmp::register_id id) { return !is_among(registers, id); };
    std::erase_if(part.values, [&](const auto& measured) { return is_foreign(measured.id); });
    std::erase_if(part.missing, is_foreign);
    std::erase_if(part.not_asked, is_foreign);
    std::erase_if(part.failed, is_foreign);
    std::erase_if(part.rejected, [&](const auto& each) { return is_foreign(each.first); });
    return part;
}

bool command_queue::add(command asked)
{
    if (is_covered(asked)) {
        if (sharing_.size() == max_sharing) {
            return false;
        }
        sharing_.push_back(std::move(asked));
        return true;
    }
    if (waiting_.size() == max_waiting) {
        return false;
    }
    waiting_.push_back(std::move(asked));
    return true;
}

void command_queue::begin(std::vector<kmp::register_id> registers,
                          std::vector<kmp::register_id> not_asked)
{
    under_way_ = std::move(registers);
    not_asked_ = std::move(not_asked);
    for (auto& asked : std::exchange(waiting_, {})) {
        if (is_covered(asked)) {
            sharing_.push_back(std::move(asked));
        } else {
            waiting_.push_back(std::move(asked));
        }
    }
}

void command_queue::finish(const core::outcome<meter::reading>& outcome)
{
    under_way_.clear();
    const auto served = std::exchange(sharing_, {});
    for (const auto& asked : served) {
        if (outcome) {
            asked.done(extract(*outcome, asked.registers));
        } else {
            asked.done(outcome);
        }
    }
}

bool command_queue::is_covered(const command& asked) const
{
    return !under_way_.empty() && std::ranges::all_of(asked.registers, [&](auto id) {
        return is_among(under_way_, id) && !(asked.is_named && is_among(not_asked_, id));
    });
}

}  // namespace kmp2mqtt::poll
