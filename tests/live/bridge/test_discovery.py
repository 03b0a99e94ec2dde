# SPDX-License-Identifier: Apache-2.0
"""What Home Assistant is told."""

import time

import pytest

from bench.bridge import heating
from bench.subscriber import stored

METER = "homeassistant/device/kmp_71234567/config"
NUMBERS = (60, 68, 74, 80, 86, 87, 89, 99)


def known(bench, home=None, **identity):
    """Broker and listener after a meter was read and announced."""
    broker = bench.broker()
    person = bench.subscriber(broker)
    bench.bridge(broker, heating(bench.meter(**identity)), home=home).start()
    person.wait_for("kmp2mqtt/heating/state")
    return broker, person


def test_a_meter_is_announced_as_one_retained_document(bench):
    broker, person = known(bench)
    message = person.wait_for(METER)
    assert message.retain and METER in stored(broker)
    document = message.json
    assert document["device"]["identifiers"] == ["kmp_71234567"]
    components = document["components"].values()
    ids = {each["unique_id"] for each in components}
    assert ids >= {f"kmp_71234567_{number}" for number in NUMBERS}
    energy = next(each for each in components if each["unique_id"] == "kmp_71234567_60")
    assert energy["platform"] == "sensor"
    assert energy["state_topic"] == "kmp2mqtt/heating/state"
    assert energy["value_template"] == "{{ value_json.heat_energy_e1 }}"
    assert energy["default_entity_id"] == "sensor.heating_heat_energy_e1"
    assert energy["unit_of_measurement"] == "MWh"
    button = next(each for each in components if each["platform"] == "button")
    assert button["command_topic"] == "kmp2mqtt/heating/get"
    assert button["payload_press"] == "PRESS"
    assert [each["topic"] for each in button["availability"]] == ["kmp2mqtt/bridge/state"]


@pytest.mark.parametrize("model, unit", [("403", "MWh"), ("603", "GJ"), ("302", "kWh")])
def test_the_unit_of_energy_comes_from_a(model, unit, bench):
    _, person = known(bench, model=model)
    components = person.wait_for(METER).json["components"].values()
    energy = next(each for each in components if each["unique_id"] == "kmp_71234567_60")
    assert energy["unit_of_measurement"] == unit
    info = person.wait_for("kmp2mqtt/heating/info").json
    assert info["registers"]["heat_energy_e1"]["unit"] == unit


def test_the_bridge_is_announced_as_a_device_of_its_own(bench):
    _, person = known(bench)
    name = person.wait_for("kmp2mqtt/bridge/info").json["client_id"]
    message = person.wait_for(f"homeassistant/device/kmp2mqtt_{name}/config")
    assert message.json["device"]["identifiers"] == [f"kmp2mqtt_{name}"]
    assert person.wait_for(METER).json["device"]["via_device"] == f"kmp2mqtt_{name}"


def test_component_style_announces_each_entity_by_itself(bench):
    _, person = known(bench, home={"style": "component", "discovery_prefix": "ha"})
    for number in NUMBERS:
        message = person.wait_for(f"ha/sensor/kmp_71234567_{number}/config")
        assert message.retain
        assert message.json["unique_id"] == f"kmp_71234567_{number}"
        assert message.json["device"]["identifiers"] == ["kmp_71234567"]
    person.settle()
    assert {each.topic.split("/")[1] for each in person.below("ha/")} >= {"sensor", "button"}
    assert not person.below("ha/device/", "homeassistant/")


def test_nothing_is_announced_where_discovery_is_off(bench):
    _, person = known(bench, home={"discovery": False})
    person.publish("homeassistant/status", b"online")
    time.sleep(3)
    assert [each.topic for each in person.below("homeassistant/")] == ["homeassistant/status"]


def test_everything_is_announced_again_when_home_assistant_starts(bench):
    _, person = known(bench)
    person.wait_for(METER)
    time.sleep(2)  # no device is announced twice within that time
    since = len(person.messages)
    born = time.monotonic()
    person.publish("homeassistant/status", b"online")
    again = person.wait_for(METER, since=since)
    assert 0.9 < again.time - born < 5.5
    state = person.wait_for("kmp2mqtt/heating/state", since=since)
    person.settle()
    after = [each.topic for each in person.messages[since:]]
    assert after.index(METER) < after.index("kmp2mqtt/heating/availability")
    assert after.index("kmp2mqtt/heating/availability") < after.index("kmp2mqtt/heating/info")
    assert after.index("kmp2mqtt/heating/info") < after.index(state.topic)
    assert "kmp2mqtt/bridge/state" not in after
    assert "kmp2mqtt/heating/reading" not in after


def test_only_the_word_online_of_home_assistant_counts(bench):
    _, person = known(bench)
    person.wait_for(METER)
    since = len(person.messages)
    for word in (b"offline", b"", b"\xff", b"on"):
        person.publish("homeassistant/status", word)
    time.sleep(5.2)
    announced = [each for each in person.messages[since:] if each.topic.endswith("/config")]
    assert announced == []
