# SPDX-License-Identifier: Apache-2.0
"""Everything goes down, and comes back in each order: people find what they had."""

import itertools

import pytest

from house import HEATING, WATER

ORDERS = list(itertools.permutations(("home_assistant", "broker", "bridge")))


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_the_same_entities_are_back_after(order, house):
    before = {unique_id: each.entity_id for unique_id, each in house.entities.items()}
    devices = house.devices.keys()
    for part in order:
        getattr(house, part).stop()
    for part in order:
        getattr(house, part).start()
    house.home_assistant.wait_running()
    house.wait_settled()
    assert {unique_id: each.entity_id for unique_id, each in house.entities.items()} == before
    assert house.devices.keys() == devices
    for meter, identifier in (("heating", HEATING), ("water", WATER)):
        house.wait_shown(meter, identifier)
