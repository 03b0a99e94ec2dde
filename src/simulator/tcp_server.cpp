// SPDX-License-Identifier: Apache-2.0

#include "simulator/tcp_server.hpp"

#include <chrono>
#include <utility>

#include <asio/buffer.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::simulator {
namespace {

using asio::ip::tcp;
using namespace std::chrono_literals;

core::cause cause_of(const asio::error_code& error)
{
    if (error == asio::error::address_in_use) {
        return core::cause::port_busy;
    }
    return error == asio::error::access_denied ? core::cause::no_permission : core::cause::internal;
}

}  // namespace

core::outcome<std::vector<std::string>> tcp_server::listen(std::uint16_t first_port)
{
    std::vector<std::string> urls;
    for (std::size_t i = 0; i < behind_.size(); ++i) {
        const auto port = static_cast<std::uint16_t>(first_port == 0 ? 0 : first_port + i);
        tcp::acceptor door{loop_};
        asio::error_code error;
        door.open(tcp::v4(), error);
        if (!error) {
            door.set_option(tcp::acceptor::reuse_address{true}, error);
        }
        if (!error) {
            door.bind({asio::ip::address_v4::loopback(), port}, error);
        }
        if (!error) {
            door.listen(tcp::acceptor::max_listen_connections, error);
        }
        if (error) {
            return core::failure{
                .why = cause_of(error),
                .text = core::format("listening on 127.0.0.1:{}: {}", port, error.message())};
        }
        urls.push_back(core::format("socket://127.0.0.1:{}", door.local_endpoint().port()));
        doors_.push_back(std::move(door));
    }
    return urls;
}

asio::awaitable<void> tcp_server::run()
{
    core::task_group lines{loop_};
    for (std::size_t i = 0; i < doors_.size(); ++i) {
        lines.spawn(accept(doors_[i], behind_[i], lines));
    }
    co_await lines.join();
}

asio::awaitable<void> tcp_server::accept(tcp::acceptor& door, const far_end& behind,
                                         core::task_group& lines)
{
    for (;;) {
        asio::error_code error;
        auto token = asio::redirect_error(asio::use_awaitable, error);
        auto client = co_await door.async_accept(token);
        if (!error) {
            lines.spawn(serve(std::move(client), behind));
            continue;
        }
        if (error == asio::error::operation_aborted) {
            co_return;
        }
        core::log::warning("{}: accepting a client: {}", behind.name, error.message());
        co_await around_.time.sleep(100ms);
    }
}

asio::awaitable<void> tcp_server::serve(tcp::socket client, const far_end& behind)
{
    asio::error_code ignored;
    client.set_option(tcp::no_delay{true}, ignored);
    core::log::info("{}: a client came", behind.name);
    line here{client, around_, behind};
    if (const auto words = here.greeting(); !words.empty()) {
        auto token = asio::redirect_error(asio::use_awaitable, ignored);
        const auto from = asio::buffer(words);
        co_await asio::async_write(client, from, token);
        core::log::info("{}: the client was refused", behind.name);
        co_return;
    }
    const auto error = co_await here.serve();
    if (error == asio::error::connection_aborted) {
        // Closing then resets. Not by the destructor, which would linger in its own way.
        client.set_option(tcp::socket::linger{true, 0}, ignored);
        client.close(ignored);
    }
    core::log::info("{}: the client left: {}", behind.name, error.message());
}

}  // namespace kmp2mqtt::simulator
