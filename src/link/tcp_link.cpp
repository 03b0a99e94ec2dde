// SPDX-License-Identifier: Apache-2.0

#include "link/tcp_link.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/tcp.h>
#include <optional>
#include <sys/socket.h>
#include <system_error>
#include <utility>

#include <asio/experimental/awaitable_operators.hpp>

#include "core/log.hpp"
#include "link/line.hpp"
#include "link/refusal.hpp"
#include "link/stream.hpp"

namespace kmp2mqtt::link {
namespace {

struct socket_option {
    int level;
    int name;
    int value;
};

/// Our choice: a dead peer is noticed in less than half a minute, by three silent probes or by
/// bytes that nobody acknowledges. KMP's requests are short and must not wait for more.
constexpr std::array socket_options{
    socket_option{.level = IPPROTO_TCP, .name = TCP_NODELAY, .value = 1},
    socket_option{.level = SOL_SOCKET, .name = SO_KEEPALIVE, .value = 1},
    socket_option{.level = IPPROTO_TCP, .name = TCP_KEEPIDLE, .value = 10},
    socket_option{.level = IPPROTO_TCP, .name = TCP_KEEPINTVL, .value = 5},
    socket_option{.level = IPPROTO_TCP, .name = TCP_KEEPCNT, .value = 3},
    socket_option{.level = IPPROTO_TCP, .name = TCP_USER_TIMEOUT, .value = 20'000},
};

void set_options(int socket)
{
    for (const auto& option : socket_options) {
        setsockopt(socket, option.level, option.name, &option.value, sizeof option.value);
    }
}

asio::awaitable<std::error_code> connect_to(asio::ip::tcp::socket& socket,
                                            asio::ip::tcp::endpoint to)
{
    std::error_code failed;
    auto token = asio::redirect_error(asio::use_awaitable, failed);
    co_await socket.async_connect(to, token);
    co_await core::throw_if_cancelled();
    co_return failed;
}

}  // namespace

tcp_link::tcp_link(const asio::any_io_executor& loop, core::clock& time, tcp_device device,
                   std::string name)
    : time_{time}, device_{std::move(device)}, name_{std::move(name)}, socket_{loop}, names_{loop}
{
}

core::failure tcp_link::failed(core::cause why, std::string_view text) const
{
    return {.why = why, .text = core::format("connecting to {}: {}", name_, text)};
}

asio::awaitable<core::outcome<kmp::done>> tcp_link::open()
{
    if (socket_.is_open() && !has_ended()) {
        co_return kmp::done{};
    }
    close();
    const auto deadline = time_.now() + connect_timeout;
    const auto addresses = co_await resolve(deadline);
    if (!addresses) {
        co_return addresses.error();
    }
    auto result = core::outcome<kmp::done>{};
    auto left = static_cast<int>(addresses->size());
    for (const auto& address : *addresses) {
        const auto share = (deadline - time_.now()) / left--;
        const auto until = time_.now() + share;
        auto tried = co_await connect(address, until);
        if (tried) {
            co_return tried;
        }
        // That a machine refuses says more than that another address of it is silent.
        if (result || result.error().why != core::cause::connection_refused) {
            result = std::move(tried);
        }
    }
    co_return result;
}

asio::awaitable<core::outcome<name_lookup::endpoints>> tcp_link::resolve(
    core::clock::time_point deadline)
{
    using namespace asio::experimental::awaitable_operators;
    auto first = co_await (names_.find(device_.host, device_.port) || time_.sleep_until(deadline));
    if (first.index() == 1) {
        co_return failed(core::cause::unreachable,
                         core::format("no name server answers for {}", device_.host));
    }
    auto found = std::get<0>(std::move(first));
    if (!found) {
        co_return failed(found.error().why, found.error().text);
    }
    co_return found;
}

asio::awaitable<core::outcome<kmp::done>> tcp_link::connect(endpoint to,
                                                            core::clock::time_point deadline)
{
    using namespace asio::experimental::awaitable_operators;
    asio::ip::tcp::socket socket{socket_.get_executor()};
    const auto first = co_await (connect_to(socket, to) || time_.sleep_until(deadline));
    if (first.index() == 1) {
        co_return failed(core::cause::unreachable,
                         core::format("no answer from {}", to.address().to_string()));
    }
    if (const auto error = std::get<0>(first)) {
        const auto why = error == asio::error::connection_refused ? core::cause::connection_refused
                                                                  : core::cause::unreachable;
        co_return failed(why, error.message());
    }
    set_options(socket.native_handle());
    socket_ = std::move(socket);
    unread_.clear();
    may_be_refused_ = true;
    co_return kmp::done{};
}

/// Closes if what came says that the server refuses.
core::outcome<kmp::done> tcp_link::check_refusal()
{
    if (may_be_refused_) {
        if (const auto refused = find_refusal(unread_)) {
            close();
            return core::failure{.why = refused->why,
                                 .text = core::format("{}: {}", name_, refused->text)};
        }
        may_be_refused_ = may_become_refusal(unread_);
    }
    return kmp::done{};
}

asio::awaitable<core::outcome<kmp::done>> tcp_link::write(std::span<const std::uint8_t> bytes)
{
    auto ready = check_refusal();
    if (!ready) {
        co_return ready;
    }
    auto sent = co_await write_all(socket_, bytes, name_);
    if (!sent && socket_.is_open()) {
        discard_input();
        ready = check_refusal();
        close();
        co_return ready ? std::move(sent) : std::move(ready);
    }
    co_return sent;
}

/// Reads until it is clear that no refusal comes. Bytes of an answer are kept.
asio::awaitable<core::outcome<kmp::done>> tcp_link::hear_beginning()
{
    while (may_be_refused_) {
        std::array<std::uint8_t, 256> bytes{};
        const std::span into{bytes};
        const auto size = co_await read_some(socket_, into, name_);
        if (!size) {
            close();
            co_return size.error();
        }
        unread_.append(bytes.begin(), bytes.begin() + *size);
        auto accepted = check_refusal();
        if (!accepted) {
            co_return accepted;
        }
    }
    co_return kmp::done{};
}

asio::awaitable<core::outcome<std::size_t>> tcp_link::read(std::span<std::uint8_t> into)
{
    if (auto accepted = check_refusal(); !accepted) {
        co_return accepted.error();
    }
    const auto accepted = co_await hear_beginning();
    if (!accepted) {
        co_return accepted.error();
    }
    if (!unread_.empty()) {
        const auto size = std::min(into.size(), unread_.size());
        std::copy_n(unread_.begin(), size, into.begin());
        unread_.erase(0, size);
        co_return size;
    }
    auto size = co_await read_some(socket_, into, name_);
    if (!size) {
        close();
    }
    co_return size;
}

void tcp_link::discard_input() noexcept
{
    if (!socket_.is_open()) {
        return;
    }
    std::array<char, 4096> bytes{};
    const auto size = recv(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (may_be_refused_ && size > 0) {
        unread_.append(bytes.data(), static_cast<std::size_t>(size));
    }
    // A refusal is no stale answer: who writes or reads next is to hear of it.
    may_be_refused_ =
        may_be_refused_ && (find_refusal(unread_).has_value() || may_become_refusal(unread_));
    if (!may_be_refused_) {
        unread_.clear();
    }
}

/// Whether the other side has ended the connection while it was idle: ser2net does so when another
/// client takes over. A refusal that came is left for who writes or reads next.
bool tcp_link::has_ended() noexcept
{
    discard_input();
    if (may_be_refused_) {
        return false;
    }
    char next = 0;
    const auto size = recv(socket_.native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
    return size == 0 || (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

void tcp_link::close() noexcept
{
    std::error_code ignored;
    socket_.close(ignored);
    unread_.clear();
    may_be_refused_ = false;
}

core::clock::duration tcp_link::line_time(std::size_t bytes) const noexcept
{
    return kmp2mqtt::link::line_time(bytes, bits_8n2, device_.baud);
}

core::clock::duration tcp_link::longest_gap() const noexcept
{
    return longest_tcp_gap;
}

}  // namespace kmp2mqtt::link
