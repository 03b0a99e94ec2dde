// SPDX-License-Identifier: Apache-2.0

#include "live/front.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sys/socket.h>
#include <utility>

#include <asio/buffer.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>

namespace live {
namespace {

using asio::ip::tcp;
using packet = std::vector<std::uint8_t>;

const asio::ip::address_v4 here = asio::ip::address_v4::loopback();

/// One MQTT packet; std::nullopt: the connection ended.
std::optional<packet> read_packet(tcp::socket& from)
{
    asio::error_code ended;
    packet all(2);
    asio::read(from, asio::buffer(all), ended);
    std::size_t length = all[1] & 0x7FU;
    for (unsigned shift = 7; !ended && (all.back() & 0x80U) != 0; shift += 7) {
        all.push_back(0);
        asio::read(from, asio::buffer(&all.back(), 1), ended);
        length |= static_cast<std::size_t>(all.back() & 0x7FU) << shift;
    }
    if (ended) {
        return std::nullopt;
    }
    const auto head = all.size();
    all.resize(head + length);
    asio::read(from, asio::buffer(all) + head, ended);
    return ended ? std::nullopt : std::optional{std::move(all)};
}

template <class Bytes>
void write_packet(tcp::socket& to, const Bytes& what)
{
    asio::error_code ignored;  // the reader of the same connection sees the end
    asio::write(to, asio::buffer(what), ignored);
}

void end(tcp::socket* which)
{
    if (which != nullptr) {
        ::shutdown(which->native_handle(), SHUT_RDWR);
    }
}

bool is(const packet& what, unsigned type)
{
    return (what[0] >> 4U) == type;
}

constexpr unsigned connect = 1;
constexpr unsigned publish = 3;
constexpr unsigned puback = 4;
constexpr unsigned suback = 9;

// The protocol's level follows its name in a CONNECT.
bool speaks_5(const packet& what)
{
    static constexpr std::array<std::uint8_t, 4> name{'M', 'Q', 'T', 'T'};
    const auto found = std::ranges::search(what, name).begin();
    return what.end() - found > 4 && found[4] == 5;
}

}  // namespace

front::front(std::uint16_t broker, rules how)
    : door_{loop_, {here, 0}}, broker_{broker}, how_{how}, server_{[this] { serve(); }}
{
}

front::~front()
{
    ends_ = true;
    ::shutdown(door_.native_handle(), SHUT_RDWR);
    cut();
}

void front::cut()
{
    const std::lock_guard guard{lock_};
    end(upstream_);
    end(client_);
}

void front::dismiss(std::uint8_t reason)
{
    {
        const std::lock_guard guard{lock_};
        if (client_ != nullptr) {
            write_packet(*client_, std::array<std::uint8_t, 4>{0xE0, 2, reason, 0});
        }
    }
    cut();
}

void front::serve()
{
    while (!ends_) {
        asio::io_context loop;
        tcp::socket client{loop};
        tcp::socket broker{loop};
        asio::error_code failed;
        door_.accept(client, failed);
        if (!failed) {
            broker.connect({here, broker_}, failed);
        }
        if (!failed) {
            under_way_ = 0;
            published_ = 0;
            relay(client, broker);
        }
    }
}

void front::relay(tcp::socket& client, tcp::socket& broker)
{
    {
        const std::lock_guard guard{lock_};
        client_ = &client;
        upstream_ = &broker;
    }
    {
        const std::jthread back{[&] {
            while (auto what = read_packet(broker)) {
                from_broker(std::move(*what), client);
            }
            cut();
        }};
        while (auto what = read_packet(client)) {
            from_client(*what, client, broker);
        }
        cut();
    }
    const std::lock_guard guard{lock_};
    client_ = nullptr;
    upstream_ = nullptr;
}

void front::from_client(const packet& what, tcp::socket& client, tcp::socket& broker)
{
    if (how_.only_3_1_1 && is(what, connect) && speaks_5(what)) {
        write_packet(client, std::array<std::uint8_t, 4>{0x20, 2, 0, 1});
        cut();
        return;
    }
    if (is(what, publish)) {
        ++published_;
        most_ = std::max<int>(most_, ++under_way_);
    }
    write_packet(broker, what);
}

void front::from_broker(packet what, tcp::socket& client)
{
    if (is(what, puback)) {
        --under_way_;
    }
    if (how_.refuses_subscriptions && is(what, suback)) {
        what.back() = 0x80;  // a failure in either protocol
    }
    write_packet(client, what);
}

}  // namespace live
