# SPDX-License-Identifier: Apache-2.0
"""What people see while something is gone."""

from bench.process import wait_until

from house import BRIDGE, COOLING, HEATING, METERS, WATER


# What the bridge knows of a meter that is silent.
OF_THE_BRIDGE = {"condition", "telegrams_today"}


def are_unavailable(house, identifier, ends=lambda end: True):
    states = house.states(identifier)
    return {state for end, state in states.items() if ends(end)} == {"unavailable"}


def test_the_entities_of_a_silent_meter_are_unavailable_and_no_others(house):
    house.cooling_line.is_mute = True
    wait_until(
        lambda: are_unavailable(house, COOLING, lambda end: end not in OF_THE_BRIDGE),
        "entities of a silent meter",
    )
    assert all(house.states(COOLING)[end] != "unavailable" for end in OF_THE_BRIDGE)
    assert house.states(BRIDGE)["connection"] == "on"
    for identifier in (HEATING, WATER):
        assert "unavailable" not in house.states(identifier).values()
    button = house.entities[f"{COOLING}_read_now"]
    assert button.state != "unavailable"

    house.cooling_line.is_mute = False
    house.api.post("/api/services/button/press", entity_id=button.entity_id)
    house.wait_settled()


def test_all_entities_of_a_killed_bridge_are_unavailable_and_it_is_disconnected(house):
    house.bridge.kill()
    for identifier in METERS:
        wait_until(lambda: are_unavailable(house, identifier), identifier)
        assert house.entities[f"{identifier}_read_now"].state == "unavailable"
    assert house.states(BRIDGE) == {"connection": "off"}

    house.bridge.start()
    house.wait_settled()
    assert house.states(BRIDGE) == {"connection": "on"}
