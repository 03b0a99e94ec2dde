// SPDX-License-Identifier: Apache-2.0

#include "mqtt/paho_client.hpp"

#include <bit>
#include <cstddef>
#include <limits>
#include <memory>
#include <utility>

#include <mqtt/async_client.h>

#include "core/log.hpp"
#include "mqtt/paho_options.hpp"
#include "mqtt/tls_trace.hpp"

namespace kmp2mqtt::mqtt {
namespace {

// Paho carries a pointer with each request; ours is a number and points nowhere. Where a pointer
// has 32 bits, it will do for the first four thousand million publications.
void* context_of(std::uint64_t number)
{
    const std::uintptr_t bits = number & std::numeric_limits<std::uintptr_t>::max();
    return std::bit_cast<void*>(bits);
}

std::uint64_t number_of(const ::mqtt::token& from)
{
    return std::bit_cast<std::uintptr_t>(from.get_user_context());
}

report::failed failed_connect(const ::mqtt::token& from)
{
    try {
        static_cast<void>(from.get_connect_response());  // it throws: the only way to Paho's words
    } catch (const ::mqtt::exception& why) {
        return {
            .attempt = number_of(from), .code = why.get_return_code(), .cause = why.get_message()};
    }
    return {.attempt = number_of(from), .cause = ""};
}

// The broker's refusal; 0: none, the connection is gone. [MQTT 5] 2.4, and SUBACK's 0x80 of
// [MQTT 3.1.1] 3.9.3, which Paho passes on as the return code.
int refusal_in(const ::mqtt::token& from)
{
    const int reason = static_cast<int>(from.get_reason_code());
    const int code = reason == ::mqtt::MQTTPP_V3_CODE ? from.get_return_code() : reason;
    return code >= 0x80 ? code : 0;
}

}  // namespace

/// The client, and what hears its answers.
class paho_client::session : public ::mqtt::iaction_listener {
public:
    session(settings to, std::function<void(paho_report)> tell)
        : to_{std::move(to)}, tell_{std::move(tell)}
    {
    }

    /// A client of Paho's for the next connection; throws ::mqtt::exception. What the one before
    /// had still to send goes with it: Paho would send it on the new connection. The new one is
    /// there before the old one goes, so that Paho's threads stay.
    void renew(protocol version)
    {
        version_ = version;
        auto next = std::make_unique<::mqtt::async_client>(paho_uri(to_), to_.client_id,
                                                           ::mqtt::create_options{MQTTVERSION_5});
        listen_to(*next);
        client_ = std::move(next);
    }

    /// nullptr before the first connection.
    [[nodiscard]] ::mqtt::async_client* client() const noexcept { return client_.get(); }
    [[nodiscard]] const settings& to() const noexcept { return to_; }
    [[nodiscard]] protocol version() const noexcept { return version_; }
    void tell(paho_report what) { tell_(std::move(what)); }

    // The two that Paho's threads call.

    void on_success(const ::mqtt::token& from) override
    {
        if (from.get_type() == ::mqtt::token::CONNECT) {
            tell_(report::connected{number_of(from)});
        } else {
            answered(from, 0);
        }
    }

    void on_failure(const ::mqtt::token& from) override
    {
        if (from.get_type() == ::mqtt::token::CONNECT) {
            tell_(failed_connect(from));
        } else if (const int code = refusal_in(from); code != 0) {
            answered(from, code);
        }
        // Without a refusal the connection is gone, which has a report of its own.
    }

private:
    /// Once and never again: Paho reads the handlers without a lock.
    void listen_to(::mqtt::async_client& client)
    {
        client.set_connection_lost_handler(
            [this](const std::string& /*always empty*/) { tell_(report::lost{}); });
        client.set_disconnected_handler([this](const ::mqtt::properties&, ::mqtt::ReasonCode why) {
            tell_(report::dismissed{static_cast<int>(why)});
        });
        client.set_message_callback([this](const ::mqtt::const_message_ptr& what) {
            tell_(report::arrived{our_message(*what)});
        });
    }

    void answered(const ::mqtt::token& from, int code)
    {
        if (from.get_type() == ::mqtt::token::PUBLISH) {
            tell_(report::delivered{
                .id = number_of(from), .topic = (*from.get_topics())[0], .code = code});
        } else if (from.get_type() == ::mqtt::token::SUBSCRIBE) {
            tell_(report::subscribed{
                .attempt = number_of(from), .filter = (*from.get_topics())[0], .code = code});
        }
    }

    settings to_;
    std::function<void(paho_report)> tell_;
    protocol version_{protocol::v5};
    std::unique_ptr<::mqtt::async_client> client_;
};

paho_client::paho_client(settings to, std::function<void(paho_report)> tell)
    : session_{std::make_unique<session>(std::move(to), std::move(tell))}
{
}

paho_client::~paho_client() = default;

void paho_client::connect(attempt_number attempt, protocol speak)
{
    try {
        session_->renew(speak);
        listen_to_tls(session_->to().encrypted);
        session_->client()->connect(paho_options(session_->to(), speak), context_of(attempt),
                                    *session_);
    } catch (const ::mqtt::exception& why) {
        session_->tell(report::failed{.attempt = attempt, .cause = why.what()});
    }
}

void paho_client::publish(publication_id id, const core::publication& what)
{
    try {
        session_->client()->publish(paho_message(what, session_->version()), context_of(id),
                                    *session_);
    } catch (const ::mqtt::exception& why) {
        session_->tell(
            report::broken{core::format("cannot publish on \"{}\": {}", what.topic, why.what())});
    }
}

void paho_client::subscribe(attempt_number attempt, const std::vector<subscription>& topics)
{
    // One by one: with several topics and options, Paho C++ 1.2.0 reads a list that it lost.
    for (const auto& each : topics) {
        try {
            session_->client()->subscribe(each.filter, at_least_once, context_of(attempt),
                                          *session_, paho_subscription(each, session_->version()));
        } catch (const ::mqtt::exception& why) {
            session_->tell(report::broken{
                core::format("cannot subscribe to \"{}\": {}", each.filter, why.what())});
        }
    }
}

void paho_client::unsubscribe(const std::vector<std::string>& filters)
{
    try {
        session_->client()->unsubscribe(::mqtt::string_collection::create(filters));
    } catch (const ::mqtt::exception& why) {
        session_->tell(report::broken{core::format("cannot unsubscribe: {}", why.what())});
    }
}

void paho_client::disconnect()
{
    using namespace std::chrono_literals;

    if (session_->client() == nullptr) {
        return;
    }
    try {
        session_->client()->disconnect()->wait_for(2s);
    } catch (const ::mqtt::exception&) {
        return;  // there was no connection: what is wanted is so
    }
}

}  // namespace kmp2mqtt::mqtt
