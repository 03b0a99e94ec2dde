# SPDX-License-Identifier: Apache-2.0
"""The life of a discovery document: what Home Assistant makes of a change of the configuration."""

import contextlib
import os

import pytest

from bench.bridge import Bridge, heating
from bench.broker import Broker
from bench.meter import Meter
from bench.process import wait_until
from bench.subscriber import stored

from home_assistant import HomeAssistant, why_not
from house import SETTLING, House

REGISTERS = ["heat_energy_e1", "power", "temp_t1", "info_code"]
POWER = "kmp_71234567_80"
TEMPERATURE = "kmp_71234567_86"
EXPLAINED = (
    # Said of any document that is removed after its entities were: by migration, or with their
    # device.
    "No device components to cleanup",
    # Said of our new name for an entity, where the recorder hears of it after the first new state.
    "Cannot migrate history for entity_id `sensor.heating_power` to `sensor.my_power`",
)


class Life(House):
    """One meter; bridges with other configurations come one after the other."""

    def __init__(self, release, folder, keep):
        self._oldest = ".".join(release.split(".")[:2])
        # Before 2026.4.3 Home Assistant kept an entity that was switched off.
        self._removes_disabled = [int(part) for part in release.split(".")] >= [2026, 4, 3]
        self._folder, self._keep = folder, keep
        self.broker = keep(Broker(folder))
        self.meter = keep(Meter(folder))
        self.home_assistant = keep(HomeAssistant(release, folder)).start()
        self.bridge = None
        self._bridges = 0
        self.run()
        self.api.onboard()
        self.home_assistant.wait_running().keep_port()
        self.api.add_mqtt(self.broker.port)
        self.settle()

    def run(self, *, name="heating", registers=REGISTERS, style="device", beside=None):
        """Another configuration, from now on; `beside` is a second meter, called attic."""
        if self.bridge:
            self.bridge.stop()
        self._bridges += 1
        meters = [{**heating(self.meter), "name": name}]
        meters += [{**heating(beside), "name": "attic"}] if beside else []
        self.bridge = self._keep(
            Bridge(
                self._folder / f"kmp2mqtt-{self._bridges}.toml",
                self.broker.port,
                [{**each, "registers": registers, "model": "403"} for each in meters],
                mqtt={"client_id": "attic"},
                home={"style": style, "min_version": self._oldest},
            )
        ).start()

    def second_meter(self, serial):
        return self._keep(Meter(self._folder, serial=serial))

    @property
    def documents(self):
        """{topic: document} of all that the broker keeps for Home Assistant."""
        return {
            topic: message.json
            for topic, message in stored(self.broker).items()
            if topic.startswith("homeassistant/") and message.payload
        }

    def settle(self, fits=lambda topics: True):
        """Waits until Home Assistant has the entities of the documents, no more and no less."""

        def is_settled():
            documents = self.documents
            entities = self.entities
            wanted = {
                each["unique_id"]
                for document in documents.values()
                for each in document.get("components", {"": document}).values()
                if "unique_id" in each
            }
            shown = entities.get(POWER)
            is_there = shown is None or shown.state not in (None, "unavailable", "unknown")
            ghosts = {
                key
                for key, each in entities.items()
                if key not in wanted and (each.is_enabled or self._removes_disabled)
            }
            return fits(documents) and wanted and wanted <= set(entities) and not ghosts and is_there

        wait_until(is_settled, "the entities that are announced", SETTLING)

    def given_to_power(self):
        """Entity id and name as an owner has changed them."""
        entity_id = self.entities[POWER].entity_id
        return entity_id, self.api.ask("config/entity_registry/get", entity_id=entity_id)["name"]


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    release = os.environ["HOME_ASSISTANT"]
    if reason := why_not(release):
        pytest.fail(reason, pytrace=False)
    with contextlib.ExitStack() as ending:

        def keep(thing):
            ending.callback(thing.end)
            return thing

        life = Life(release, tmp_path_factory.mktemp("life"), keep)
        life.api.ask(
            "config/entity_registry/update",
            entity_id=life.entities[POWER].entity_id,
            new_entity_id="sensor.my_power",
            name="My power",
        )
        yield life


@pytest.fixture(autouse=True)
def no_complaint(life):
    yield
    complaints = life.home_assistant.new_complaints()
    assert [each for each in complaints if not any(words in each for words in EXPLAINED)] == []


def test_the_poll_interval_is_a_number_that_can_be_set(life):
    interval = "kmp_71234567_poll_interval"
    wait_until(lambda: life.entities[interval].state == "420", "the interval", SETTLING)
    life.api.post(
        "/api/services/number/set_value", entity_id=life.entities[interval].entity_id, value=15
    )
    wait_until(lambda: life.entities[interval].state == "15", "the new interval", SETTLING)


def test_the_info_code_is_a_text_and_problems(life):
    states = life.states("kmp_71234567")
    assert states["info_text"] == "OK"
    assert states["problem_low_battery"] == "off"
    assert not life.entities["kmp_71234567_problem_leak_input_a"].is_enabled


@pytest.mark.parametrize("style", ["component", "device"])
def test_a_change_of_style_keeps_names_and_entity_ids(style, life):
    before = {key: each.entity_id for key, each in life.entities.items()}
    life.run(style=style)
    life.settle(lambda topics: all(("/device/" in each) == (style == "device") for each in topics))
    assert {key: each.entity_id for key, each in life.entities.items()} == before
    assert life.given_to_power() == ("sensor.my_power", "My power")


def test_a_register_that_is_left_out_leaves_no_entity(life):
    life.run(registers=REGISTERS[:2])
    wait_until(lambda: TEMPERATURE not in life.entities, "the entity gone", SETTLING)
    life.settle()
    assert "kmp_71234567_problem_low_battery" not in life.entities
    assert life.given_to_power() == ("sensor.my_power", "My power")


def test_a_meter_that_is_renamed_keeps_names(life):
    life.run(name="boiler")
    wait_until(lambda: TEMPERATURE in life.entities, "the entity back", SETTLING)
    life.settle()
    assert life.given_to_power() == ("sensor.my_power", "My power")


def test_a_meter_that_is_exchanged_takes_over_the_entity_ids(life):
    before = life.entities[TEMPERATURE].entity_id
    life.meter.stop()
    life.meter.start(serial="333")
    life.run(name="boiler")
    wait_until(lambda: "kmp_333_86" in life.entities, "the new meter", SETTLING)
    life.settle()
    assert life.entities["kmp_333_86"].entity_id == before
    assert "kmp_71234567" not in life.devices


def test_two_meters_whose_heads_are_swapped_keep_their_devices(life):
    other = life.second_meter("444")
    life.run(name="boiler", beside=other)
    wait_until(lambda: "kmp_444_86" in life.entities, "the second meter", SETTLING)
    life.settle()
    before = {key: each.entity_id for key, each in life.entities.items()}
    for meter, serial in ((life.meter, "444"), (other, "333")):
        meter.stop()
        meter.start(serial=serial)
    for name in ("boiler", "attic"):
        topic = f"kmp2mqtt/{name}/set/identify"
        life.api.post("/api/services/mqtt/publish", topic=topic, payload="PRESS")

    def are_swapped(documents):
        text = {topic: str(document) for topic, document in documents.items()}
        return (
            "kmp2mqtt/attic/" in text.get("homeassistant/device/kmp_333/config", "")
            and "kmp2mqtt/boiler/" in text.get("homeassistant/device/kmp_444/config", "")
            and all(
                life.entities[f"kmp_{serial}_86"].state not in (None, "unavailable", "unknown")
                for serial in ("333", "444")
            )
        )

    life.settle(are_swapped)
    assert {key: each.entity_id for key, each in life.entities.items()} == before
