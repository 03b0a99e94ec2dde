# SPDX-License-Identifier: Apache-2.0
"""What people press."""

import datetime

from bench.process import wait_until

from house import HEATING


def seconds_since(text):
    then = datetime.datetime.fromisoformat(text)
    return (datetime.datetime.now(datetime.timezone.utc) - then).total_seconds()


def test_read_now_reads_the_meter_and_shows_it(house):
    button = house.entities[f"{HEATING}_read_now"].entity_id
    before = house.states(HEATING)["last_read"]
    # It is told in whole seconds.
    wait_until(lambda: seconds_since(before) > 1, "another second")
    telegrams = len(house.heating_line.telegrams)
    house.api.post("/api/services/button/press", entity_id=button)
    wait_until(lambda: len(house.heating_line.telegrams) > telegrams, "a telegram at the meter")
    wait_until(lambda: house.states(HEATING)["last_read"] > before, "a new state")
