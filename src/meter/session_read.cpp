// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "meter/requests.hpp"
#include "meter/session.hpp"

namespace kmp2mqtt::meter {

namespace {

/// Sorts one answer into the lists; a block without a mantissa says nothing.
void collect(const kmp::get_register_request& asked, const kmp::get_register_response& got,
             answers& into)
{
    for (const auto id : asked.registers) {
        const auto block = std::ranges::find(got.registers, id, &kmp::register_block::id);
        if (block == got.registers.end() || block->mantissa.empty()) {
            into.missing.push_back(id);
        } else {
            into.values.push_back(kmp::interpret(*block));
        }
    }
}

}  // namespace

asio::awaitable<visit> session::visit(const link::port::lease& line, questions what)
{
    const auto begin = time_->now();
    const auto before = count_->timeouts + count_->bad_frames;
    meter::visit all;
    all.answers = co_await read(line, std::move(what.registers), std::move(what.alone));
    const bool line_works = count_->timeouts + count_->bad_frames == before;
    all.duration = std::chrono::duration_cast<std::chrono::milliseconds>(time_->now() - begin);
    all.is_alive = all.answers.answered;
    if (all.answers.answered) {
        if (what.identity) {
            all.identity = co_await identify(line, line_works);
        }
    } else if (what.life && !all.answers.silent.empty()) {
        const kmp::request serial_question{kmp::get_serial_no_request{}};
        const auto said = co_await ask(line, serial_question, 0);
        all.is_alive = static_cast<bool>(said);
    }
    co_return all;
}

asio::awaitable<answers> session::read(const link::port::lease& line,
                                       std::vector<kmp::register_id> registers,
                                       std::vector<kmp::register_id> alone)
{
    answers all;
    for (const auto& request : split(registers)) {
        const auto retries = all.failure && !all.answered ? 0 : configured_->retries;
        co_await read_one(line, request, retries, all);
    }
    if (!registers.empty() && !all.answered) {
        all.failed.insert(all.failed.end(), alone.begin(), alone.end());
        alone.clear();
    }
    for (const auto id : alone) {
        kmp::get_register_request request;
        request.registers.push_back(id);
        co_await read_one(line, request, 0, all);
    }
    co_return all;
}

asio::awaitable<void> session::read_one(const link::port::lease& line,
                                        const kmp::get_register_request& asked, unsigned retries,
                                        answers& into)
{
    const kmp::request question{asked};
    const auto got = co_await ask(line, question, retries);
    if (got) {
        into.answered = true;
        into.time = time_->wall();
        collect(asked, std::get<kmp::get_register_response>(got->message), into);
        co_return;
    }
    into.failed.insert(into.failed.end(), asked.registers.begin(), asked.registers.end());
    if (core::came_nothing(got.error().why)) {
        into.silent.insert(into.silent.end(), asked.registers.begin(), asked.registers.end());
    }
    into.failure = got.error();
    count_->last_error = got.error().text;
}

}  // namespace kmp2mqtt::meter
