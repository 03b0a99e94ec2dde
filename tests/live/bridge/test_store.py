# SPDX-License-Identifier: Apache-2.0
"""Readings that wait on the disk: nothing is lost when the bridge is killed."""

import random
import re
import sqlite3
import time

import pytest

from bench import frames
from bench.bridge import heating
from bench.process import wait_until

INFO = "kmp2mqtt/heating/info"
READING = "kmp2mqtt/heating/reading"
KILLS = 8
SEED = 20261125


class Cellar:
    """A meter that is read each second, and a broker behind a gate."""

    def __init__(self, bench, **store):
        self.broker = bench.broker()
        self.person = bench.subscriber(self.broker)
        self.gate = bench.relay(self.broker)
        self.meter = bench.meter()
        self.line = bench.relay(self.meter)
        self.file = bench.folder / "kmp2mqtt.sqlite"
        self.bridge = bench.bridge(
            self.gate,
            heating(self.line, interval="1s", registers=["heat_energy_e1"]),
            store={"path": str(self.file), **store},
        )

    def sequences(self):
        return [each.json["sequence"] for each in self.person.on(READING)]

    def waiting(self):
        """Of a bridge that does not run."""
        with sqlite3.connect(self.file) as file:
            rows = file.execute("SELECT payload FROM reading ORDER BY id").fetchall()
            [(newest,)] = file.execute("SELECT sequence FROM meter")
        file.close()
        return len(rows), newest


def once(numbers):
    """Without what came again."""
    return sorted(set(numbers))


def test_a_bridge_that_is_killed_at_any_moment_loses_nothing(bench):
    chance = random.Random(SEED)
    cellar = Cellar(bench)
    for _ in range(KILLS):
        if chance.random() < 0.5:
            cellar.gate.shut()
        cellar.bridge.start()
        time.sleep(chance.uniform(0.3, 2.5))
        cellar.bridge.kill()
        cellar.gate.shut()
        cellar.gate.open()
    _, newest = cellar.waiting()
    runs = cellar.bridge.log_file.read_text()
    assert len(re.findall("readings wait in .*, [1-9][0-9]* now", runs)) > KILLS / 4

    cellar.bridge.start()
    cellar.person.wait_for(READING, lambda each: each.json["sequence"] > newest)
    numbers = cellar.sequences()
    assert once(numbers) == list(range(1, max(numbers) + 1))
    # What came again was not acknowledged: of each run what was under way, at most 16.
    assert len(numbers) - len(once(numbers)) <= 16 * KILLS
    # Oldest first; what came again goes on from where it began again.
    falls = [b for a, b in zip(numbers, numbers[1:]) if b <= a]
    assert len(falls) <= KILLS
    assert all(b == a + 1 for a, b in zip(numbers, numbers[1:]) if b > a)


def test_readings_that_waited_come_after_a_restart_with_their_own_time(bench):
    cellar = Cellar(bench)
    cellar.gate.shut()
    cellar.bridge.start()
    wait_until(lambda: len(cellar.line.telegrams) >= 5, "some reads")
    cellar.bridge.kill()
    left, newest = cellar.waiting()
    assert left == newest >= 2
    cellar.gate.open()
    cellar.bridge.start()
    cellar.bridge.wait_log(f"readings wait in {cellar.file}, {left} now")
    cellar.person.wait_for(READING, lambda each: each.json["sequence"] > newest)
    readings = [each.json for each in cellar.person.on(READING)]
    assert [each["sequence"] for each in readings][: newest + 1] == list(range(1, newest + 2))
    times = [each["time"] for each in readings]
    assert times == sorted(times) and times[0] < times[newest]


def test_an_exchange_while_the_bridge_was_away_is_a_new_meter(bench):
    cellar = Cellar(bench)
    cellar.bridge.start()
    cellar.person.wait_for(READING)
    cellar.bridge.stop()
    cellar.meter.stop()
    cellar.meter.start(serial="12345678")
    cellar.bridge.start()
    cellar.bridge.wait_log("meter 12345678 has taken the place of meter 71234567")
    reading = cellar.person.wait_for(READING, lambda each: each.json["serial"] == "12345678")
    assert reading.json["rejected"] == {}
    assert once(cellar.sequences()) == list(range(1, max(cellar.sequences()) + 1))


def test_a_counter_that_fell_while_the_bridge_was_away_is_told(bench):
    cellar = Cellar(bench)
    cellar.bridge.start()
    cellar.person.wait_for(READING)
    cellar.bridge.stop()

    def begin_anew(answer):
        return frames.answer(60, 3, 5) if answer[2] == frames.GET_REGISTER else answer

    cellar.line.change = begin_anew
    cellar.bridge.start()
    cellar.bridge.wait_log(
        r"heating: heat_energy_e1: fell from .* to 5 MWh; read again it is 5 MWh"
    )


def test_a_second_bridge_on_the_same_file_is_refused(bench):
    cellar = Cellar(bench)
    cellar.bridge.start()
    cellar.person.wait_for(READING)
    second = bench.bridge(
        cellar.broker, heating(cellar.line), store={"path": str(cellar.file)}
    ).start()
    assert second.wait() == 1
    assert "is in use by another process" in second.log
    assert cellar.bridge.is_alive


@pytest.mark.parametrize(
    "path, reason",
    [
        ("none/kmp2mqtt.sqlite", "its folder is not there; make it, or choose another"),
        ("", "is a folder; [store] path names a file"),
    ],
)
def test_a_path_that_is_no_file_of_ours_ends_the_start(bench, path, reason):
    broker = bench.broker()
    meter = bench.meter()
    bridge = bench.bridge(
        broker, heating(meter), store={"path": f"{bench.folder}/{path}".rstrip("/")}
    ).start()
    assert bridge.wait() == 2
    assert reason in bridge.log


def test_a_damaged_file_is_moved_aside_and_said(bench):
    cellar = Cellar(bench)
    cellar.file.write_bytes(b"SQLite format 3" + b"no database at all" * 1000)
    cellar.bridge.start()
    cellar.bridge.wait_log("the file is damaged. It is now ")
    cellar.person.wait_for(READING)
    [aside] = cellar.file.parent.glob("kmp2mqtt.sqlite.damaged-*")
    assert aside.read_bytes().startswith(b"SQLite format 3no database")


def test_a_file_that_is_no_database_is_refused_and_left(bench):
    cellar = Cellar(bench)
    cellar.file.write_text("somebody's notes")
    cellar.bridge.start()
    assert cellar.bridge.wait() == 2
    assert "is no database; [store] path names a file for kmp2mqtt alone" in cellar.bridge.log
    assert cellar.file.read_text() == "somebody's notes"


def test_without_a_path_it_is_said_that_readings_wait_in_memory(bench):
    bridge = bench.bridge(bench.broker(), heating(bench.meter())).start()
    bridge.wait_log("readings that wait are kept in memory only")


def test_a_poll_interval_that_somebody_has_set_outlives_a_restart(bench):
    cellar = Cellar(bench)
    cellar.bridge.start()
    cellar.person.wait_for(INFO)
    cellar.person.publish("kmp2mqtt/heating/set/poll_interval", b"600")
    cellar.person.wait_for("kmp2mqtt/heating/response")
    cellar.bridge.kill()
    since = len(cellar.person.messages)
    cellar.bridge.start()
    assert cellar.person.wait_for(INFO, since=since).json["poll_interval"] == 600
    assert "as somebody has set; the configuration says 1s" in cellar.bridge.log


def test_a_poll_interval_that_somebody_has_set_ends_with_another_configuration(bench):
    cellar = Cellar(bench)
    cellar.bridge.start()
    cellar.person.wait_for(INFO)
    cellar.person.publish("kmp2mqtt/heating/set/poll_interval", b"600")
    cellar.person.wait_for("kmp2mqtt/heating/response")
    cellar.bridge.stop()
    config = cellar.bridge.file.read_text()
    assert '"1s"' in config
    cellar.bridge.file.write_text(config.replace('"1s"', '"2min"'))
    since = len(cellar.person.messages)
    cellar.bridge.start()
    assert cellar.person.wait_for(INFO, since=since).json["poll_interval"] == 2
    assert "that somebody has set 10h is forgotten" in cellar.bridge.log
