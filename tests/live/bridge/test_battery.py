# SPDX-License-Identifier: Apache-2.0
"""What a meter's battery pays for, and what wakes a meter that sleeps."""

import json
import struct
import time

from bench import frames
from bench.bridge import heating
from bench.process import wait_until

BUDGET = "budget.telegrams_per_day"
EVENT = "kmp2mqtt/heating/event"
READING = "kmp2mqtt/heating/reading"
RESPONSE = "kmp2mqtt/heating/response"
REFUSALS = {"rate_limited", "busy"}


def fresh(number=0, **more):
    return json.dumps({"registers": ["temp_t1"], "max_age": "0s", "transaction": number, **more})


class Watched:
    """A meter behind a relay that keeps a record of every telegram."""

    def __init__(self, bench, *options, model="403", **keys):
        self.broker = bench.broker()
        self.person = bench.subscriber(self.broker)
        self.meter = bench.meter(*options, model=model)
        self.line = bench.relay(self.meter)
        self.bridge = bench.bridge(self.broker, heating(self.line, **keys)).start()
        self.first = self.person.wait_for(READING)


def test_a_flood_of_commands_stops_at_the_budget(bench):
    budget = 5
    house = Watched(bench, **{BUDGET: budget})
    since = len(house.person.messages)
    for number in range(1000):
        house.person.publish("kmp2mqtt/heating/get", fresh(number))

    def answers():
        heard = house.person.messages[since:]
        return [each.json for each in heard if each.topic == RESPONSE]

    wait_until(lambda: len(answers()) == 1000, "an answer to each")
    assert {each["error"]["code"] for each in answers() if each["status"] == "error"} <= REFUSALS
    # Those that were heard may have shared a telegram; the last of the budget is spent here.
    while (last := house.person.ask(fresh(1000)).json)["status"] == "ok":
        assert len(house.line.telegrams) <= budget
    assert len(house.line.telegrams) == budget
    assert last["error"]["code"] == "rate_limited"
    assert f"today's {budget} telegrams are spent" in last["error"]["message"]
    assert "T00:00:00" in last["error"]["message"]
    events = [each.json["type"] for each in house.person.on(EVENT)]
    assert events.count("budget_spent") == 1
    assert house.person.on("kmp2mqtt/heating/availability")[-1].text == "online"


def test_second_tries_and_identity_are_paid_for_too(bench):
    house = Watched(bench, "--scenario", "bad_checksum:3", timeout="300ms", **{BUDGET: 12})
    while house.person.ask(fresh()).json["status"] == "ok":
        pass
    refusal = house.person.ask(fresh()).json["error"]
    assert refusal["code"] == "rate_limited"
    assert len(house.line.telegrams) == 12


def test_a_402_that_sleeps_is_woken_by_the_second_try(bench):
    house = Watched(bench, "--scenario", "sleep:0.1", model="402", timeout="1s")
    time.sleep(6.5)  # its eye goes off after six
    before = len(house.line.telegrams)
    answer = house.person.ask(fresh()).json
    assert answer["status"] == "ok"
    assert len(house.line.telegrams) == before + 2


def test_a_meter_that_falls_silent_is_asleep_and_a_port_that_is_gone_unreachable(bench):
    house = Watched(bench, timeout="200ms", retries=0)
    house.line.is_mute = True
    asleep = house.person.ask(fresh()).json["error"]
    assert asleep["code"] == "timeout"
    assert "the head has moved, or the meter sleeps; " in asleep["message"]
    house.line.shut()
    gone = house.person.ask(fresh()).json["error"]
    assert gone["code"] == "port_unavailable"
    assert "sleeps" not in gone["message"]


def script(folder, name, *lines):
    file = folder / name
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    file.chmod(0o755)
    return str(file)


def test_the_wake_command_runs_once_a_read_before_its_first_telegram(bench):
    record, go = bench.folder / "knocks", bench.folder / "go"
    knock = script(
        bench.folder,
        "knock",
        'echo "$1" >>"$2"',
        f"while test ! -e {go}; do sleep 0.05; done",
    )
    command = [knock, "two words", str(record)]
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter())
    bench.bridge(broker, heating(line, wake_command=command, command_max_age="1h")).start()
    wait_until(lambda: read(record) == "two words\n", "a knock")
    assert line.telegrams == []
    go.touch()
    person.wait_for(READING)
    person.ask(b"temp_t1")  # from memory
    assert read(record) == "two words\n"
    person.ask(fresh())
    assert read(record) == 2 * "two words\n"


def test_a_wake_command_that_fails_is_said_once_and_the_read_goes_on(bench):
    fail = script(bench.folder, "fail", "echo no servo >&2", "exit 3")
    house = Watched(bench, wake_command=[fail])
    assert house.person.ask(fresh()).json["status"] == "ok"
    house.bridge.wait_log("fail: no servo")
    said = [line for line in house.bridge.log.splitlines() if "ended with 3" in line]
    assert len(said) == 1 and "the meter is read all the same" in said[0]


def test_a_stop_ends_a_wake_command_and_what_it_started(bench):
    record = bench.folder / "processes"
    hang = script(bench.folder, "hang", f"sleep 600 & echo $! $$ >{record}", "wait")
    broker = bench.broker()
    line = bench.relay(bench.meter())
    bridge = bench.bridge(broker, heating(line, wake_command=[hang])).start()
    wait_until(lambda: len(read(record).split()) == 2, "the program")
    code, seconds = bridge.stop()
    assert code == 0 and seconds < 2
    for process in read(record).split():
        wait_until(lambda: not is_running(process), f"the end of {process}", timeout=5)


def read(file):
    try:
        with open(file, encoding="ascii") as opened:
            return opened.read()
    except FileNotFoundError:
        return ""


def is_running(process):
    """A zombie that nobody has collected yet does not run."""
    state = read(f"/proc/{process}/stat").rpartition(")")[2].split()
    return bool(state) and state[0] != "Z"


def test_a_bridge_that_is_killed_time_after_time_keeps_to_the_budget(bench):
    line = bench.relay(bench.meter())
    store = {"path": str(bench.folder / "readings.sqlite")}
    bridge = bench.bridge(bench.broker(), heating(line, **{BUDGET: 5}), store=store)
    spent = "today's 5 telegrams are spent"
    for _ in range(6):  # each counts one at least
        before = len(line.telegrams)
        bridge.start()
        wait_until(lambda: len(line.telegrams) > before or spent in bridge.log, "a telegram")
        bridge.kill()
    bridge.start()
    bridge.wait_log(spent)
    # One that was counted when the bridge was killed may not have been sent.
    assert 0 < len(line.telegrams) <= 5


def asks_for(packet, register):
    return packet[1] == frames.GET_REGISTER and register in struct.unpack_from(
        f">{packet[2]}H", packet, 3
    )


def test_a_register_that_silences_the_meter_is_found_and_asked_for_once_a_day(bench):
    person = bench.subscriber(broker := bench.broker())
    line = bench.relay(bench.meter())
    line.change = lambda answer: b"" if asks_for(line.telegrams[-1], 61) else answer
    keys = {"interval": "1s", "timeout": "100ms", "registers": ["volume_v1", "flow_energy_e4"]}
    bench.bridge(broker, heating(line, **keys)).start()
    found = person.wait_for(EVENT, lambda it: it.json["type"] == "register_silences", timeout=30)
    assert "asked for flow_energy_e4: " in found.json["message"]
    so_far = len(line.telegrams)
    time.sleep(3)
    assert not [each for each in line.telegrams[so_far:] if asks_for(each, 61)]
    reading = person.on(READING)[-1].json
    assert (list(reading["values"]), reading["missing"]) == (["volume_v1"], ["flow_energy_e4"])
