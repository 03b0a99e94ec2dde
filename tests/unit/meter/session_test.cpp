// SPDX-License-Identifier: Apache-2.0

#include "meter/session.hpp"

#include <memory>
#include <string>
#include <vector>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "fake/frames.hpp"
#include "fake/hex.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"
#include "fake/scripted_link.hpp"

using namespace std::chrono_literals;
using fake::hex;
using kmp2mqtt::core::cause;
using kmp2mqtt::core::outcome;
using kmp2mqtt::meter::answers;
using kmp2mqtt::meter::identity;

namespace {

constexpr kmp::register_id energy{60};
constexpr kmp::register_id volume{68};

/// One meter behind a port, at 0 baud: only waits take time.
struct bench {
    asio::io_context io;
    fake::manual_clock time;
    kmp2mqtt::meter::settings configured;
    kmp2mqtt::meter::counters count;
    fake::scripted_link* wire{new fake::scripted_link{io.get_executor(), time}};
    kmp2mqtt::link::port line{io.get_executor(), time, std::unique_ptr<kmp2mqtt::link::link>{wire}};
    kmp2mqtt::meter::session session{line, configured, time, count};

    bench()
    {
        configured.name = "heating";
        wire->set_baud(0);
    }

    kmp2mqtt::meter::visit visit(std::vector<kmp::register_id> registers, bool identity_wanted)
    {
        const auto turn = fake::run_task(io, time, session.acquire());
        return fake::run_task(io, time, session.visit(turn, std::move(registers), identity_wanted));
    }

    answers read(std::vector<kmp::register_id> registers)
    {
        return visit(std::move(registers), false).answers;
    }

    /// Of a meter that answers for one register.
    identity identify() { return visit({energy}, true).identity.value(); }

    outcome<std::string> serial_number() { return fake::run_task(io, time, ask_serial_number()); }

    [[nodiscard]] std::chrono::milliseconds passed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time.now().time_since_epoch());
    }

private:
    asio::awaitable<outcome<std::string>> ask_serial_number()
    {
        const auto lease = co_await line.acquire();
        co_return co_await session.serial_number(lease, 0);
    }
};

std::vector<kmp::register_id> first(std::uint16_t number)
{
    std::vector<kmp::register_id> registers;
    for (std::uint16_t id = 1; id <= number; ++id) {
        registers.push_back(kmp::register_id{id});
    }
    return registers;
}

const fake::bytes asked_type = hex("80 3f 01 05 8a 0d");
const fake::bytes asked_serial = hex("80 3f 02 35 e9 0d");
const fake::bytes serial_0 = hex("40 3f 02 00 00 00 00 ae 0c 0d");
constexpr kmp::register_id serial_register{1001};

}  // namespace

TEST_SUITE("meter/session")
{
    TEST_CASE_FIXTURE(bench, "registers are read, and those the meter leaves out are missing")
    {
        wire->expect(fake::asks({energy, volume})).reply(100ms, fake::answers({energy}));
        const auto got = read({energy, volume});
        CHECK(got.answered);
        REQUIRE(got.values.size() == 1);
        CHECK(got.values[0].id == energy);
        CHECK(got.missing == std::vector{volume});
        CHECK(got.failed.empty());
        CHECK(count.telegrams == 1);
    }

    TEST_CASE_FIXTURE(bench, "a register whose value has no bytes is missing")
    {
        wire->expect(fake::asks({energy})).reply(100ms, hex("40 3f 10 00 3c 03 00 00 f3 6b 0d"));
        const auto got = read({energy});
        CHECK(got.values.empty());
        CHECK(got.missing == std::vector{energy});
    }

    TEST_CASE_FIXTURE(bench, "the time of a reading is that of its last byte")
    {
        const auto start = time.wall();
        wire->expect(fake::asks({energy})).reply(400ms, fake::answers({energy}));
        CHECK(read({energy}).time - start == 400ms);
    }

    TEST_CASE_FIXTURE(bench, "more than eight registers are several requests")
    {
        const auto all = first(10);
        const std::vector<kmp::register_id> head{all.begin(), all.begin() + 8};
        const std::vector<kmp::register_id> tail{all.begin() + 8, all.end()};
        wire->expect(fake::asks(head)).reply(100ms, fake::answers(head));
        wire->expect(fake::asks(tail)).reply(100ms, fake::answers(tail));
        CHECK(read(all).values.size() == 10);
        CHECK(wire->finished());
        CHECK(count.telegrams == 2);
    }

    TEST_CASE_FIXTURE(bench, "after an answer the meter has the time of two bytes to itself")
    {
        wire->set_baud(1200);
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        const auto answered = time.now();
        CHECK(read({energy}).answered);
        CHECK(time.now() - answered >= answered.time_since_epoch() + 18ms);
    }

    TEST_CASE_FIXTURE(bench, "a silent meter is asked again, 1.7 s after it was given up")
    {
        wire->expect(fake::asks({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        CHECK(passed() == 2000ms + 1700ms + 100ms);
        CHECK(count.telegrams == 2);
        CHECK(count.timeouts == 1);
    }

    TEST_CASE_FIXTURE(bench, "a meter that stays silent is asked as often as configured")
    {
        for (int tries = 0; tries < 3; ++tries) {
            wire->expect(fake::asks({energy}));
        }
        const auto got = read({energy});
        CHECK_FALSE(got.answered);
        CHECK(got.failed == std::vector{energy});
        REQUIRE(got.failure);
        CHECK(got.failure->why == cause::silence);
        CHECK(got.failure->text.starts_with("no answer in 2 s, tried 3 times: "));
        CHECK(wire->finished());
        CHECK(count.timeouts == 3);
        CHECK(count.last_error == got.failure->text);
    }

    TEST_CASE_FIXTURE(bench, "the pause after a failure goes before the next read too")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy}));
        CHECK_FALSE(read({energy}).answered);
        wire->expect(fake::asks({volume})).reply(100ms, fake::answers({volume}));
        CHECK(read({volume}).answered);
        CHECK(passed() == 2000ms + 1700ms + 100ms);
    }

    TEST_CASE_FIXTURE(bench, "an answer that came too late is thrown away before the next request")
    {
        wire->expect(fake::asks({energy})).reply(3s, fake::answers({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "damaged frames are counted apart from silence")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy})).reply(100ms, hex("40 3f 10 00 00 00 0d"));
        const auto got = read({energy});
        CHECK(got.failure->why == cause::bad_checksum);
        CHECK(count.bad_frames == 1);
        CHECK(count.timeouts == 0);
    }

    TEST_CASE_FIXTURE(bench, "one request that fails does not take the others with it")
    {
        configured.retries = 1;
        const auto all = first(9);
        const std::vector<kmp::register_id> head{all.begin(), all.begin() + 8};
        wire->expect(fake::asks(head)).reply(100ms, fake::answers(head));
        wire->expect(fake::asks({all[8]}));
        wire->expect(fake::asks({all[8]}));
        const auto got = read(all);
        CHECK(got.answered);
        CHECK(got.values.size() == 8);
        CHECK(got.failed == std::vector{all[8]});
    }

    TEST_CASE_FIXTURE(bench, "a meter that was silent for all tries gets one try for the rest")
    {
        configured.retries = 1;
        const auto all = first(9);
        const std::vector<kmp::register_id> head{all.begin(), all.begin() + 8};
        wire->expect(fake::asks(head));
        wire->expect(fake::asks(head));
        wire->expect(fake::asks({all[8]}));
        CHECK_FALSE(read(all).answered);
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a port that is missing is not tried again")
    {
        wire->open_fails({cause::port_missing, "there is no /dev/ttyUSB0"});
        const auto got = read({energy});
        CHECK(got.failure->why == cause::port_missing);
        CHECK(got.failure->text == "there is no /dev/ttyUSB0");
        CHECK(count.telegrams == 0);
        CHECK(count.timeouts == 0);
        CHECK(count.last_error == "there is no /dev/ttyUSB0");
    }

    TEST_CASE_FIXTURE(bench, "a connection that was lost is opened again")
    {
        wire->expect(fake::asks({energy})).breaks(50ms);
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        CHECK(wire->openings() == 2);
    }

    TEST_CASE_FIXTURE(bench, "type, revision and serial number make the identity")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(asked_serial).reply(100ms, hex("40 3f 02 01 23 45 67 e9 56 0d"));
        wire->expect(asked_type).reply(100ms, hex("40 3f 01 00 04 1b f9 01 26 99 0d"));
        CHECK(identify() == identity{.serial = "19088743", .type = "0004", .software = "F1"});
        CHECK(count.telegrams == 3);
    }

    TEST_CASE_FIXTURE(bench, "a meter that does not answer is not asked who it is")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy}));
        CHECK_FALSE(visit({energy}, true).identity);
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "serial number 0 is none: register 1001 is asked")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(asked_serial).reply(100ms, hex("40 3f 02 00 00 00 00 ae 0c 0d"));
        wire->expect(fake::asks({kmp::register_id{1001}}))
            .reply(100ms, hex("40 3f 10 03 e9 33 04 00 04 cf 95 76 5a 1b bf 0d"));
        wire->expect(asked_type).reply(100ms, hex("40 3f 01 00 04 1b f9 01 26 99 0d"));
        CHECK(identify().serial == "80713078");
    }

    TEST_CASE_FIXTURE(bench, "a meter that answers nothing of it has no identity")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(asked_serial);
        wire->expect(fake::asks({kmp::register_id{1001}}));
        wire->expect(asked_type);
        CHECK(identify() == identity{});
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a meter that answers with 0, and not for register 1001, names nobody")
    {
        wire->expect(asked_serial).reply(100ms, serial_0);
        wire->expect(fake::asks({serial_register}));
        const auto serial = serial_number();
        REQUIRE(serial);
        CHECK(serial->empty());
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a meter that answers neither question for its number is silent")
    {
        wire->expect(asked_serial);
        wire->expect(fake::asks({serial_register}));
        CHECK(serial_number().error().why == cause::silence);
    }

    TEST_CASE_FIXTURE(bench, "a port that is lost after serial number 0 is told")
    {
        wire->expect(asked_serial).reply(100ms, serial_0);
        wire->expect(fake::asks({serial_register})).breaks(10ms);
        CHECK(serial_number().error().why == cause::connection_lost);
    }
}
