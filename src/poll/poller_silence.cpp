// SPDX-License-Identifier: Apache-2.0

#include <string>
#include <vector>

#include <kmp/registers.hpp>

#include "core/joined.hpp"
#include "core/log.hpp"
#include "poll/among.hpp"
#include "poll/poller.hpp"

namespace kmp2mqtt::poll {

namespace {

/// "power, temp_t1"
std::string names(const std::vector<kmp::register_id>& of)
{
    return core::joined(of, kmp::name_of);
}

}  // namespace

/// What the meter was silent to goes alone: no other value is lost by it.
meter::questions poller::questions_for(const errand& what) const
{
    meter::questions result;
    result.identity = identity_.is_due(time_.now());
    for (const auto id : what.registers) {
        if (is_among(what.not_asked, id)) {
            continue;
        }
        (silencers_.is_suspected(id) ? result.alone : result.registers).push_back(id);
    }
    const bool is_due = result.registers.empty() || silencers_.seeks_life(result.registers);
    result.life = is_due && budget_.left(time_.wall()) > reserve();
    return result;
}

void poller::note_silence(const meter::visit& got)
{
    auto silent = got.answers.silent;
    const auto now = time_.wall();
    std::erase_if(silent, [&](auto id) {
        const bool is_known = absences_.is_absent(id) && silencers_.is_suspected(id);
        if (is_known && got.is_alive) {
            absences_.rest(id, now);
        }
        return is_known;
    });
    if (got.answers.answered && !got.answers.silent.empty()) {
        count_.last_error =
            core::format("no answer when asked for {}, though the meter on {} speaks",
                         names(got.answers.silent), source_.port_name());
    }
    const auto news = silencers_.note(silent, got.answers, got.is_alive);
    if (!news.suspected.empty()) {
        core::log::info("{}: the meter speaks, but not when asked for {}: each is asked for alone",
                        configured_.name, names(news.suspected));
    }
    for (const auto id : news.found) {
        absences_.rest(id, now);
    }
    if (!news.found.empty()) {
        to_.noticed({.type = "register_silences",
                     .message = core::format("the meter does not answer when asked for {}: that is "
                                             "done once a day; leave it out of registers",
                                             names(news.found))});
    }
}

/// The meter is away; or it is there, and one of the registers silences it.
core::failure poller::unanswered(const link::port::lease& line, const meter::visit& got)
{
    note_silence(got);
    auto why = got.answers.failure.value_or(core::failure{});
    if (got.is_alive) {
        why.why = core::cause::no_registers;
        why.text = core::format(
            "no answer when asked for {}, though the meter on {} says who it is: each is "
            "asked for alone; kmptool scan finds what silences it",
            names(got.answers.silent), source_.port_name());
    }
    if (why.why == core::cause::silence) {
        line.wire().close();  // a connection may have died without a word
    }
    return why;
}

}  // namespace kmp2mqtt::poll
