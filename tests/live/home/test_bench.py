# SPDX-License-Identifier: Apache-2.0
"""The watch on Home Assistant's log sees what it is there for."""

import json

from bench.process import wait_until
from bench.subscriber import Subscriber

TOPIC = "homeassistant/device/kmp_wrong/config"
SENSOR = {
    "platform": "sensor",
    "unique_id": "kmp_wrong_74",
    "state_topic": "wrong/state",
    "device_class": "temperature",
    "unit_of_measurement": "m3/h",
}


def test_a_wrong_document_would_be_noticed(house):
    person = Subscriber(house.broker.port)
    document = {"device": {"identifiers": ["kmp_wrong"], "icon": "mdi:fire"}}
    document |= {"origin": {"name": "wrong"}, "components": {"flow": SENSOR}}
    person.publish(TOPIC, json.dumps(document).encode())
    complaint = wait_until(house.home_assistant.new_complaints, "a complaint")[0]
    assert "Invalid MQTT device discovery payload" in complaint
    person.end()
