# SPDX-License-Identifier: Apache-2.0
"""What people see of their meters."""

import datetime
import os

import pytest

from bench.figures import figure

from house import BRIDGE, COOLING, HEATING, METERS, WATER

RELEASE = tuple(int(part) for part in os.environ["HOME_ASSISTANT"].split(".")[:2])
# The first release that knows a class, or a unit of it.
SINCE = {"temperature_delta": (2025, 11), "L/h": (2025, 5)}

ENERGY = ("energy", "total_increasing", None)
VOLUME = ("volume", "total_increasing", None)
FLOW = ("volume_flow_rate", "measurement", None)
POWER = ("power", "measurement", None)
TEMPERATURE = ("temperature", "measurement", None)
DIFFERENCE = ("temperature_delta", "measurement", None)
PAST_POWER = ("power", None, None)
HOURS = ("duration", "total_increasing", "diagnostic")
TIMESTAMP = ("timestamp", None, "diagnostic")
DIAGNOSTIC_DATE = ("date", None, "diagnostic")
DIAGNOSTIC = (None, None, "diagnostic")
PLAIN = (None, None, None)
PROBLEM = ("problem", None, "diagnostic")
SETTING = (None, None, "config")

# {end of the unique id: (name, unit, what it is)}
EACH_METER = {
    "last_read": ("Last read", None, TIMESTAMP),
    "read_now": ("Read now", None, PLAIN),
    "99": ("Info code", None, DIAGNOSTIC),
    "info_text": ("Info", None, DIAGNOSTIC),
    "problem_value_rejected": ("Value rejected", None, PROBLEM),
    "condition": ("Condition", None, DIAGNOSTIC),
    "telegrams_today": ("Telegrams today", None, (None, "total_increasing", "diagnostic")),
    "telegrams_left": ("Telegrams left today", None, (None, "measurement", "diagnostic")),
    "link_quality": ("Link quality", "%", (None, "measurement", "diagnostic")),
    "last_error": ("Last error", None, DIAGNOSTIC),
    "poll_interval": ("Poll interval", "min", ("duration", None, "config")),
    "identify": ("Identify", None, SETTING),
}
# The causes of a 403's info code; those that are off need a second sensor, or an input.
CAUSES = {
    "no_supply": "No supply voltage",
    "low_battery": "Low battery",
    "t1_above": "Flow temperature above range",
    "t2_above": "Return temperature above range",
    "t1_below": "Flow temperature below range",
    "t2_below": "Return temperature below range",
    "temp_diff": "Invalid temperature difference",
    "v1_air": "Air in the flow sensor",
    "v1_direction": "Flow in the wrong direction",
    "v1_above": "Flow above the sensor's range",
}
RARE_CAUSES = {
    "alarm": "External alarm",
    "leak_input_a": "Leak at pulse input A",
    "leak_input_b": "Leak at pulse input B",
    "alarm_input_a": "Alarm at pulse input A",
    "alarm_input_b": "Alarm at pulse input B",
}
EACH_HEAT_METER = {
    **EACH_METER,
    "68": ("Volume", "m³", VOLUME),
    "74": ("Flow", "L/h", FLOW),
    "80": ("Power", "kW", POWER),
    "86": ("Flow temperature", "°C", TEMPERATURE),
    "87": ("Return temperature", "°C", TEMPERATURE),
    "89": ("Temperature difference", "K", DIFFERENCE),
}
EXPECTED = {
    HEATING: {
        **EACH_HEAT_METER,
        "60": ("Heat energy", "MWh", ENERGY),
        **{f"problem_{key}": (name, None, PROBLEM) for key, name in (CAUSES | RARE_CAUSES).items()},
    },
    COOLING: {
        **EACH_HEAT_METER,
        "60": ("Heat energy", "GJ", ENERGY),
        "63": ("Cooling energy", "GJ", ENERGY),
        "142": ("Date of maximum power this month", None, DIAGNOSTIC_DATE),
        "143": ("Maximum power this month", "kW", PAST_POWER),
        "348": ("Date and time", None, TIMESTAMP),
        "1002": ("Clock", None, DIAGNOSTIC),
        "1003": ("Date", None, DIAGNOSTIC_DATE),
        "meter_clock": ("Meter clock", None, TIMESTAMP),
        "1004": ("Operating hours", "h", HOURS),
    },
    WATER: {
        **EACH_METER,
        "68": ("Volume", "m³", ("water", "total_increasing", None)),
        "74": ("Flow", "L/h", FLOW),
        "243": ("Reverse volume", "m³", ("water", "total_increasing", None)),
        "292": ("Water temperature", "°C", TEMPERATURE),
        "299": ("Meter temperature", "°C", TEMPERATURE),
        "1004": ("Operating hours", None, (None, "total_increasing", "diagnostic")),
    },
    BRIDGE: {
        "connection": ("Connection", None, ("connectivity", None, "diagnostic")),
        "uptime": ("Uptime", "s", ("duration", "measurement", "diagnostic")),
        "reconnects": ("Reconnects", None, (None, "total_increasing", "diagnostic")),
        "queue": ("Waiting readings", None, (None, "measurement", "diagnostic")),
    },
}
# What nobody asked for, and few people want.
DISABLED = {
    f"{HEATING}_99", f"{WATER}_99", f"{WATER}_1004",
    f"{BRIDGE}_uptime", f"{BRIDGE}_reconnects", f"{BRIDGE}_queue",
    *(f"{HEATING}_problem_{key}" for key in RARE_CAUSES),
    *(
        f"{meter}_{key}"
        for meter in METERS
        for key in ("telegrams_left", "link_quality", "last_error", "identify")
    ),
}


def expected_measures(identifier):
    """As the release under test can show them: what it does not know has no class."""
    for end, (name, unit, (device_class, state_class, category)) in EXPECTED[identifier].items():
        if max(SINCE.get(device_class, (0, 0)), SINCE.get(unit, (0, 0))) > RELEASE:
            device_class = None
        yield end, (name, unit, device_class, state_class, category)


@pytest.mark.parametrize("identifier", EXPECTED)
def test_the_entities_are_those_and_mean_what_is_expected_of(identifier, house):
    seen = {
        unique_id.removeprefix(f"{identifier}_"): each
        for unique_id, each in house.entities.items()
        if unique_id.startswith(f"{identifier}_")
    }
    expected = dict(expected_measures(identifier))
    assert seen.keys() == expected.keys()
    for end, each in seen.items():
        assert each.is_enabled == (f"{identifier}_{end}" not in DISABLED), each
        if each.is_enabled:
            assert each.measure == expected[end], each.entity_id
        else:
            assert (each.name, each.category) == (expected[end][0], expected[end][4])
    release = os.environ["HOME_ASSISTANT"]
    figure(f"Home Assistant {release}: {len(seen)} entities of {identifier}, as expected")


def test_the_entity_ids_are_those_that_the_bridge_proposes(house):
    entities = house.entities
    for unique_id, announced in house.announced().items():
        assert entities[unique_id].entity_id == announced["default_entity_id"]


@pytest.mark.parametrize("meter, identifier", [("heating", HEATING), ("water", WATER)])
def test_an_entity_shows_what_was_read_of(meter, identifier, house):
    house.wait_shown(meter, identifier)


def test_dates_are_dates_and_clocks_timestamps(house):
    states = house.states(COOLING)
    today = datetime.date.today()
    assert abs(datetime.date.fromisoformat(states["1003"]) - today).days <= 1
    assert datetime.date.fromisoformat(states["142"]) <= today + datetime.timedelta(days=1)
    clock = datetime.datetime.fromisoformat(states["348"])
    now = datetime.datetime.now(datetime.timezone.utc)
    assert abs(clock - now) < datetime.timedelta(minutes=5)
    datetime.time.fromisoformat(states["1002"])
    clock = datetime.datetime.fromisoformat(states["meter_clock"])
    assert abs(clock - now) < datetime.timedelta(minutes=5)


def test_a_meter_that_is_well_says_so(house):
    states = house.states(HEATING)
    assert states["info_text"] == "OK"
    problems = {key: state for key, state in states.items() if key.startswith("problem_")}
    assert problems == {f"problem_{key}": "off" for key in (*CAUSES, "value_rejected")}
    assert house.states(WATER)["problem_value_rejected"] == "off"


@pytest.mark.parametrize(
    "identifier, name, model",
    [
        (HEATING, "Heating", "MULTICAL 403"),
        (COOLING, "Cooling", "MULTICAL 603"),
        (WATER, "Water", "flowIQ"),
    ],
)
def test_a_device_tells_who_it_is(identifier, name, model, house):
    devices = house.devices
    device = devices[identifier]
    assert (device["name"], device["manufacturer"]) == (name, "Kamstrup")
    assert device["model"] == model
    assert device["serial_number"] == identifier.removeprefix("kmp_")
    assert device["sw_version"] and device["model_id"]
    assert device["via_device_id"] == devices[BRIDGE]["id"]


def test_the_bridge_is_a_device_with_its_version(house):
    device = house.devices[BRIDGE]
    assert (device["name"], device["model"]) == ("cellar", "kmp2mqtt")
    assert device["sw_version"]


def test_home_assistant_has_nothing_to_repair(house):
    found = house.api.ask("repairs/list_issues")["issues"]
    assert [each for each in found if each["domain"] in ("mqtt", "sensor", "recorder")] == []
