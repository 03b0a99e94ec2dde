// SPDX-License-Identifier: Apache-2.0

#include "tool/serving_place.hpp"

#include <csignal>
#include <exception>
#include <limits>
#include <ostream>
#include <utility>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/signal_set.hpp>

#include "simulator/pty_server.hpp"
#include "simulator/tcp_server.hpp"
#include "tool/not_empty.hpp"
#include "tool/number_range.hpp"
#include "tool/report.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Runs `server` until SIGINT or SIGTERM.
template <class Server>
void serve_until_stopped(asio::io_context& loop, Server& server)
{
    asio::signal_set signals{loop, SIGINT, SIGTERM};
    asio::cancellation_signal stop;
    signals.async_wait([&stop](const asio::error_code& error, int /*number*/) {
        if (!error) {
            stop.emit(asio::cancellation_type::terminal);
        }
    });
    asio::co_spawn(loop, server.run(),
                   asio::bind_cancellation_slot(
                       stop.slot(), [&signals](const std::exception_ptr&) { signals.cancel(); }));
    loop.run();
}

}  // namespace

serving_place::serving_place(CLI::App& command)
{
    auto* const tcp =
        command
            .add_option("--tcp", tcp_port_, "Serve on this port of 127.0.0.1; 0: one that is free")
            ->type_name("PORT")
            ->capture_default_str()
            ->transform(number_range(0, std::numeric_limits<std::uint16_t>::max()));
    pty_ = command.add_option("--pty", pty_link_, "Serve on a pseudo-terminal, linked from here")
               ->check(not_empty())
               ->type_name("LINK")
               ->excludes(tcp);
}

exit_code serving_place::serve(asio::io_context& loop, const simulator::surroundings& around,
                               std::vector<simulator::far_end> behind, std::ostream& out,
                               std::ostream& errors) const
{
    if (!is_tcp()) {
        simulator::pty_server server{loop.get_executor(), around, std::move(behind.front())};
        const auto link = server.open(pty_link_);
        if (!link) {
            return report(link.error(), errors);
        }
        out << *link << '\n' << std::flush;
        serve_until_stopped(loop, server);
        return exit_code::ok;
    }
    simulator::tcp_server server{loop.get_executor(), around, std::move(behind)};
    const auto urls = server.listen(tcp_port_);
    if (!urls) {
        return report(urls.error(), errors);
    }
    for (const auto& url : *urls) {
        out << url << '\n';
    }
    out << std::flush;
    serve_until_stopped(loop, server);
    return exit_code::ok;
}

}  // namespace kmp2mqtt::tool
