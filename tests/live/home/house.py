# SPDX-License-Identifier: Apache-2.0
"""Three meters, a bridge, a broker and a Home Assistant that found them."""

import dataclasses
import datetime
import decimal

from bench.bridge import REST, Bridge
from bench.broker import Broker
from bench.meter import Meter
from bench.process import wait_until
from bench.relay import Relay
from bench.subscriber import BASE, stored

from home_assistant import HomeAssistant

HEATING = "kmp_71234567"
COOLING = "kmp_80000001"
WATER = "kmp_90000001"
METERS = (HEATING, COOLING, WATER)
BRIDGE = "kmp2mqtt_cellar"

# Dates and clocks too, which no default set has.
COOLING_REGISTERS = (
    "heat_energy_e1 cooling_energy_e3 volume_v1 flow_v1 power temp_t1 temp_t2 temp_diff info_code"
    " max_power_month max_power_date_month hour_counter date clock datetime"
).split()
# A new state comes through the broker at once; a client that lost it tries again after 10 s.
SETTLING = 90


def meaning(text):
    """Of a state: 7.60 is 7.6, and a time is the same in each zone."""
    for reading in (decimal.Decimal, datetime.datetime.fromisoformat):
        try:
            return reading(text)
        except (decimal.InvalidOperation, ValueError):
            pass
    return text


@dataclasses.dataclass
class Entity:
    """What Home Assistant shows of one, and where it stands in its registry."""

    entity_id: str
    device: str
    name: str
    category: str
    is_enabled: bool
    state: str
    unit: str
    device_class: str
    state_class: str

    @property
    def measure(self):
        return (self.name, self.unit, self.device_class, self.state_class, self.category)


class House:
    def __init__(self, release, folder, keep):
        """`keep` is given each thing that has to be ended."""
        self.broker = keep(Broker(folder))
        self.home_assistant = keep(HomeAssistant(release, folder)).start()
        self.heating_line = keep(Relay(keep(Meter(folder)).port))
        cooling = keep(Meter(folder, model="603", serial=COOLING[4:]))
        self.cooling_line = keep(Relay(cooling.port))
        water = keep(Meter(folder, model="flowiq", serial=WATER[4:]))
        meters = [
            {"name": "heating", "device": self.heating_line.device, "interval": REST},
            {"name": "cooling", "device": self.cooling_line.device, "interval": "1s"},
            {"name": "water", "device": water.device, "interval": REST, "kind": "water",
             "model": "flowiq"},
        ]
        meters[0] |= {"command_max_age": "0s", "model": "403"}
        meters[1] |= {"kind": "heat-cooling", "model": "603", "registers": COOLING_REGISTERS}
        meters[1] |= {"timeout": "1s", "retries": 0}
        oldest = ".".join(release.split(".")[:2])
        self.bridge = keep(
            Bridge(
                folder / "kmp2mqtt.toml",
                self.broker.port,
                meters,
                mqtt={"client_id": "cellar"},
                home={"min_version": oldest},
            )
        ).start()
        self.api.onboard()
        self.home_assistant.wait_running().keep_port()
        self.api.add_mqtt(self.broker.port)
        self.wait_settled()

    @property
    def api(self):
        return self.home_assistant.api

    @property
    def entities(self):
        """{unique id: Entity} of everything that came over MQTT."""
        states = {each["entity_id"]: each for each in self.api.get("/api/states")}
        nothing = {"state": None, "attributes": {}}
        found = {}
        for row in self.api.ask("config/entity_registry/list"):
            if row["platform"] != "mqtt":
                continue
            assert row["unique_id"] not in found, f"{row['unique_id']} is there twice"
            shown = states.get(row["entity_id"], nothing)
            found[row["unique_id"]] = Entity(
                entity_id=row["entity_id"],
                device=row["device_id"],
                name=row["original_name"],
                category=row["entity_category"],
                is_enabled=row["disabled_by"] is None,
                state=shown["state"],
                unit=shown["attributes"].get("unit_of_measurement"),
                device_class=shown["attributes"].get("device_class"),
                state_class=shown["attributes"].get("state_class"),
            )
        return found

    @property
    def devices(self):
        """{identifier: device} of those that came over MQTT."""
        rows = self.api.ask("config/device_registry/list")
        return {
            identifier: row
            for row in rows
            for domain, identifier in row["identifiers"]
            if domain == "mqtt"
        }

    def states(self, identifier):
        """{end of the unique id: state} of a device's enabled sensors."""
        return {
            unique_id.removeprefix(identifier + "_"): each.state
            for unique_id, each in self.entities.items()
            if unique_id.startswith(identifier + "_") and each.is_enabled
            and each.entity_id.startswith(("sensor.", "binary_sensor."))
        }

    def announced(self):
        """{unique id: entity} of all discovery documents that the broker keeps."""
        found = {}
        for topic, message in stored(self.broker).items():
            if topic.startswith("homeassistant/device/"):
                for each in message.json["components"].values():
                    found[each["unique_id"]] = each
        return found

    def shown(self, identifier):
        """{key in the state: what Home Assistant shows} of a meter's enabled sensors."""
        entities = self.entities
        return {
            each["value_template"].split(".")[1].split(" ")[0]: entities[unique_id].state
            for unique_id, each in self.announced().items()
            if unique_id.startswith(f"{identifier}_") and entities[unique_id].is_enabled
            and each.get("state_topic", "").endswith("/state") and "value_template" in each
        }

    def wait_shown(self, meter, identifier):
        """Every enabled sensor of a meter shows what the bridge published."""

        def differences():
            published = stored(self.broker)[f"{BASE}/{meter}/state"].as_written
            shown = self.shown(identifier)
            assert len(shown) > 5
            return {
                key: (published[key], state)
                for key, state in shown.items()
                if meaning(str(published[key])) != meaning(state)
            }

        wait_until(lambda: not differences(), f"the published values of {meter}", SETTLING)

    def wait_settled(self):
        """Everything that the bridge announced is there, and available."""

        def is_settled():
            announced = self.announced()
            entities = self.entities
            return (
                all(f"{meter}_read_now" in announced for meter in METERS)
                and announced.keys() == entities.keys()
                and not any(each.state == "unavailable" for each in entities.values())
            )

        wait_until(is_settled, "all entities, available, and no others", SETTLING)
