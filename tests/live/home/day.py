# SPDX-License-Identifier: Apache-2.0
"""A day in a Home Assistant that was not waited for."""

import datetime

from bench.process import wait_until

from house import COOLING, HEATING, WATER
from past import USE, live_through

COUNTERS = {
    "heat": f"{HEATING}_60",
    "cooling": f"{COOLING}_63",
    "heating water": f"{HEATING}_68",
    "drinking water": f"{WATER}_68",
}
# By what they go up where more is used.
GAUGES = {f"{HEATING}_86": 0.5, f"{HEATING}_87": -0.3}


class Day:
    """A day that ended with the newest full hour, and its counters by what they count."""

    def __init__(self, house):
        entities = house.entities
        self.counters = {what: entities[each].entity_id for what, each in COUNTERS.items()}
        gauges = {entities[each].entity_id: step for each, step in GAUGES.items()}
        self._house = house
        house.home_assistant.stop()
        first, last = live_through(house.home_assistant.database, self.counters.values(), gauges)
        self._first, self._last = map(iso, (first, last))
        house.home_assistant.start().wait_running()
        house.wait_settled()
        wait_until(
            lambda: all(len(self.bars(what)) == len(USE) for what in self.counters),
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
