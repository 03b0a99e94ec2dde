# SPDX-License-Identifier: Apache-2.0
"""The Energy dashboard, after a day that was not waited for."""

import datetime

import pytest

from bench.process import wait_until

from house import COOLING, HEATING, WATER
from past import HOURS, PER_HOUR, live_through

COUNTERS = {
    "heat": f"{HEATING}_60",
    "cooling": f"{COOLING}_63",
    "heating water": f"{HEATING}_68",
    "drinking water": f"{WATER}_68",
}


class Day:
    """A day that ended with the newest full hour, and its counters by what they count."""

    def __init__(self, house):
        self.counters = {what: house.entities[each].entity_id for what, each in COUNTERS.items()}
        self._house = house
        house.home_assistant.stop()
        first, last = live_through(house.home_assistant.database, self.counters.values())
        self._first, self._last = map(iso, (first, last))
        house.home_assistant.start().wait_running()
        house.wait_settled()
        wait_until(
            lambda: all(len(self.bars(what)) == HOURS for what in self.counters),
            "statistics of the day",
        )

    def bars(self, what):
        """What was counted in each hour, as the dashboard draws it."""
        entity_id = self.counters[what]
        found = self._house.api.ask(
            "recorder/statistics_during_period",
            start_time=self._first,
            end_time=self._last,
            statistic_ids=[entity_id],
            period="hour",
            types=["change"],
        )
        return [row["change"] for row in found.get(entity_id, [])]


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat()


@pytest.fixture(scope="module")
def day(house):
    return Day(house)


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
    assert day.bars(what) == [PER_HOUR] * HOURS
