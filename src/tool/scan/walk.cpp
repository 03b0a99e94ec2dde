// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/walk.hpp"

#include <algorithm>
#include <variant>

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

}  // namespace

asio::awaitable<core::outcome<kmp::done>> walk(meter::session& session,
                                               const link::port::lease& line, unsigned retries,
                                               scan_state& state,
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
            state.take(std::get<kmp::get_register_response>(got->message));
        } else {
            if (state.plan.is_failure_decisive()) {
                const kmp::request is_there{kmp::get_type_request{}};
                const auto tries = std::min(retries, check_retries);
                const auto alive = co_await session.ask(line, is_there, tries);
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
