# SPDX-License-Identifier: Apache-2.0
"""The Energy dashboard, after a day that was not waited for."""

import pytest

from bench.process import wait_until

from day import COUNTERS
from past import PORTION, USE


def complaints(house, sources=(), devices=()):
    """What Home Assistant says of a dashboard with these."""
    preferences = {"energy_sources": list(sources), "device_consumption": list(devices)}
    house.api.ask("energy/save_prefs", **preferences)
    found = house.api.ask("energy/validate")
    return [each for part in found.values() for source in part for each in source]


def source(kind, entity_id):
    """As the dialogues for gas and water fill it."""
    return {
        "type": kind,
        "stat_energy_from": entity_id,
        "stat_cost": None,
        "entity_energy_price": None,
        "number_energy_price": None,
    }


@pytest.mark.parametrize("what", ["heat", "cooling"])
def test_energy_is_accepted_as_a_gas_source_and_as_a_device(what, house, day):
    energy = day.counters[what]
    assert complaints(house, [source("gas", energy)], [{"stat_consumption": energy}]) == []


def test_the_volume_of_heating_water_is_refused_as_water(house, day):
    assert complaints(house, [source("water", day.counters["drinking water"])]) == []
    found = complaints(house, [source("water", day.counters["heating water"])])
    assert [each["type"] for each in found] == ["entity_unexpected_device_class"]


@pytest.mark.parametrize("what", COUNTERS)
def test_each_hour_has_what_was_counted_in_it_of(what, day):
    assert day.bars(what) == pytest.approx([PORTION * each for each in USE])


def test_the_dashboard_draws_the_day(house, day, browser):
    sources = [source("gas", day.counters[what]) for what in ("heat", "cooling")]
    sources.append(source("water", day.counters["drinking water"]))
    assert complaints(house, sources, [{"stat_consumption": day.counters["heat"]}]) == []
    browser.open("/energy", 1180, 780)
    # The first hour is yesterday's; heat is in MWh, cooling in GJ.
    total = sum(USE[1:]) * PORTION * (1000 + 1000 / 3.6)
    wait_until(lambda: any(f"{total:.2f}" in each for each in browser.texts), f"{total} kWh")
    browser.take_picture("energy")
