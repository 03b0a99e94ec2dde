// SPDX-License-Identifier: Apache-2.0

#include <array>

#include <doctest/doctest.h>

#include "fake/frames.hpp"
#include "fake/hex.hpp"
#include "session_bench.hpp"

using namespace std::chrono_literals;
using fake::hex;
using kmp2mqtt::core::cause;
using session_test::energy;
using session_test::identity;

namespace {

struct bench : session_test::bench {
    void expect_noise(const fake::bytes& asked)
    {
        wire->expect(asked).reply(100ms, hex("01 02 03"));
    }
};

const fake::bytes asked_type = hex("80 3f 01 05 8a 0d");
const fake::bytes asked_serial = hex("80 3f 02 35 e9 0d");
const fake::bytes serial_0 = hex("40 3f 02 00 00 00 00 ae 0c 0d");
constexpr kmp::register_id serial_register{1001};

}  // namespace

TEST_SUITE("meter/session: identity")
{
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
        CHECK(identify() ==
              identity{.serial = {}, .type = {}, .software = {}, .names_nobody = true});
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "serial number 0 names nobody, whatever becomes of register 1001")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(asked_serial).reply(100ms, serial_0);
        expect_noise(fake::asks({serial_register}));
        wire->expect(asked_type);
        configured.retries = 0;
        CHECK(identify().names_nobody);
    }

    TEST_CASE_FIXTURE(bench, "a serial number that noise hides may be there")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        expect_noise(asked_serial);
        wire->expect(asked_type);
        CHECK_FALSE(identify().names_nobody);
    }

    TEST_CASE_FIXTURE(bench, "silence says nothing of the serial number while the line is bad")
    {
        configured.retries = 1;
        expect_noise(fake::asks({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(asked_serial);
        wire->expect(asked_serial);
        wire->expect(fake::asks({serial_register}));
        wire->expect(asked_type);
        wire->expect(asked_type);
        CHECK_FALSE(identify().names_nobody);
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

    TEST_CASE_FIXTURE(bench, "a silent meter is asked once more for register 1001, and that counts")
    {
        for (int tries = 0; tries < 3; ++tries) {
            wire->expect(asked_serial);
        }
        wire->expect(fake::asks({serial_register}));
        const auto serial = serial_number(2);
        REQUIRE(!serial);
        CHECK(serial.error().text.starts_with("no answer in 2 s, tried 4 times: "));
        CHECK(count.telegrams == 4);
    }

    TEST_CASE_FIXTURE(bench, "a meter that knows register 1001 alone says its number there")
    {
        wire->expect(asked_serial);
        wire->expect(fake::asks({serial_register}))
            .reply(100ms, hex("40 3f 10 03 e9 33 04 00 04 cf 95 76 5a 1b bf 0d"));
        const auto serial = serial_number();
        REQUIRE(serial);
        CHECK(*serial == "80713078");
    }

    TEST_CASE_FIXTURE(bench, "a bad line is not tried with another question")
    {
        wire->expect(asked_serial).reply(100ms, hex("40 3f 02 00 00 00 00 ae 0d 0d"));
        CHECK(serial_number().error().why == cause::bad_checksum);
        wire->expect(asked_serial).reply(100ms, hex("55 aa 55"));
        CHECK(serial_number().error().why == cause::noise);
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a connection that is refused is tried as often as was asked for")
    {
        for (int tries = 0; tries < 3; ++tries) {
            wire->open_fails({cause::connection_refused, "refused"});
        }
        CHECK(serial_number(2).error().text == "refused, tried 3 times");
        CHECK(count.telegrams == 0);
    }

    TEST_CASE_FIXTURE(bench, "an answer to something else is told as that of the first question")
    {
        wire->expect(asked_serial).reply(100ms, hex("40 3f 01 00 04 1b f9 01 26 99 0d"));
        wire->expect(fake::asks({serial_register})).reply(100ms, fake::answers({energy}));
        const auto serial = serial_number();
        REQUIRE(!serial);
        CHECK(serial.error().text.starts_with(
            "an answer to something else: it answers command 0x01, asked was 0x02"));
    }

    TEST_CASE_FIXTURE(bench, "silence to an address that meters do not have is told so")
    {
        configured.address = kmp::address{60};
        wire->swallows();
        CHECK(serial_number().error().text.find(
                  "nobody may have the address 0x3C, a meter has 0x3F; else the head may sit") !=
              std::string::npos);
    }

    TEST_CASE_FIXTURE(bench, "a port that is lost after serial number 0 is told")
    {
        wire->expect(asked_serial).reply(100ms, serial_0);
        wire->expect(fake::asks({serial_register})).breaks(10ms);
        CHECK(serial_number().error().why == cause::connection_lost);
    }

    TEST_CASE_FIXTURE(bench, "what register 1001 says counts only if it is a number")
    {
        const std::array<std::uint8_t, 9> text{'1', '2', '/', '#', '+', ' ', '3', '4', ' '};
        kmp::get_register_response said;
        said.registers.push_back({.id = serial_register,
                                  .unit = kmp::unit::ascii,
                                  .sign_exponent = 0,
                                  .mantissa = text});
        const auto frame = kmp::encode(kmp::address::meter, kmp::response{said});
        wire->expect(asked_serial).reply(100ms, serial_0);
        wire->expect(fake::asks({serial_register}))
            .reply(100ms, fake::bytes{(*frame).begin(), (*frame).end()});
        const auto serial = serial_number();
        REQUIRE(serial);
        CHECK(serial->empty());
    }
}
