// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/walk.hpp"

#include <algorithm>
#include <variant>
#include <vector>

namespace kmp2mqtt::tool {
namespace {

/// Our choice: the request before was tried in full; one more for the telegram that hits a moment
/// of bad light. None where the user wants no retries.
constexpr unsigned check_retries = 1;

kmp::request request_for(const scan_plan::group& registers)
{
    kmp::get_register_request request;
    for (const auto id : registers) {
        request.registers.push_back(id);
    }
    return request;
}

/// Asks its type, which is the cheapest question; a meter that does not know it, for a register
/// that it gave before.
asio::awaitable<core::outcome<kmp::done>> check_presence(meter::session& session,
                                                         const link::port::lease& line,
                                                         unsigned retries, const scan_state& state)
{
    std::vector<kmp::request> questions{kmp::get_type_request{}};
    if (!state.answered.empty()) {
        questions.push_back(request_for({state.answered.back().id}));
    }
    core::outcome<kmp::done> is_there{kmp::done{}};
    for (const auto& question : questions) {
        const auto got = co_await session.ask(line, question, retries);
        if (got) {
            co_return kmp::done{};
        }
        is_there = got.error();
    }
    co_return is_there;
}

/// Whether something follows from the failure, but that the request is asked again at the end.
bool decides(core::cause why, const scan_plan& plan, bool just_answered)
{
    const bool is_put_off = !core::came_nothing(why) && plan.may_put_off();
    return plan.is_failure_decisive() && !(is_put_off && just_answered);
}

/// Damage is the line's: before anything follows from it, the question is tried once more, whatever
/// the user wants of retries. Silence may be the register's, and waits are long.
bool is_worth_another(core::cause why, const scan_plan& plan, bool just_answered)
{
    return !core::came_nothing(why) && !core::is_port_failure(why) &&
           decides(why, plan, just_answered);
}

/// Asks for plan.next(), twice where something would follow from damage.
asio::awaitable<core::outcome<meter::answer>> ask_next(meter::session& session,
                                                       const link::port::lease& line,
                                                       unsigned retries, const scan_plan& plan,
                                                       bool just_answered)
{
    const auto question = request_for(plan.next());
    auto got = co_await session.ask(line, question, retries);
    if (!got && is_worth_another(got.error().why, plan, just_answered)) {
        got = co_await session.ask(line, question, 0);
    }
    co_return got;
}

/// @returns why the meter is away: the port's failure, else `why`
asio::awaitable<core::outcome<kmp::done>> check_failure(meter::session& session,
                                                        const link::port::lease& line,
                                                        unsigned retries, const scan_state& state,
                                                        core::failure why)
{
    const auto tries = std::min(retries, check_retries);
    const auto alive = co_await check_presence(session, line, tries, state);
    if (!alive && !core::is_port_failure(alive.error().why)) {
        co_return why;
    }
    co_return alive;
}

}  // namespace

asio::awaitable<core::outcome<kmp::done>> walk(meter::session& session,
                                               const link::port::lease& line, core::clock& time,
                                               unsigned retries, scan_state& state,
                                               const std::function<bool()>& after_each)
{
    bool goes_on = true;
    bool just_answered = false;
    while (goes_on && !state.plan.is_over()) {
        const auto got = co_await ask_next(session, line, retries, state.plan, just_answered);
        if (got) {
            state.take(std::get<kmp::get_register_response>(got->message), time.wall());
            just_answered = true;
        } else {
            const auto& why = got.error();
            if (core::is_port_failure(why.why)) {
                co_return why;
            }
            just_answered = decides(why.why, state.plan, just_answered);
            if (just_answered) {
                const auto alive = co_await check_failure(session, line, retries, state, why);
                if (!alive) {
                    co_return alive.error();
                }
            }
            state.take_failure(why.why);
        }
        goes_on = after_each();
    }
    co_return kmp::done{};
}

}  // namespace kmp2mqtt::tool
