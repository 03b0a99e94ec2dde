# SPDX-License-Identifier: Apache-2.0
"""Checks discovery documents by the rules that Home Assistant has for them.

Runs the sample program that is its argument, once for each style, oldest release and kind of meter.
Home Assistant refuses a whole device for one wrong key, and an entity for a wrong unit."""

import datetime
import json
import re
import subprocess
import sys

RELEASES = [(2024, 1), (2024, 11), (2025, 5), (2025, 11), (2026, 11)]

ROOT = {"device", "origin", "components", "availability", "availability_mode", "qos"}
DEVICE = {
    "identifiers": (0, 0), "name": (0, 0), "manufacturer": (0, 0), "model": (0, 0),
    "sw_version": (0, 0), "via_device": (0, 0), "serial_number": (2024, 2), "model_id": (2024, 9),
}
ORIGIN = {"name", "sw_version"}
# What every platform takes; object_id only before default_entity_id came.
ENTITY = {
    "unique_id", "name", "default_entity_id", "object_id", "device_class", "entity_category",
    "enabled_by_default", "icon", "availability", "availability_mode", "qos",
}
PLATFORMS = {
    "sensor": {
        "state_topic", "value_template", "unit_of_measurement", "state_class",
        "suggested_display_precision",
    },
    "binary_sensor": {"state_topic", "value_template", "payload_on", "payload_off"},
    "button": {"command_topic", "payload_press"},
    "number": {
        "state_topic", "value_template", "command_topic", "unit_of_measurement", "min", "max",
        "step", "mode",
    },
}

TOTAL = {"total", "total_increasing"}
PRESENT = {"measurement"}
ANY = TOTAL | PRESENT
# Class: state classes, and units with the first release that takes them.
CLASSES = {
    "energy": (TOTAL, {
        "Wh": (0, 0), "kWh": (0, 0), "MWh": (0, 0), "GWh": (2024, 12), "J": (2024, 10),
        "kJ": (2024, 10), "MJ": (2023, 2), "GJ": (2022, 11), "cal": (2024, 10),
        "kcal": (2024, 10), "Mcal": (2024, 10), "Gcal": (2024, 10)}),
    "power": (PRESENT, {"W": (0, 0), "kW": (0, 0), "MW": (2024, 12), "GW": (2024, 12)}),
    "volume": (TOTAL, {"L": (0, 0), "m³": (0, 0)}),
    "water": (TOTAL, {"L": (0, 0), "m³": (0, 0)}),
    "volume_flow_rate": (PRESENT, {"m³/h": (2024, 2), "L/h": (2025, 5)}),
    "temperature": (PRESENT, {"°C": (0, 0)}),
    "temperature_delta": (PRESENT, {"°C": (2025, 11), "K": (2025, 11)}),
    "duration": (ANY, dict.fromkeys(("d", "h", "min", "s", "ms"), (0, 0))),
    "pressure": (PRESENT, {"bar": (0, 0)}),
    "voltage": (PRESENT, {"V": (0, 0)}),
    "current": (PRESENT, {"A": (0, 0)}),
    "date": (set(), {}),
    "timestamp": (set(), {}),
    "connectivity": (set(), {}),
    "problem": (set(), {}),
}

# What Domoticz understands too: a key, or keys quoted in brackets.
TEMPLATE = re.compile(
    r'\{\{ value_json(\.[a-z0-9_]+|(?:\["[a-z0-9_-]+"\]){3}) \}\}')
KEY = re.compile(r'[a-z0-9_-]+')
# Methods of a dict: Jinja would take them for the key of that name.
METHODS = set(dir({}))
TOPIC = re.compile(r"homeassistant/([a-z_]+)/([a-zA-Z0-9_-]+)/config")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Checker:
    """Gathers what is wrong with the documents of one run."""

    def __init__(self, release):
        self.release = release
        self.states = {}
        self.unique_ids = set()
        self.entity_ids = set()
        self.complaints = []
        self.entities = 0

    def expect(self, true, where, what):
        if not true:
            self.complaints.append(f"{where}: {what}")

    def document(self, topic, document):
        match = TOPIC.fullmatch(topic)
        self.expect(match, topic, "is no discovery topic")
        platform, object_id = match.groups()
        self.no_empty(topic, document)
        self.device(topic, document["device"])
        self.expect(set(document["origin"]) == ORIGIN, topic, "origin has wrong keys")
        if platform != "device":
            entity = {k: v for k, v in document.items() if k not in ("device", "origin")}
            self.expect(entity["unique_id"] == object_id, topic, "is not its unique id")
            self.entity(topic, platform, entity)
            return
        self.expect(set(document) <= ROOT, topic, f"root has {set(document) - ROOT}")
        names = [entity["name"] for entity in document["components"].values()]
        self.expect(len(names) == len(set(names)), topic, "two entities have one name")
        for key, component in document["components"].items():
            entity = {**document_shared(document), **component}
            self.entity(f"{topic} {key}", entity.pop("platform"), entity)

    def no_empty(self, where, value):
        """null refuses a document, and an empty text says nothing."""
        if isinstance(value, dict):
            for key, inner in value.items():
                self.no_empty(f"{where} {key}", inner)
        else:
            self.expect(value not in (None, "", []), where, "is empty")

    def device(self, where, device):
        self.expect(device["identifiers"] and device["name"], where, "device has no identity")
        for key, value in device.items():
            known = key in DEVICE and DEVICE[key] <= self.release
            self.expect(known, where, f"device has {key}")
            self.expect(key == "identifiers" or isinstance(value, str), where, f"{key} is no text")

    def entity(self, where, platform, entity):
        self.entities += 1
        known = ENTITY | PLATFORMS[platform]
        self.expect(set(entity) <= known, where, f"has {set(entity) - known}")
        unique_id = entity["unique_id"]
        self.expect(unique_id not in self.unique_ids, where, f"{unique_id} is there twice")
        self.unique_ids.add(unique_id)
        entity_id = entity["default_entity_id"]
        self.expect(re.fullmatch(platform + r"\.[a-z0-9_]+", entity_id), where, entity_id)
        self.expect(entity_id not in self.entity_ids, where, f"{entity_id} is there twice")
        self.entity_ids.add(entity_id)
        wanted = entity_id.split(".")[1] if self.release < (2025, 10) else None
        self.expect(entity.get("object_id") == wanted, where, "object_id does not fit")
        categories = {None, "diagnostic"} | (
            {"config"} if platform in ("button", "number") else set())
        self.expect(entity.get("entity_category") in categories, where, "category")
        self.expect(entity.get("enabled_by_default") in (None, False), where, "is enabled twice")
        self.expect(entity["qos"] == 1, where, "qos is not 1")
        self.expect(entity.get("availability_mode", "all") == "all", where, "availability_mode")
        self.measures(where, entity)
        if "value_template" in entity:
            self.states_of(where, entity)

    def measures(self, where, entity):
        unit = entity.get("unit_of_measurement")
        state_class = entity.get("state_class")
        if "device_class" not in entity:
            self.expect(state_class is None or state_class in ANY, where, state_class)
            return
        state_classes, units = CLASSES[entity["device_class"]]
        self.expect(state_class is None or state_class in state_classes, where, state_class)
        self.expect(units.get(unit, (9999, 0)) <= self.release if units else unit is None, where,
                    f"{unit} does not go with {entity['device_class']} in {self.release}")

    def states_of(self, where, entity):
        """Renders the template with every state that was published."""
        match = TEMPLATE.fullmatch(entity["value_template"])
        self.expect(match, where, "template")
        states = self.states.get(entity["state_topic"], [])
        self.expect(states, where, "its state was never published")
        keys = KEY.findall(match[1])
        self.expect("[" in match[1] or not METHODS & set(keys), where, f"{keys} names a method")
        for state in states:
            for key in keys:
                self.expect(key in state, where, f"{key} is not in the state")
                state = state.get(key, {})
            self.value(where, entity, state)

    def value(self, where, entity, value):
        if value is None:
            return
        device_class = entity.get("device_class")
        if device_class == "date":
            datetime.date.fromisoformat(value)
        elif device_class == "timestamp":
            offset = datetime.datetime.fromisoformat(value).tzinfo
            self.expect(offset is not None, where, "its time has no offset")
        elif device_class == "problem":
            self.expect(value in ("ON", "OFF"), where, f"{value} is no state of a problem")
        elif {"unit_of_measurement", "state_class", "suggested_display_precision"} & set(entity):
            # Numbers were read as their own text.
            self.expect(NUMBER.fullmatch(value), where, f"{value} is no number")
        self.expect(len(value) <= 255, where, "its text is too long")


def document_shared(document):
    return {key: document[key] for key in ROOT - {"device", "origin", "components"}
            if key in document}


def check(program, style, release, kind):
    lines = subprocess.run([program, style, str(release[0]), str(release[1]), kind], check=True,
                           stdout=subprocess.PIPE, text=True).stdout.splitlines()
    messages = [(message["topic"], message["payload"]) for message in map(json.loads, lines)]
    checker = Checker(release)
    for topic, payload in messages:
        if payload.startswith("{") and not topic.startswith("homeassistant/"):
            state = json.loads(payload, parse_int=str, parse_float=str)
            checker.states.setdefault(topic, []).append(state)
    for topic, payload in messages:
        if topic.startswith("homeassistant/"):
            checker.document(topic, json.loads(payload))
    for complaint in checker.complaints:
        print(f"{style}, {release[0]}.{release[1]}, {kind}: {complaint}")
    return checker


def main():
    program = sys.argv[1]
    entities = bad = 0
    for style in ("device", "component"):
        for release in RELEASES:
            for kind in ("heat", "water"):
                checker = check(program, style, release, kind)
                entities += checker.entities
                bad += len(checker.complaints)
    print(f"{entities} entities read, {bad} complaints")
    return 1 if bad or not entities else 0


if __name__ == "__main__":
    sys.exit(main())
