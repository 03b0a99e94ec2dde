# SPDX-License-Identifier: Apache-2.0
"""What people see: the device page, the dashboard in etc/home-assistant, the Energy dashboard."""

import pathlib

import pytest
import yaml

from house import BRIDGE, HEATING

DASHBOARD = pathlib.Path(__file__).parents[3] / "etc" / "home-assistant" / "dashboard.yaml"
COMPLAINTS = {"<hui-error-card>", "<hui-warning>", "No statistics found."}


def entity_ids(part):
    """All that a part of a dashboard names."""
    if isinstance(part, list):
        return set().union(*map(entity_ids, part))
    if isinstance(part, dict):
        named = {part[key] for key in ("entity", "entity_id") if key in part}
        return named.union(*map(entity_ids, part.values()))
    return set()


@pytest.fixture(scope="module")
def cards(house, day):
    """Those of the dashboard, which somebody has pasted into the raw configuration editor."""
    written = yaml.safe_load(DASHBOARD.read_text())
    house.api.ask("lovelace/dashboards/create", url_path="the-meters", title=written["title"])
    house.api.ask("lovelace/config/save", url_path="the-meters", config=written)
    return [card for section in written["views"][0]["sections"] for card in section["cards"]]


def test_the_dashboard_names_entities_that_are_there_and_on(house, cards):
    there = {each.entity_id for each in house.entities.values() if each.is_enabled}
    assert entity_ids(cards) - there == set()


def test_every_card_of_the_dashboard_shows_what_it_is_for(house, cards, browser):
    browser.open("/the-meters/meters", 1180, 1060)
    titles = {card[key] for card in cards for key in ("heading", "name", "title") if key in card}
    diagrams = {"<statistics-chart>", "<state-history-charts>", "<canvas>"}
    browser.wait_for(titles | diagrams, without="Unknown")
    assert not COMPLAINTS & set(browser.texts)
    browser.take_picture("dashboard")


def test_the_page_of_a_meter_has_every_entity_that_is_on(house, browser):
    browser.open(f"/config/devices/device/{house.devices[HEATING]['id']}", 1000, 1560)
    shown = {
        each.name
        for unique_id, each in house.entities.items()
        if unique_id.startswith(f"{HEATING}_") and each.is_enabled
    }
    browser.wait_for(shown | {"Serial number: 71234567"}, without="Unknown")
    browser.take_picture("device")


def test_the_page_of_the_bridge_has_its_meters(house, browser):
    browser.open(f"/config/devices/device/{house.devices[BRIDGE]['id']}", 1000, 700)
    browser.wait_for({"Heating", "Cooling", "Water", "Connected"})
