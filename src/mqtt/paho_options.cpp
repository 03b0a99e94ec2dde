// SPDX-License-Identifier: Apache-2.0

#include "mqtt/paho_options.hpp"

#include <chrono>
#include <optional>

#include <mqtt/properties.h>
#include <mqtt/ssl_options.h>

#include "core/log.hpp"

namespace kmp2mqtt::mqtt {
namespace {

::mqtt::ssl_options tls_options(const tls_settings& from)
{
    // No error handler is set: Paho would call it through a pointer into a copy of the options
    // that ends with connect().
    ::mqtt::ssl_options options;
    options.set_trust_store(from.ca_file);
    options.set_key_store(from.cert_file);
    options.set_private_key(from.key_file);
    options.set_enable_server_cert_auth(from.verify);
    options.set_verify(from.verify);
    return options;
}

std::optional<std::string> text_property(const ::mqtt::message& from, ::mqtt::property::code which)
{
    if (!from.get_properties().contains(which)) {
        return std::nullopt;
    }
    return ::mqtt::get<std::string>(from.get_properties(), which);
}

}  // namespace

std::string paho_uri(const settings& to)
{
    const bool is_v6 = to.host.find(':') != std::string::npos && to.host.front() != '[';
    return core::format("{}://{}{}{}:{}", to.encrypted ? "ssl" : "tcp", is_v6 ? "[" : "", to.host,
                        is_v6 ? "]" : "", to.port);
}

::mqtt::connect_options paho_options(const settings& to, protocol version)
{
    using namespace std::chrono_literals;

    ::mqtt::connect_options options;
    // The version first: Paho checks the others against it. Properties are left out, since their
    // pointer dangles in a copy; without them the session ends with the connection, as it is to.
    options.set_mqtt_version(version == protocol::v5 ? MQTTVERSION_5 : MQTTVERSION_3_1_1);
    if (version == protocol::v5) {
        options.set_clean_start(true);
    } else {
        options.set_clean_session(true);
    }
    options.set_automatic_reconnect(false);
    options.set_connect_timeout(10s);
    options.set_keep_alive_interval(to.keep_alive);
    if (!to.username.empty()) {
        options.set_user_name(to.username);
        options.set_password(to.password);
    }
    if (!to.last_will.topic.empty()) {
        options.set_will_message(paho_message(to.last_will, version));
    }
    if (to.encrypted) {
        options.set_ssl(tls_options(to.tls));
    }
    return options;
}

::mqtt::const_message_ptr paho_message(const core::publication& what, protocol version)
{
    auto result = ::mqtt::message::create(what.topic, what.payload, at_least_once, what.retain);
    if (what.correlation_data && version == protocol::v5) {
        result->set_properties(
            {{::mqtt::property::CORRELATION_DATA, ::mqtt::string_ref{*what.correlation_data}}});
    }
    return result;
}

::mqtt::subscribe_options paho_subscription(const subscription& to, protocol version)
{
    ::mqtt::subscribe_options options;
    if (version == protocol::v5) {
        options.set_retain_as_published(true);
        options.set_retain_handling(to.stored == stored_messages::leave
                                        ? ::mqtt::subscribe_options::DONT_SEND_RETAINED
                                        : ::mqtt::subscribe_options::SEND_RETAINED_ON_SUBSCRIBE);
    }
    return options;
}

message our_message(const ::mqtt::message& from)
{
    return {.topic = from.get_topic(),
            .payload = from.get_payload_str(),
            .retained = from.is_retained(),
            .response_topic = text_property(from, ::mqtt::property::RESPONSE_TOPIC),
            .correlation_data = text_property(from, ::mqtt::property::CORRELATION_DATA)};
}

}  // namespace kmp2mqtt::mqtt
