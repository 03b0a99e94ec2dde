// SPDX-License-Identifier: Apache-2.0

#include "poll/command_queue.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using kmp2mqtt::core::cause;
using kmp2mqtt::core::failure;
using kmp2mqtt::core::outcome;
using kmp2mqtt::meter::reading;
using kmp2mqtt::poll::command;
using kmp2mqtt::poll::command_queue;
using kmp2mqtt::poll::extract;

namespace {

constexpr kmp::register_id energy{60};
constexpr kmp::register_id volume{68};
constexpr kmp::register_id flow{74};
constexpr kmp::register_id power{80};

/// What the commands of a test were answered, in order.
struct bench {
    command_queue queue;
    std::vector<std::string> answers;

    command ask(const std::string& who, std::vector<kmp::register_id> registers)
    {
        return {.registers = std::move(registers),
                .done = [this, who](const outcome<reading>& got) {
                    answers.push_back(who +
                                      (got ? " " + std::to_string(got->values.size()) : " failed"));
                }};
    }

    static reading whole()
    {
        reading got;
        got.values = {{.id = energy, .value = kmp::decimal{1}},
                      {.id = flow, .value = kmp::decimal{2}}};
        got.missing = {volume};
        got.failed = {power};
        return got;
    }
};

using strings = std::vector<std::string>;

}  // namespace

TEST_SUITE("poll/command_queue")
{
    TEST_CASE_FIXTURE(bench, "an extract says of its registers what the whole reading says")
    {
        const auto part = extract(whole(), {flow, power});
        REQUIRE(part.values.size() == 1);
        CHECK(part.values[0].id == flow);
        CHECK(part.missing.empty());
        CHECK(part.failed == std::vector{power});
    }

    TEST_CASE_FIXTURE(bench, "a command waits for a read of its own")
    {
        CHECK(queue.add(ask("a", {energy, flow})));
        CHECK(queue.has_waiting());
        CHECK(queue.front().registers == std::vector{energy, flow});
        queue.begin(queue.front().registers);
        CHECK_FALSE(queue.has_waiting());
        CHECK(answers.empty());
        queue.finish(whole());
        CHECK(answers == strings{"a 2"});
    }

    TEST_CASE_FIXTURE(bench, "a command that the read under way covers shares its result")
    {
        queue.begin({energy, volume, flow, power});
        CHECK(queue.add(ask("a", {flow})));
        CHECK_FALSE(queue.has_waiting());
        queue.finish(whole());
        CHECK(answers == strings{"a 1"});
    }

    TEST_CASE_FIXTURE(bench, "a command that asks for more than the read under way waits")
    {
        queue.begin({energy});
        CHECK(queue.add(ask("a", {energy, flow})));
        CHECK(queue.has_waiting());
        queue.finish(whole());
        CHECK(answers.empty());
    }

    TEST_CASE_FIXTURE(bench, "one read serves all commands that it covers")
    {
        CHECK(queue.add(ask("a", {energy, flow})));
        CHECK(queue.add(ask("b", {power})));
        CHECK(queue.add(ask("c", {flow})));
        queue.begin(queue.front().registers);
        queue.finish(whole());
        CHECK(answers == strings{"a 2", "c 1"});
        CHECK(queue.front().registers == std::vector{power});
    }

    TEST_CASE_FIXTURE(bench, "a read that failed fails all commands that share it")
    {
        CHECK(queue.add(ask("a", {energy})));
        CHECK(queue.add(ask("b", {energy})));
        queue.begin({energy});
        queue.finish(failure{cause::silence, "no answer"});
        CHECK(answers == strings{"a failed", "b failed"});
    }

    TEST_CASE_FIXTURE(bench, "at most four commands wait")
    {
        for (int i = 0; i < 4; ++i) {
            CHECK(queue.add(ask("a", {energy})));
        }
        CHECK_FALSE(queue.add(ask("b", {energy})));
    }

    TEST_CASE_FIXTURE(bench, "a flood of commands that share a read is bounded too")
    {
        queue.begin({energy});
        for (std::size_t i = 0; i < kmp2mqtt::poll::max_sharing; ++i) {
            CHECK(queue.add(ask("a", {energy})));
        }
        CHECK_FALSE(queue.add(ask("b", {energy})));
    }

    TEST_CASE_FIXTURE(bench, "a command may ask again from within its answer")
    {
        CHECK(queue.add({.registers = {energy}, .done = [this](const outcome<reading>&) {
                             CHECK(queue.add(ask("again", {energy})));
                         }}));
        queue.begin({energy});
        queue.finish(whole());
        CHECK(queue.has_waiting());
    }
}
