// SPDX-License-Identifier: Apache-2.0

#include "tool/meter_visit.hpp"

#include <csignal>
#include <exception>
#include <utility>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include "core/steady_clock.hpp"
#include "link/open.hpp"
#include "tool/report.hpp"

namespace kmp2mqtt::tool {
namespace {

/// How the visit ended.
struct visit_end {
    exit_code code{exit_code::ok};
    int signal{0};  // 0: none came
    std::exception_ptr bug;
};

asio::awaitable<exit_code> visit(const meter::settings& whom, link::port& line,
                                 meter::session& session, core::clock& time,
                                 const meter::counters& cost, const errand& work)
{
    const auto lease = co_await line.acquire();
    at_meter here{.whom = whom, .session = session, .line = lease, .time = time, .cost = cost};
    co_return co_await work(here);
}

core::outcome<visit_end> run(const meter::settings& whom, const link::capture& recording,
                             const errand& work)
{
    asio::io_context loop{1};
    core::steady_clock time;
    auto wire = link::make_link(loop.get_executor(), time, whom.device, recording);
    if (!wire) {
        return wire.error();
    }
    link::port line{loop.get_executor(), time, *std::move(wire)};
    meter::counters cost;
    meter::session session{line, whom, time, cost};

    visit_end end;
    asio::cancellation_signal stop;
    asio::signal_set signals{loop, SIGINT, SIGTERM};
    signals.async_wait([&end, &stop](const asio::error_code& error, int number) {
        if (!error) {
            end.signal = number;
            stop.emit(asio::cancellation_type::terminal);
        }
    });
    const auto over = [&end, &signals](const std::exception_ptr& bug, exit_code code) {
        signals.cancel();
        end.code = code;
        end.bug = bug;
    };
    asio::co_spawn(loop, visit(whom, line, session, time, cost, work),
                   asio::bind_cancellation_slot(stop.slot(), over));
    loop.run();
    return end;
}

}  // namespace

exit_code visit_meter(const meter_options& options, const errand& work, std::ostream& errors,
                      const std::function<exit_code()>& interrupted)
{
    const auto whom = options.settings();
    if (!whom) {
        return report_usage(whom.error(), errors);
    }
    const auto end = run(*whom, options.capture(), work);
    if (!end) {
        return report_usage("--capture: " + end.error().text, errors);
    }
    if (end->signal != 0) {
        if (interrupted) {
            return interrupted();
        }
        static_cast<void>(std::signal(end->signal, SIG_DFL));
        static_cast<void>(std::raise(end->signal));
    }
    if (end->bug != nullptr) {
        std::rethrow_exception(end->bug);
    }
    return end->code;
}

}  // namespace kmp2mqtt::tool
