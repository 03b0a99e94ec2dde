# SPDX-License-Identifier: Apache-2.0
"""get-register, get-serial and get-type at a meter, and what they say when it fails."""

import json
import re
import socket

import pytest

from bench.process import wait_until

OK, USAGE, NO_ANSWER, BAD_FRAME, PORT, INCOMPLETE = 0, 2, 3, 4, 5, 6
QUICK = ("--timeout", "300ms", "--retries", "0")


def names(end):
    return [row["name"] for row in end.json["register_data"]]


def test_registers_are_read_by_number_hex_and_name(meter, kmptool):
    end = kmptool("-d", meter().device, "get-register", "--json", "--register", "60",
                  "--register", "0x44", "--register", "0b1001010", "--register", "temp_t1")
    assert end.code == OK
    assert names(end) == ["heat_energy_e1", "volume_v1", "flow_v1", "temp_t1"]
    assert end.errors == ""


def test_text_has_one_line_a_register(meter, kmptool):
    end = kmptool("-d", meter().device, "get-register", "--register", "86", "--register", "1003")
    heading, temperature, date = end.out.splitlines()
    assert heading == "GetRegister response(s):"
    assert re.fullmatch(r"  86 → temp_t1          = \d+\.\d\d °C", temperature)
    assert re.fullmatch(r"1003 → date             = \d{4}-\d\d-\d\d", date)


def test_of_json_and_text_the_last_counts(meter, kmptool):
    device = meter().device
    assert kmptool("-d", device, "get-register", "--json", "--text").out.startswith("GetRegister")
    assert kmptool("-d", device, "get-register", "--text", "--json").json["register_data"]


def test_a_typed_register_keeps_its_number_and_gains_text(meter, kmptool):
    end = kmptool("-d", meter().device, "get-register", "--json", "--register", "clock")
    row = end.json["register_data"][0]
    digits = row["value_str"].rjust(6, "0")
    assert row["text"] == ":".join((digits[:2], digits[2:4], digits[4:]))
    assert row["value_float"] == int(row["value_str"])


def test_more_than_eight_registers_are_split_into_requests(meter, kmptool):
    wanted = [60, 68, 74, 80, 86, 87, 89, 99, 1001, 1002, 1003, 1004]
    options = [part for each in wanted for part in ("--register", each)]
    end = kmptool("-vv", "-d", meter().device, "get-register", "--json", *options)
    assert [row["id_int"] for row in end.json["register_data"]] == wanted
    assert len(re.findall(" -> 80 3f 10 ", end.errors)) == 2


def test_registers_that_the_meter_leaves_out_are_named(meter, kmptool):
    ask = ("-d", meter().device, "get-register", "--register", "60", "--register", "temp_t3",
           "--register", "4711")
    end = kmptool(*ask)
    assert end.code == INCOMPLETE
    assert "heat_energy_e1" in end.out
    assert end.errors == "kmptool: the meter left out: temp_t3 (88), register_4711 (4711)\n"
    assert kmptool(*ask, "--allow-missing").code == OK


def test_a_register_that_silences_the_meter_is_thought_of(bench, kmptool):
    line = bench.deaf_line(bench.meter(), 97)
    end = kmptool("-d", line.device, "get-register", *QUICK, "--register", "96", "--register", "97")
    assert end.code == NO_ANSWER
    assert end.errors.endswith("a register may silence the meter; if get-type is answered, "
                               "kmptool scan finds which one\n")


def test_more_than_a_few_telegrams_are_said_before(meter, kmptool):
    some = [part for each in range(60, 100) for part in ("--register", each)]
    ask = ("-d", meter("--baud", "0").device, "get-register", "--allow-missing")
    end = kmptool(*ask, *some)
    assert "40 registers in 5 telegrams; a meter on a battery pays for each\n" in end.errors
    assert "battery" not in kmptool(*ask, *some[:64]).errors


def test_the_serial_number_and_the_type_are_told(meter, kmptool):
    device = meter(serial="12345678").device
    assert kmptool("-d", device, "get-serial").out == "Meter serial is: 12345678\n"
    assert kmptool("-d", device, "get-serial", "--json").json == {"serial": "12345678"}
    assert kmptool("-d", device, "get-type").out == "Meter type is: F403, software: S1\n"
    assert kmptool("-d", device, "get-type", "--json").json == {"type": "F403", "software": "S1"}


def test_a_head_that_echoes_changes_nothing(meter, kmptool):
    assert kmptool("-d", meter("--echo").device, "get-serial").out == "Meter serial is: 71234567\n"


def test_a_pseudo_terminal_is_a_port_too(meter, kmptool, tmp_path):
    device = meter(pty=str(tmp_path / "head")).device
    assert kmptool("get-serial", "-d", device).out == "Meter serial is: 71234567\n"


def test_the_environment_gives_device_address_registers_and_verbosity(meter, kmptool):
    device = meter("--address", "127").device
    end = kmptool("get-register", "--json", PYKMP_SERIAL_DEVICE=device,
                  PYKMP_DESTINATION_ADDRESS="0x7F", PYKMP_GET_REGISTERS="86 0x57",
                  PYKMP_VERBOSE="2")
    assert names(end) == ["temp_t1", "temp_t2"]
    assert " -> 80 7f 10 " in end.errors


def test_our_own_variables_win_over_those_of_pykmp_tool(meter, kmptool):
    end = kmptool("get-serial", KMP_DEVICE=meter().device, KMP_DESTINATION_ADDRESS="63",
                  PYKMP_SERIAL_DEVICE="/dev/null", PYKMP_DESTINATION_ADDRESS="1")
    assert end.code == OK


@pytest.mark.parametrize(
    ("scenario", "code", "words"),
    [
        ("silent", NO_ANSWER, "no answer in 300 ms: the head may sit wrong, or the meter sleeps"),
        ("half", BAD_FRAME, "broke off"),
        ("bad_checksum:1", BAD_FRAME, "a damaged frame: the checksum is wrong"),
        ("wrong_answer:1", BAD_FRAME, "an answer to something else"),
    ],
)
def test_a_failure_says_which_cause_it_is(meter, kmptool, scenario, code, words):
    end = kmptool("-d", meter("--scenario", scenario).device, "get-register", *QUICK)
    assert end.code == code
    assert end.out == ""
    assert words in end.errors
    assert len(end.errors.splitlines()) == 1


def test_noise_is_told_by_the_number_of_its_bytes(canned, kmptool):
    end = kmptool("-d", canned("aa bb cc"), "get-serial", *QUICK)
    assert end.code == BAD_FRAME
    assert "3 bytes of noise, but no frame" in end.errors
    assert "move the head" in end.errors


def test_only_our_own_echo_is_told_from_silence(meter, kmptool):
    device = meter("--scenario", "silent", "--echo").device
    end = kmptool("-d", device, "get-serial", *QUICK)
    assert end.code == NO_ANSWER
    assert "only the echo of our own request" in end.errors


def test_silence_to_another_address_names_it(meter, kmptool):
    end = kmptool("-d", meter("--scenario", "silent").device, "get-type", "-a", "60", *QUICK)
    assert "nobody may have the address 0x3C, a meter has 0x3F" in end.errors


def test_each_try_is_told_to_who_asks(meter, kmptool):
    end = kmptool("-vv", "-d", meter("--scenario", "silent").device, "get-serial", "--timeout",
                  "100ms", "--retries", "1")
    assert end.code == NO_ANSWER
    assert "try 1 of 2" in end.errors and "try 2 of 2" in end.errors
    assert "no answer in 100 ms, tried 3 times" in end.errors


def test_a_retry_helps_where_one_answer_is_damaged(meter, kmptool):
    device = meter("--scenario", "bad_checksum").device
    codes = [kmptool("-d", device, "get-type", "--retries", "0").code for _ in range(3)]
    assert codes == [OK, OK, BAD_FRAME]
    assert kmptool("-d", device, "get-type", "--retries", "1").code == OK


def test_ports_that_cannot_be_used_end_with_their_own_code(kmptool, tmp_path):
    missing = kmptool("-d", tmp_path / "none", "get-serial")
    assert missing.code == PORT
    assert "there is no such device" in missing.errors
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        refused = kmptool("-d", f"socket://127.0.0.1:{nobody.getsockname()[1]}", "get-serial",
                          "--retries", "0")
    assert refused.code == PORT
    assert "Connection refused" in refused.errors
    assert "ser2net" in refused.errors


def test_a_port_in_use_names_who_has_it(meter, kmptool, ser2net, tmp_path):
    head = meter(pty=str(tmp_path / "head"))
    server = ser2net(head)
    with socket.create_connection(("127.0.0.1", server.port)):
        wait_until(lambda: server.holds(head.device), "ser2net has opened the device")
        end = kmptool("-d", head.device, "get-serial", "--retries", "0")
        assert end.code == PORT
        # Both ends of a pseudo-terminal are open: by ser2net, and by the simulated meter.
        assert "in use by" in end.errors


def test_arguments_are_checked_before_the_port_is_opened(kmptool):
    for wrong, words in (
        (("get-register", "--register", "tmep_t1"), "did you mean temp_t1?"),
        (("get-register", "--register", "65536"), "65535"),
        (("get-serial", "-a", "300"), "0 to 255"),
        (("get-serial", "--timeout", "2"), "--timeout 2"),
        (("get-serial", "-d", "socket://host"), "port"),
        (("get-registers",), ""),
    ):
        end = kmptool("-d", "/nonexistent", *wrong) if "-d" not in wrong else kmptool(*wrong)
        assert end.code == USAGE, wrong
        assert words in end.errors
        assert end.out == ""


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("KMP_DESTINATION_ADDRESS", "300", "KMP_DESTINATION_ADDRESS 300: must be a number from 0"),
        ("PYKMP_DESTINATION_ADDRESS", "all", "PYKMP_DESTINATION_ADDRESS all: must be a number"),
        ("KMP_DEVICE", "nowhere", 'KMP_DEVICE: "nowhere" is neither'),
        ("PYKMP_SERIAL_DEVICE", "nowhere", 'PYKMP_SERIAL_DEVICE: "nowhere" is neither'),
        ("PYKMP_GET_REGISTERS", "60 abc", "PYKMP_GET_REGISTERS: register abc: "),
        ("PYKMP_VERBOSE", "true", "PYKMP_VERBOSE true: must be a number"),
        ("PYKMP_VERBOSE", "-1", "PYKMP_VERBOSE -1: must be a number"),
    ],
)
def test_a_wrong_variable_is_named(kmptool, variable, value, words):
    end = kmptool("get-register", **{variable: value})
    assert end.code == USAGE
    assert end.errors.startswith(f"kmptool: {words}")


def test_an_option_stands_before_a_wrong_variable(kmptool):
    wrong = {"KMP_DESTINATION_ADDRESS": "300", "PYKMP_VERBOSE": "true"}
    end = kmptool("-d", "/nonexistent", "-a", "63", "-v", "get-type", **wrong)
    assert end.code == PORT
    end = kmptool("-a", "256", "-v", "get-type", **wrong)
    assert "kmptool: --destination-address 256: " in end.errors


def test_numbers_of_many_bytes_stay_json_numbers(meter, kmptool):
    end = kmptool("-d", meter().device, "get-register", "--json", "--register", "1001")
    assert json.loads(end.out)["register_data"][0]["value_float"] == 71234567
