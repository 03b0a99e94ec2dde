// SPDX-License-Identifier: Apache-2.0

#include "tool/align/walk.hpp"

#include <algorithm>
#include <variant>

#include <asio/experimental/awaitable_operators.hpp>

#include "tool/report.hpp"

namespace kmp2mqtt::tool {
namespace {

attempt failed(const core::failure& why)
{
    attempt bad;
    bad.said = verdict_on(why.why);
    bad.bytes = why.received;
    if (bad.said == verdict::no_port) {
        const auto step = next_step(why.why);
        bad.port_text = why.text + (step.empty() ? "" : ": ") + std::string{step};
    }
    return bad;
}

}  // namespace

asio::awaitable<void> align_walk::run(meter::session& session, const link::port::lease& line,
                                      core::clock& time)
{
    state_ = alignment{time.now(), patience_};
    for (;;) {
        // ask() would wait too, but its wait is no part of the answer's time.
        const auto due = std::max(state_.next_try(), line.quiet_until());
        co_await time.sleep_until(due);
        if (state_.is_over(time.now())) {
            co_return;
        }
        const auto begun = time.now();
        auto got = co_await try_noticeably(session, line, time);
        state_.take(std::move(got), begun);
        after_each_(state_);
        if (state_.is_over(time.now())) {
            co_return;
        }
    }
}

asio::awaitable<attempt> align_walk::try_noticeably(meter::session& session,
                                                    const link::port::lease& line,
                                                    core::clock& time)
{
    using namespace asio::experimental::awaitable_operators;

    auto came = co_await (try_once(session, line, time) || notice(time));
    co_return std::get<0>(std::move(came));
}

/// Ends only when it is cancelled.
asio::awaitable<void> align_walk::notice(core::clock& time)
{
    co_await time.sleep(time_to_notice);
    on_listening_(state_);
    for (;;) {
        co_await time.sleep(patience_);
    }
}

asio::awaitable<attempt> align_walk::try_once(meter::session& session,
                                              const link::port::lease& line, core::clock& time)
{
    const auto opened = co_await line.wire().open();
    if (!opened) {
        co_return failed(opened.error());
    }
    ++telegrams_;
    const kmp::request shortest{kmp::get_type_request{}};
    const auto sent = time.now();
    const auto got = co_await session.ask(line, shortest, 0);
    if (!got) {
        co_return failed(got.error());
    }
    attempt good;
    good.said = verdict::good;
    good.bytes = got->received;
    good.took = std::chrono::round<std::chrono::milliseconds>(time.now() - sent);
    co_return good;
}

}  // namespace kmp2mqtt::tool
