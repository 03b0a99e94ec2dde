// SPDX-License-Identifier: Apache-2.0

#include "mqtt/diagnosis.hpp"

#include <chrono>
#include <optional>

#include <asio/connect.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include "core/log.hpp"
#include "mqtt/reason.hpp"
#include "mqtt/tls_trace.hpp"

namespace kmp2mqtt::mqtt {
namespace {

std::string words(const asio::error_code& why)
{
    if (why == asio::error::connection_refused) {
        return "connection refused: no broker listens there";
    }
    return why.message();
}

/// Why no TCP connection can be made; empty: it was made.
std::string why_no_tcp(const std::string& host, std::uint16_t port)
{
    using namespace std::chrono_literals;
    using asio::ip::tcp;

    asio::io_context loop;
    asio::error_code failed;
    tcp::resolver resolver{loop};
    const auto found = resolver.resolve(host, std::to_string(port), failed);
    if (failed) {
        return "the name does not resolve: " + failed.message();
    }
    tcp::socket probe{loop};
    std::optional<asio::error_code> ended;
    asio::async_connect(probe, found,
                        [&](const asio::error_code& how, const tcp::endpoint&) { ended = how; });
    loop.run_for(3s);
    if (!ended) {
        return "no answer";
    }
    return *ended ? words(*ended) : std::string{};
}

}  // namespace

std::string address_text(const settings& of)
{
    return core::format("{}:{}", of.host, of.port);
}

std::string why_dismissed(const settings& from, int code)
{
    constexpr int session_taken_over = 0x8E;
    const auto why =
        code == session_taken_over
            ? core::format(
                  "another program has connected with client_id \"{}\" too; give each its "
                  "own (mqtt.client_id)",
                  from.client_id)
            : reason_text(code);
    return core::format("the broker at {} ended the connection: {}", address_text(from), why);
}

diagnosis why_unreachable(const settings& to, const std::string& paho_words)
{
    const auto address = address_text(to);
    if (auto why = why_no_tcp(to.host, to.port); !why.empty()) {
        return {.why = core::format("cannot reach the broker at {}: {}", address, why)};
    }
    if (auto why = tls_complaint(); to.encrypted && !why.empty()) {
        return {.why = core::format("no TLS with the broker at {}: {}", address, why)};
    }
    if (paho_words == "TCP connect timeout") {
        return {.why = core::format("the broker at {} takes the connection, but does not answer",
                                    address)};
    }
    const bool handshake = paho_words == "TCP/TLS connect failure";
    if (to.encrypted) {
        return {.why = core::format(
                    "the broker at {} hung up: perhaps it demands a client certificate "
                    "(mqtt.tls.cert_file and key_file), this is not its port for TLS, or "
                    "a file of mqtt.tls cannot be read",
                    address),
                .maybe_version = !handshake};
    }
    return {.why = core::format(
                "the broker at {} hung up without an answer: perhaps this is its port for "
                "TLS (mqtts)",
                address),
            .maybe_version = !handshake};
}

}  // namespace kmp2mqtt::mqtt
