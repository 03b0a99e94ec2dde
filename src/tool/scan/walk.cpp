// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/walk.hpp"

#include <algorithm>
#include <variant>
#include <vector>

namespace kmp2mqtt::tool {
namespace {

/// Our choice: the request before was tried in full; one more for the telegram that hits a moment
/// of bad light.
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

}  // namespace

asio::awaitable<core::outcome<kmp::done>> walk(meter::session& session,
                                               const link::port::lease& line, core::clock& time,
                                               unsigned retries, scan_state& state,
                                               const std::function<bool()>& after_each)
{
    bool goes_on = true;
    while (goes_on && !state.plan.is_over()) {
        const auto question = request_for(state.plan.next());
        const auto got = co_await session.ask(line, question, retries);
        if (!got && core::is_port_failure(got.error().why)) {
            co_return got.error();
        }
        if (got) {
            state.take(std::get<kmp::get_register_response>(got->message), time.wall());
        } else {
            if (state.plan.is_failure_decisive()) {
                const auto tries = std::min(retries, check_retries);
                const auto alive = co_await check_presence(session, line, tries, state);
                if (!alive) {
                    co_return alive.error();
                }
            }
            state.take_failure(got.error().why);
        }
        goes_on = after_each();
    }
    co_return kmp::done{};
}

}  // namespace kmp2mqtt::tool
