// SPDX-License-Identifier: Apache-2.0

#include "meter/session.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/log.hpp"
#include "meter/exchange.hpp"

namespace kmp2mqtt::meter {

namespace {

constexpr kmp::register_id serial_number_register{1001};

/// Nobody plugs a head in or changes a permission within seconds.
bool may_help_to_retry(core::cause why)
{
    return why != core::cause::port_missing && why != core::cause::no_permission;
}

/// Whether it is the meter that failed, not the port or the budget.
bool is_the_meters(core::cause why)
{
    return !core::is_port_failure(why) && why != core::cause::budget_spent;
}

/// As GetSerialNo gives it: decimal digits, without zeros or blanks before them. 0, a date, or any
/// other text names nobody: a serial number becomes a part of topics.
std::string serial_in(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of("0 "), text.size()));
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    const bool is_number =
        std::ranges::all_of(text, [](char each) { return each >= '0' && each <= '9'; });
    return is_number ? std::string{text} : std::string{};
}

/// What an answer says that should be a serial number; empty: nothing.
std::string said_in(const answer& got)
{
    if (const auto* const serial = std::get_if<kmp::get_serial_no_response>(&got.message)) {
        return std::to_string(serial->serial);
    }
    if (const auto* const registers = std::get_if<kmp::get_register_response>(&got.message);
        registers != nullptr && !registers->registers.empty()) {
        return kmp::text(kmp::interpret(registers->registers[0]).value);
    }
    return {};
}

kmp::request question_for(kmp::register_id id)
{
    kmp::get_register_request one;
    one.registers.push_back(id);
    return one;
}

/// Whether a meter may answer another question after it failed this one: it may not know the
/// command. A port or a bad line fails every question.
bool may_know_another(core::cause why)
{
    return core::came_nothing(why) || why == core::cause::wrong_answer ||
           why == core::cause::malformed;
}

/// "2 s", "1500 ms"
std::string seconds_text(std::chrono::milliseconds span)
{
    return span.count() % 1000 == 0 ? core::format("{} s", span.count() / 1000)
                                    : core::format("{} ms", span.count());
}

constexpr std::string_view asleep_text =
    "it answered before: the head has moved, or the meter sleeps; a key on it or the magnet of the "
    "head, put on anew, wakes it, and keep_awake = \"25min\" keeps a MULTICAL 402 awake";

/// What helps most often, by cause. Empty where the text says it already.
std::string_view advice(core::cause why, bool answered_before)
{
    if (answered_before && core::came_nothing(why)) {
        return asleep_text;
    }
    switch (why) {
        case core::cause::silence:
            return "the head may sit wrong, or the meter sleeps: press a button on it";
        case core::cause::only_echo:
            return "the head works, the meter does not hear it or sleeps: press a button on it, "
                   "turn the head by 180 degrees";
        case core::cause::noise:
        case core::cause::bad_checksum:
            return "move the head by a few millimetres, keep light away from it, check baud rate "
                   "and parity";
        case core::cause::wrong_answer:
            return "another program may be using the same head";
        case core::cause::malformed:
            return "this meter speaks in a way that is not known: please report it, with a "
                   "recording (capture)";
        default:
            return {};
    }
}

std::string hint_at(core::cause why, bool answered_before, kmp::address asked)
{
    std::string hint{advice(why, answered_before)};
    if (core::came_nothing(why) && asked != kmp::address::meter) {
        hint = core::format("nobody may have the address 0x{:02X}, a meter has 0x{:02X}; else {}",
                            static_cast<unsigned>(asked),
                            static_cast<unsigned>(kmp::address::meter), hint);
    }
    return hint;
}

/// "no answer in 2 s, tried 3 times: the head may sit wrong (/dev/ttyUSB0)"
std::string full_text(const core::failure& why, unsigned tries, const std::string& hint,
                      const std::string& port)
{
    auto text = why.text;
    if (tries > 1) {
        text += core::format(", tried {} times", tries);
    }
    if (!hint.empty()) {
        text += core::format(": {} ({})", hint, port);
    }
    return text;
}

}  // namespace

asio::awaitable<std::optional<identity>> session::identify(const link::port::lease& line,
                                                           bool line_works)
{
    const auto bad_frames = count_->bad_frames;
    const auto retries = std::min(configured_->retries, 1U);
    identity who;
    const auto serial = co_await serial_number(line, retries);
    if (serial) {
        who.serial = *serial;
        who.names_nobody = serial->empty();
    } else if (serial.error().why == core::cause::budget_spent) {
        co_return std::nullopt;
    } else {
        who.names_nobody = line_works && core::came_nothing(serial.error().why) &&
                           count_->bad_frames == bad_frames;
    }
    const kmp::request type_question{kmp::get_type_request{}};
    const auto type = co_await ask(line, type_question, retries);
    if (type) {
        const auto& said = std::get<kmp::get_type_response>(type->message);
        who.type = said.type_text();
        who.software = said.revision_text();
    }
    co_return who;
}

asio::awaitable<core::outcome<std::string>> session::serial_number(const link::port::lease& line,
                                                                   unsigned retries)
{
    const kmp::request direct{kmp::get_serial_no_request{}};
    const auto named = co_await ask(line, direct, retries);
    if (named) {
        if (auto serial = read_serial(said_in(*named)); !serial.empty()) {
            co_return serial;
        }
    } else if (!may_know_another(named.error().why)) {
        co_return named.error();
    }
    const auto other = question_for(serial_number_register);
    const auto again = named ? retries : 0;
    const auto tried = named ? 0 : retries + 1;
    const auto got = co_await ask_after(line, other, again, tried);
    if (got) {
        co_return read_serial(said_in(*got));
    }
    if (named && is_the_meters(got.error().why)) {
        co_return std::string{};
    }
    // The first failure is told, unless the other counts its tries too, or says that nobody asked.
    const auto why = got.error().why;
    const bool is_first_told =
        !named && !core::came_nothing(why) && why != core::cause::budget_spent;
    co_return is_first_told ? named.error() : got.error();
}

std::string session::read_serial(const std::string& said)
{
    auto serial = serial_in(said);
    const bool is_odd = serial.empty() && said.find_first_not_of("0 ") != std::string::npos;
    if (is_odd && std::exchange(odd_serial_, said) != said) {
        core::log::warning(
            "{}: register 1001 says \"{}\", which is no serial number: the meter "
            "counts as having none",
            configured_->name, said);
    }
    return serial;
}

asio::awaitable<core::outcome<answer>> session::ask(const link::port::lease& line,
                                                    kmp::request what, unsigned retries)
{
    return ask_after(line, what, retries, 0);
}

asio::awaitable<core::outcome<answer>> session::ask_after(const link::port::lease& line,
                                                          kmp::request what, unsigned retries,
                                                          unsigned tried)
{
    if (!may_send()) {
        co_return budget_->refusal(time_->wall());
    }
    for (unsigned tries = 1;; ++tries) {
        core::log::write(core::log::level::trace,
                         core::format("{}: asking on {}, try {} of {}", configured_->name,
                                      line.wire().name(), tries, retries + 1));
        auto got = co_await try_once(line, what);
        if (got) {
            count_->link.note(true);
            line.quiet_until() = time_->now() + line.wire().line_time(pause_after_answer);
            co_return got;
        }
        auto why = got.error();
        note(why);
        line.quiet_until() = time_->now() + pause_after_failure;
        if (tries > retries || !may_help_to_retry(why.why) || !may_send()) {
            why.text = full_text(why, tries + tried,
                                 hint_at(why.why, answered_before_, configured_->address),
                                 line.wire().name());
            co_return why;
        }
        core::log::debug("{}: {}", configured_->name, why.text);
    }
}

asio::awaitable<core::outcome<answer>> session::try_once(const link::port::lease& line,
                                                         kmp::request what)
{
    const auto quiet = line.quiet_until();
    co_await time_->sleep_until(quiet);
    const auto opened = co_await line.wire().open();
    if (!opened) {
        co_return opened.error();
    }
    line.wire().discard_input();  // a late answer to an earlier request
    sending();
    auto got =
        co_await exchange(line.wire(), *time_, configured_->address, what, configured_->timeout);
    if (!got && core::came_nothing(got.error().why)) {
        auto why = got.error();
        why.text += " in " + seconds_text(configured_->timeout);
        co_return why;
    }
    co_return got;
}

/// Counted before it goes out, so that nothing that happens afterwards can hide it.
void session::sending()
{
    ++count_->telegrams;
    last_sent_ = time_->now();
    if (budget_ != nullptr) {
        budget_->spend(time_->wall());
        spent_();
    }
}

void session::note(const core::failure& why)
{
    if (core::is_port_failure(why.why)) {
        return;
    }
    count_->link.note(false);
    ++(core::came_nothing(why.why) ? count_->timeouts : count_->bad_frames);
}

}  // namespace kmp2mqtt::meter
