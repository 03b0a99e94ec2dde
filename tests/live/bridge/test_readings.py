# SPDX-License-Identifier: Apache-2.0
"""What a read becomes: topics, keys, digits, units."""

import itertools
import re

import pytest

from bench import frames
from bench.bridge import heating
from bench.meter import SERIAL

HEAT = {
    "heat_energy_e1": 60,
    "volume_v1": 68,
    "flow_v1": 74,
    "power": 80,
    "temp_t1": 86,
    "temp_t2": 87,
    "temp_diff": 89,
    "info_code": 99,
}
# Registers without a history or a meaning: nothing that they answer is doubted.
never_read = itertools.count(9000)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
READING = "time sequence trigger duration_ms serial values units missing failed rejected".split()


def digits(number):
    """As a meter's value is to be written: no exponent, every decimal."""
    return f"{number:f}"


def line_of(bench, way):
    if way == "pty":
        return bench.meter(pty=bench.folder / "head")
    if way == "ser2net":
        return bench.ser2net(bench.meter(pty=bench.folder / "head"))
    return bench.meter(*{"tcp": [], "echo": ["--echo"], "noise": ["--scenario", "noise"]}[way])


@pytest.mark.parametrize("way", ["tcp", "pty", "ser2net", "echo", "noise"])
def test_a_read_arrives_whole_over(way, bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    bench.bridge(broker, heating(line_of(bench, way))).start()

    reading = person.wait_for("kmp2mqtt/heating/reading").json
    assert list(reading) == READING
    assert list(reading["values"]) == list(HEAT)
    assert (reading["sequence"], reading["trigger"], reading["serial"]) == (1, "start", SERIAL)
    assert (reading["missing"], reading["failed"], reading["rejected"]) == ([], [], {})
    assert TIME.fullmatch(reading["time"]) and reading["duration_ms"] >= 0

    state = person.wait_for("kmp2mqtt/heating/state").json
    assert list(state) == ["last_read", *HEAT]
    assert state["last_read"] == reading["time"]


@pytest.mark.parametrize("model", ["403", "603", "302", "601"])
def test_published_numbers_and_units_are_those_of_the_frames_of_a(model, bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter(model=model))
    bench.bridge(broker, heating(line)).start()

    reading = person.wait_for("kmp2mqtt/heating/reading")
    answered = {name: line.answered[number] for name, number in HEAT.items()}
    numbers = {name: digits(number) for name, (number, _) in answered.items()}
    assert reading.as_written["values"] == numbers
    assert reading.json["units"] == {name: unit for name, (_, unit) in answered.items()}
    state = person.wait_for("kmp2mqtt/heating/state").as_written
    assert {name: state[name] for name in HEAT} == numbers


@pytest.mark.parametrize(
    "unit, sign_exponent, mantissa, written",
    [
        (38, 0x42, "02f8", "7.60"),
        (37, 0x42, "1812", "61.62"),
        (37, 0x42, "0000", "0.00"),
        (37, 0xC2, "0000", "0.00"),
        (22, 0xC1, "7d", "-12.5"),
        (41, 0x03, "ff", "255000"),
        (40, 0x45, "00000001", "0.00001"),
        (8, 0x43, "00037875", "227.445"),
        (57, 0x41, "7b", "123"),
        (57, 0x00, "7b", "1230"),
        (2, 0x00, "00038d7ea4c67fff", "999999999999999"),
        (2, 0x00, "00038d7ea4c68000", '"1000000000000000"'),
    ],
)
def test_a_frame_becomes_the_number(unit, sign_exponent, mantissa, written, house):
    number = next(never_read)
    digits = bytes.fromhex(mantissa)
    block = number.to_bytes(2, "big") + bytes([unit, len(digits), sign_exponent]) + digits
    answer = frames.frame(frames.METER_START, bytes([0x3F, frames.GET_REGISTER]) + block)
    house.line.change = lambda _: answer
    try:
        response = house.person.ask(f'{{"registers": [{number}], "max_age": "0s"}}'.encode())
    finally:
        house.line.change = None
    assert f'"values":{{"register_{number}":{written}}}' in response.text


def test_a_water_meter_is_read_by_the_set_of_its_kind(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    bench.bridge(broker, heating(bench.meter(model="flowiq"), kind="water")).start()
    info = person.wait_for("kmp2mqtt/heating/info").json
    numbers = [about["id"] for about in info["registers"].values()]
    assert numbers == [68, 74, 99, 243, 292, 299, 1004]
    assert info["kind"] == "water"


def test_a_register_that_the_meter_lacks_is_null_and_missing(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    registers = ["temp_t1", 9999, "0x4A"]
    bench.bridge(broker, heating(bench.meter(), registers=registers)).start()

    reading = person.wait_for("kmp2mqtt/heating/reading").json
    assert list(reading["values"]) == list(reading["units"]) == ["temp_t1", "flow_v1"]
    assert reading["missing"] == ["register_9999"]
    state = person.wait_for("kmp2mqtt/heating/state").json
    assert list(state) == ["last_read", "temp_t1", "register_9999", "flow_v1"]
    assert state["register_9999"] is None and state["temp_t1"] is not None
    info = person.wait_for("kmp2mqtt/heating/info").json
    assert info["registers"]["register_9999"] == {"id": 9999, "unit": None}


def test_the_meter_describes_itself(house):
    info = house.person.wait_for("kmp2mqtt/heating/info").json
    who = ["schema", "serial", "type", "model", "software", "kind", "registers"]
    how = ["poll_interval", "info_text", "meter_clock", "problem_value_rejected"]
    assert list(info) == who + how
    assert [info[key] for key in how] == [420, "OK", None, "OFF"]
    assert (info["schema"], info["serial"], info["kind"]) == (1, SERIAL, "heat")
    assert re.fullmatch("[0-9A-F]{4}", info["type"]) and info["software"]
    assert {name: about["id"] for name, about in info["registers"].items()} == HEAT
    assert all(list(about) == ["id", "unit"] for about in info["registers"].values())


def test_the_bridge_describes_itself(house):
    info = house.person.wait_for("kmp2mqtt/bridge/info").json
    assert list(info) == ["schema", "client_id", "version", "started", "protocol", "meters"]
    assert (info["schema"], info["protocol"]) == (1, "5")
    assert re.fullmatch("kmp2mqtt-[a-zA-Z0-9_-]+", info["client_id"])
    assert TIME.fullmatch(info["started"])
    assert info["meters"] == [
        {"name": "heating", "polls": [{"every": "7h", "registers": list(HEAT)}]}
    ]


def test_what_is_true_for_long_is_retained_and_what_happens_is_not(house):
    retained = {each.topic: each.retain for each in house.person.below("kmp2mqtt/")}
    house.person.ask(b"temp_t1")
    retained |= {each.topic: each.retain for each in house.person.below("kmp2mqtt/")}
    happens = {"get", "reading", "event", "response", "health"}
    assert {topic for topic, kept in retained.items() if kept} == {
        *(f"kmp2mqtt/bridge/{leaf}" for leaf in ("state", "info")),
        *(f"kmp2mqtt/heating/{leaf}" for leaf in ("availability", "state", "info")),
    }
    assert {topic.split("/")[2] for topic, kept in retained.items() if not kept} <= happens
    assert house.person.on("kmp2mqtt/bridge/state")[-1].text == "online"
    assert house.person.on("kmp2mqtt/heating/availability")[-1].text == "online"


def test_the_health_of_the_bridge_is_told_soon_and_each_minute(old_house):
    person = old_house.person
    early = person.wait_for("kmp2mqtt/bridge/health").json
    assert 4 <= early["uptime_s"] <= 30
    after = lambda it: it.json["uptime_s"] > early["uptime_s"]
    health = person.wait_for("kmp2mqtt/bridge/health", after, timeout=90).json
    assert list(health) == ["schema", "uptime_s", "reconnects", "queue", "dropped", "store", "meters"]
    assert (health["schema"], health["reconnects"], health["queue"]) == (1, 0, 0)
    assert (health["dropped"], health["store"]) == (0, "memory")
    assert 59 <= health["uptime_s"] - early["uptime_s"] <= 70
    telegrams = len(old_house.line.telegrams)
    counted = {
        "reads": 1,
        "telegrams": telegrams,
        "timeouts": 0,
        "bad_frames": 0,
        "link_quality": 100,
        "last_error": None,
        "condition": "awake",
        "telegrams_today": telegrams,
        "telegrams_left": 96 - telegrams,
    }
    assert health["meters"] == {"heating": counted}
    assert list(health["meters"]["heating"]) == list(counted)
