// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <iterator>
#include <unistd.h>

#include "bridge/broker_url.hpp"
#include "bridge/secrecy.hpp"
#include "bridge/sections.hpp"

namespace kmp2mqtt::bridge {
namespace {

using namespace std::chrono_literals;

constexpr std::array protocols{
    word{"auto", mqtt::protocol::automatic},
    word{"5", mqtt::protocol::v5},
    word{"3.1.1", mqtt::protocol::v3_1_1},
};

/// Without the characters that an entity's unique id may not have.
std::string reduced(std::string_view text)
{
    std::string result;
    std::ranges::copy_if(text, std::back_inserter(result), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
    return result;
}

std::string default_client_id()
{
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) {
        return "kmp2mqtt";
    }
    return "kmp2mqtt-" + reduced(name.data());
}

std::string read_client_id(const item& from)
{
    const auto written = from.text();
    if (!written) {
        return default_client_id();
    }
    auto id = reduced(*written);
    if (id.empty()) {
        from.problem("has no letter and no digit; leave the key out for " + default_client_id());
    } else if (id != *written) {
        from.warning("is used as " + in_quotes(id) +
                     ": only letters, digits, '_' and '-' may stand "
                     "in it");
    }
    return id;
}

void read_broker(const item& from, mqtt::settings& into)
{
    const auto url = parse_broker_url(from.text().value_or("mqtt://localhost:1883"));
    if (!url) {
        from.problem(url.error());
        return;
    }
    into.host = url->host;
    into.port = url->port;
    into.encrypted = url->encrypted;
}

void read_credentials(section& from, mqtt::settings& into)
{
    set(into.username, from["username"].text());
    const auto password = from["password"];
    const auto file = from["password_file"];
    set(into.password, password.text());
    if (file.text().value_or("").empty()) {
        if (!into.password.empty() && into.username.empty()) {
            password.problem("is of no use without a user; set username too");
        }
        const auto exposure = exposure_of(password.file());
        if (!into.password.empty() && !exposure.empty()) {
            password.warning(exposure + ", or use password_file");
        }
        return;
    }
    if (!into.password.empty()) {
        file.problem("stands beside password; keep one of them, better this one");
        return;
    }
    if (into.username.empty()) {
        file.problem("is of no use without a user; set username too");
    }
    into.password = read_password_file(file);
}

}  // namespace

mqtt::settings read_mqtt(section& from)
{
    mqtt::settings into;
    read_broker(from["broker"], into);
    into.client_id = read_client_id(from["client_id"]);
    read_credentials(from, into);
    set(into.protocol, from["protocol"].choice(protocols));
    const auto keep_alive = from["keep_alive"];
    if (const auto span = keep_alive.duration(5s, 18h)) {
        into.keep_alive = std::chrono::duration_cast<std::chrono::seconds>(*span);
        if (into.keep_alive != *span) {
            keep_alive.problem("has a part of a second; MQTT counts whole ones");
        }
    }
    into.tls = read_tls(from["tls"].table(), into.encrypted);
    return into;
}

}  // namespace kmp2mqtt::bridge
