# SPDX-License-Identifier: Apache-2.0
"""capture, and kmptool replay: a user's meter, again, elsewhere."""

import re
import stat

import pytest

from bench.bridge import heating
from bench.meter import SERIAL

READING = "kmp2mqtt/heating/reading"
INFO = "kmp2mqtt/heating/info"
SERIAL_BYTES = int(SERIAL).to_bytes(4, "big").hex(" ")
# A blanked serial number is 0, which names nobody: then the register is asked for too.
ASK_1001 = "asked, but not recorded: 80 3f 10 01 03 e9 "
LINE = re.compile(r"\d+\.\d{6} ([<>]( [0-9a-f]{2})+( ; .+)?|# (opened|closed)|! [a-z_]+: .+)")


def recorded(bench, broker, line, file):
    """The reading of a bridge that records; it has ended."""
    person = bench.subscriber(broker)
    bridge = bench.bridge(broker, heating(line, capture=str(file))).start()
    reading = person.wait_for(READING)
    person.wait_for(INFO)
    assert bridge.stop()[0] == 0
    return reading


@pytest.mark.parametrize("way", ["pty", "echo", "noise", "1200 baud"])
def test_the_same_values_are_read_from_a_recording_over(way, bench):
    file = bench.folder / "recording.txt"
    options = {"echo": ["--echo"], "noise": ["--scenario", "noise"]}.get(way, [])
    baud = ["--baud", "1200"] if way == "1200 baud" else []
    broker = bench.broker()
    first = recorded(bench, broker, bench.meter(*options), file)

    pty = bench.folder / "head" if way == "pty" else None
    tape = bench.tape(file, *baud, pty=pty)
    person = bench.subscriber(broker)
    bench.bridge(broker, heating(tape)).start()
    again = person.wait_for(READING, lambda message: message.time > first.time)
    for key in ("values", "units", "missing", "failed"):
        assert again.as_written[key] == first.as_written[key]
    assert [line for line in tape.log.splitlines() if "asked" in line and ASK_1001 not in line] == []


def test_a_recording_is_its_owners_alone_and_has_no_serial_number(bench):
    file = bench.folder / "recording.txt"
    reading = recorded(bench, bench.broker(), bench.meter(), file)
    assert reading.json["serial"] == SERIAL
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    lines = file.read_text().splitlines()
    first, events = lines[0], lines[1:]
    assert re.fullmatch(r"kmp-recording 1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ numbers-blanked \S+", first)
    assert [line for line in events if not LINE.fullmatch(line)] == []
    assert any("> 80 3f 02 35 e9 0d" in line for line in events)
    heard = " ".join(line.split(" < ")[1].split(" ;")[0] for line in events if " < " in line)
    assert SERIAL_BYTES not in heard and "40 3f 02 00 00 00 00 ae 0c 0d" in heard


def test_a_second_run_is_added_to_the_first(bench):
    file = bench.folder / "recording.txt"
    broker, meter = bench.broker(), bench.meter()
    recorded(bench, broker, meter, file)
    before = file.read_text()
    recorded(bench, broker, meter, file)
    assert file.read_text().startswith(before + "kmp-recording 1 ")


def test_a_recording_that_cannot_be_written_ends_the_bridge_with_a_reason(bench):
    keys = {"capture": "/nonexistent/f.txt"}
    bridge = bench.bridge(bench.broker(), heating(bench.meter(), **keys)).start()
    assert bridge.wait() == 2
    assert "meter[1].capture: recording to /nonexistent/f.txt: its folder is not there" in bridge.log


def test_what_was_not_recorded_is_not_answered_and_said(bench):
    file = bench.folder / "recording.txt"
    broker = bench.broker()
    recorded(bench, broker, bench.meter(), file)
    tape = bench.tape(file)
    person = bench.subscriber(broker)
    bench.bridge(broker, heating(tape, registers=[9], timeout="200ms", retries=0)).start()
    tape.wait_log("asked, but not recorded: 80 3f 10 01 00 09 ")
    person.wait_for("kmp2mqtt/heating/availability", lambda message: message.text == "offline")


def test_a_lost_connection_is_lost_again(bench):
    file = bench.folder / "recording.txt"
    file.write_text(
        "kmp-recording 1 2026-11-22T10:45:03Z numbers-blanked socket://pi:2002\n"
        "1.0 > 80 3f 10 01 00 3c b2 5f 0d\n"
        "1.1 < 40 3f\n"
        "1.2 ! connection_lost: reading from socket://pi:2002: the other side ended it\n"
    )
    keys = {"registers": [60], "retries": 0}
    bridge = bench.bridge(bench.broker(), heating(bench.tape(file), **keys)).start()
    bridge.wait_log("Connection reset by peer")
