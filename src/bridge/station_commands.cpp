// SPDX-License-Identifier: Apache-2.0

#include <string_view>

#include "bridge/station.hpp"
#include "core/duration.hpp"
#include "core/log.hpp"
#include "home/options.hpp"
#include "home/payload.hpp"
#include "home/topics.hpp"
#include "json/read_request.hpp"
#include "json/text.hpp"
#include "meter/telegrams.hpp"

namespace kmp2mqtt::bridge {

namespace {

constexpr auto wrong_response_topic =
    "the response topic is not allowed: without wildcards, at most 256 bytes, not under $ or the "
    "discovery prefix, under the base topic only the meter's own response, and with at most 1024 "
    "bytes of correlation data";

/// Our choice: what waits for a slow broker is bounded, and nobody needs more.
constexpr std::size_t longest_correlation_data = 1024;

constexpr auto too_many = "too many commands wait for this meter: try again when they are answered";

}  // namespace

void station::command(const mqtt::message& asked)
{
    if (asked.retained) {
        core::log::debug("{}: a retained command is ignored", configured_.name);
        return;
    }
    const auto back = asked.response_topic && may_answer_to(asked)
                          ? return_address{*asked.response_topic, asked.correlation_data}
                          : return_address{topic("response"), std::nullopt};
    if (asked.topic == topic("get")) {
        read_command(asked, back);
    } else {
        set_command(asked, back);
    }
}

bool station::may_answer_to(const mqtt::message& asked) const
{
    return !asked.response_topic ||
           (home::is_allowed_response_topic(home_, configured_.name, *asked.response_topic) &&
            (!asked.correlation_data ||
             asked.correlation_data->size() <= longest_correlation_data));
}

void station::read_command(const mqtt::message& asked, const return_address& back)
{
    const auto request = json::parse_read_request(asked.payload);
    if (!request) {
        const auto& why = request.error();
        refuse("get", back, why.transaction, why.code, why.message);
        return;
    }
    if (!may_answer_to(asked)) {
        refuse("get", back, request->transaction, "bad_request", wrong_response_topic);
        return;
    }
    const auto transaction = request->transaction;
    const auto answer = [this, back, transaction](const core::outcome<meter::reading>& outcome) {
        if (outcome) {
            respond(back, home::response_payload(configured_.name, transaction, *outcome));
        } else {
            refuse("get", back, transaction, home::error_code(outcome.error().why),
                   outcome.error().text);
        }
    };
    const bool accepted = poller_.request(
        {.registers = request->registers.empty() ? configured_.registers() : request->registers,
         .is_named = !request->registers.empty(),
         .max_age = request->max_age.value_or(configured_.command_max_age),
         .done = answer});
    if (!accepted) {
        refuse("get", back, transaction, "busy", too_many);
    }
}

void station::set_command(const mqtt::message& asked, const return_address& back)
{
    if (!may_answer_to(asked)) {
        refuse("set", back, "null", "bad_request", wrong_response_topic);
    } else if (asked.topic == topic("set/poll_interval")) {
        set_interval(asked, back);
    } else if (asked.topic == topic("set/identify")) {
        identify(asked, back);
    } else {
        refuse("set", back, "null", "bad_request",
               "there is no such option; set/poll_interval and set/identify are");
    }
}

void station::set_interval(const mqtt::message& asked, const return_address& back)
{
    const auto every = home::parse_poll_interval(asked.payload);
    if (!every) {
        refuse("set", back, "null", "bad_request", every.error());
        return;
    }
    core::log::info("{}: is read every {} from now on, as somebody has set{}", configured_.name,
                    core::duration_text(*every),
                    *every < meter::hard_on_batteries
                        ? "; a meter on a battery will be empty years earlier"
                        : "");
    configured_.polls.front().every = *every;
    poller_.change_interval(*every);
    if (snapshot_.last_read()) {
        tell_info();
    }
    to_.interval_changed();
    respond(back, home::set_payload(configured_.name, time_.wall(), "poll_interval",
                                    std::to_string(every->count())));
}

void station::identify(const mqtt::message& asked, const return_address& back)
{
    if (!asked.payload.empty() && asked.payload != "PRESS") {
        refuse("set", back, "null", "bad_request", "identify takes no value; write PRESS");
        return;
    }
    const auto answer = [this, back](const core::outcome<meter::reading>& outcome) {
        if (outcome) {
            const auto serial = outcome->serial.empty() ? "null" : json::quoted(outcome->serial);
            respond(back, home::set_payload(configured_.name, time_.wall(), "identify", serial));
        } else {
            refuse("set", back, "null", home::error_code(outcome.error().why),
                   outcome.error().text);
        }
    };
    const bool accepted = poller_.request({.registers = configured_.registers(),
                                           .asks_who = true,
                                           .max_age = std::chrono::milliseconds{0},
                                           .done = answer});
    if (!accepted) {
        refuse("set", back, "null", "busy", too_many);
    }
}

void station::respond(const return_address& to, std::string payload) const
{
    to_.publish({.topic = to.topic,
                 .payload = std::move(payload),
                 .retain = false,
                 .correlation_data = to.correlation_data});
}

void station::refuse(std::string_view command, const return_address& to,
                     std::string_view transaction, std::string_view code,
                     const std::string& message) const
{
    core::log::debug("{}: a command is refused: {}: {}", configured_.name, code, message);
    respond(to, home::refusal_payload(command, configured_.name, transaction, time_.wall(), code,
                                      message));
}

}  // namespace kmp2mqtt::bridge
