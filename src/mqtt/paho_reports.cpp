// SPDX-License-Identifier: Apache-2.0

// What a paho_publisher makes of what Paho reports.

#include <utility>

#include "core/log.hpp"
#include "mqtt/diagnosis.hpp"
#include "mqtt/paho_publisher.hpp"
#include "mqtt/reason.hpp"

namespace kmp2mqtt::mqtt {

void paho_publisher::on(const report::connected& what)
{
    if (now_ != state::connecting || what.attempt != attempt_) {
        return;
    }
    now_ = state::connected;
    since_ = time_.now();
    wake_in(inspection);
    if (!silent_) {
        to_.connected(protocol_text(choice_.next()));
    }
}

void paho_publisher::on(const report::failed& what)
{
    if (what.code > 0) {
        explained(what.attempt,
                  core::format("the broker at {} refuses the connection: {}",
                               address_text(settings_), reason_text(what.code)),
                  is_version_refused(what.code));
        return;
    }
    run([this, box = box_, what](paho_client&) {
        box->post([attempt = what.attempt,
                   found = why_unreachable(settings_, what.cause)](paho_publisher& self) {
            self.explained(attempt, found.why, found.maybe_version);
        });
    });
}

void paho_publisher::explained(attempt_number attempt, const std::string& why, bool maybe_version)
{
    if (now_ != state::connecting || attempt != attempt_) {
        return;
    }
    const auto* const refused = protocol_text(choice_.next());
    if (maybe_version) {
        choice_.refused();
    }
    drop(protocol_text(choice_.next()) == refused
             ? why
             : core::format("{} (MQTT {}; next try with {})", why, refused,
                            protocol_text(choice_.next())));
}

void paho_publisher::on(const report::dismissed& what)
{
    if (now_ == state::connected) {
        hang_up();
        drop(why_dismissed(settings_, what.code));
    }
}

void paho_publisher::on(const report::lost& /*what*/)
{
    if (now_ == state::connected) {
        drop(core::format("the connection to the broker at {} is lost", address_text(settings_)));
    }
}

void paho_publisher::on(const report::arrived& what)
{
    if (now_ == state::connected && !silent_) {
        to_.received(what.what);
    }
}

void paho_publisher::on(const report::delivered& what)
{
    if (!outbox_.acknowledged(what.id, time_.now())) {
        return;
    }
    const bool is_refused = what.code != 0;
    if (is_refused && refusals_.refused(what.topic)) {
        core::log::warning("the broker refuses what is published on \"{}\": {}", what.topic,
                           reason_text(what.code));
    } else if (!is_refused && refusals_.accepted(what.topic)) {
        core::log::info("the broker takes what is published on \"{}\" again", what.topic);
    }
    send();
    changed_.notify();
    if (!silent_) {
        const auto& tell = is_refused ? to_.refused : to_.acknowledged;
        tell(what.id);
    }
}

void paho_publisher::on(const report::subscribed& what)
{
    if (now_ != state::connected || what.attempt != attempt_ || questions_.empty()) {
        return;
    }
    auto& asked = questions_.front();
    if (what.code != 0) {
        asked.granted = false;
        core::log::warning("the broker refuses the subscription to \"{}\": {}", what.filter,
                           reason_text(what.code));
    }
    if (--asked.unanswered == 0) {
        const bool granted = asked.granted;
        questions_.pop_front();
        if (!silent_) {
            to_.subscribed(granted);
        }
    }
}

void paho_publisher::on(const report::broken& what)
{
    if (now_ == state::connected) {
        hang_up();
        drop(what.why);
    }
}

}  // namespace kmp2mqtt::mqtt
