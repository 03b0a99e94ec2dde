# SPDX-License-Identifier: Apache-2.0
"""Values that cannot be true: held back, with a reason."""

import itertools

import pytest

from bench import frames
from bench.bridge import heating

EVENT = "kmp2mqtt/heating/event"
READING = "kmp2mqtt/heating/reading"


class Watched:
    """A meter that a scenario spoils after some answers; commands are never from memory."""

    def __init__(self, bench, scenario, **keys):
        broker = bench.broker()
        self.person = bench.subscriber(broker)
        self.meter = bench.meter(*(["--scenario", scenario] if scenario else []))
        self.line = bench.relay(self.meter)
        keys = {"command_max_age": "0s", **keys}
        bench.bridge(broker, heating(self.line, **keys)).start()
        self.first = self.person.wait_for(READING).json

    def read(self):
        """The next reading, and the state and the events that came with it."""
        since = len(self.person.messages)
        self.person.ask()
        self.person.wait_for("kmp2mqtt/heating/state", since=since)
        self.person.settle()
        new = self.person.messages[since:]
        [reading] = [each.json for each in new if each.topic == READING]
        [state] = [each.json for each in new if each.topic.endswith("/state")]
        return reading, state, [each.json for each in new if each.topic == EVENT]


def test_a_counter_that_fell_is_read_again_and_told(bench):
    # Start: registers, serial number, type. The fourth answer is the first spoilt one.
    house = Watched(bench, "counter_fall:3", registers=["heat_energy_e1", "temp_t1"])
    before = len(house.line.telegrams)
    reading, state, [event] = house.read()
    assert len(house.line.telegrams) == before + 3  # with the question who it is
    assert reading["rejected"] == {}
    assert state["heat_energy_e1"] < house.first["values"]["heat_energy_e1"]
    assert event["type"] == "counter_restarted"
    assert "heat_energy_e1: fell from " in event["message"]
    reading, state, events = house.read()
    assert (reading["rejected"], events) == ({}, [])


def test_a_unit_that_changed_is_null_until_it_is_read_twice(bench):
    house = Watched(bench, "unit_change:3", registers=["heat_energy_e1", "temp_t1"])
    assert house.first["units"]["heat_energy_e1"] == "MWh"
    reading, state, [event] = house.read()
    assert reading["rejected"] == {"heat_energy_e1": "unit changed from MWh to GJ"}
    assert state["heat_energy_e1"] is None and state["temp_t1"] is not None
    assert event["type"] == "value_rejected"
    info = house.person.on("kmp2mqtt/heating/info")[-1].json
    assert info["registers"]["heat_energy_e1"]["unit"] == "MWh"

    reading, state, [event] = house.read()
    assert reading["units"]["heat_energy_e1"] == "GJ"
    assert state["heat_energy_e1"] == reading["values"]["heat_energy_e1"] is not None
    assert event["type"] == "unit_changed"
    house.person.wait_for(
        "kmp2mqtt/heating/info",
        lambda info: info.json["registers"]["heat_energy_e1"]["unit"] == "GJ",
    )


@pytest.mark.parametrize("asked", [None, ["temp_t1", "temp_t2", "info_code"]])
def test_a_broken_sensor_is_null_and_a_sound_one_is_not(bench, asked):
    house = Watched(bench, "sensor_fault:4", **({"registers": asked} if asked else {}))
    seen = [house.read() for _ in range(14)]
    rejected = [reading["rejected"] for reading, _, _ in seen]
    assert any("temp_t1" in each and "temp_t2" not in each for each in rejected)
    assert any("temp_t2" in each and "temp_t1" not in each for each in rejected)
    assert any(each == {} for each in rejected)
    for reading, state, _ in seen:
        assert all(state[name] is None for name in reading["rejected"])
        assert state["temp_t1"] not in (0, 185) and state["temp_t2"] not in (0, 185)
        assert not reading["rejected"].keys() & reading["values"].keys()
    told = [event for _, _, events in seen for event in events]
    assert told and {event["type"] for event in told} == {"value_rejected"}


def test_what_is_beyond_the_limits_of_a_house_is_told_with_the_limit(bench):
    keys = {"registers": ["temp_t1"], "limits.max_flow": "3m³/h"}
    house = Watched(bench, None, **keys)
    flows = itertools.count(5000)
    house.line.change = lambda _: frames.answer(74, 41, next(flows))
    response = house.person.ask(b"flow_v1").json
    assert response["values"] == {}
    reason = "5000 l/h is more than max_flow = 3 m³/h; read again it was 5001 l/h"
    assert response["rejected"] == {"flow_v1": reason}
    house.person.settle()
    event = house.person.on(EVENT)[-1].json
    assert (event["type"], event["message"]) == ("value_rejected", f"flow_v1: {reason}")

    house.line.change = lambda _: frames.answer(74, 41, 6000)
    assert house.person.ask(b"flow_v1").json["values"] == {"flow_v1": 6000}
    house.person.settle()
    assert house.person.on(EVENT)[-1].json["type"] == "value_confirmed"
