# SPDX-License-Identifier: Apache-2.0
"""Ten thousand readings wait for the broker, and arrive. Takes minutes: suite "deep"."""

import datetime
import itertools
import time

from bench.frames import GET_REGISTER
from bench.process import wait_until
from bench.subscriber import Subscriber

METERS = 100
EACH = 100


def port_of(device):
    return int(device.rpartition(":")[2])


class Quota:
    """Lets so many values of a meter pass, then nothing any more."""

    def __init__(self, line):
        self.passed = 0
        line.change = self

    def __call__(self, answer):
        if answer[2] == GET_REGISTER:
            if self.passed == EACH:
                return b""
            self.passed += 1
        return answer


def test_ten_thousand_waiting_readings_arrive_whole_and_in_order(bench):
    broker = bench.broker()
    gate = bench.relay(broker)
    street = bench.meter("--meters", str(METERS))
    lines = [bench.relay(port_of(device)) for device in street.devices]
    quotas = [Quota(line) for line in lines]
    meters = [
        {"name": f"meter-{number}", "device": line.device, "registers": [60], "interval": "1s"}
        for number, line in enumerate(lines)
    ]
    archive = {"topic": "kmp2mqtt/+/reading", "session": "archive"}
    Subscriber(broker.port, **archive).end()  # from now on the broker keeps what comes for it
    gate.shut()
    bench.bridge(gate, *meters, level="info").start()
    wait_until(lambda: all(it.passed == EACH for it in quotas), "all values read", timeout=200)
    gate.open()
    began = time.monotonic()

    listener = bench.subscriber(broker, **archive)
    wait_until(lambda: len(listener.messages) >= METERS * EACH, "all readings", timeout=300)
    # A broker drops what a slow subscriber can't take, so they come at most 50 a second.
    assert time.monotonic() - began > METERS * EACH / 50 - 5
    readings = [(each.topic, each.json) for each in listener.messages]
    for number in range(METERS):
        topic = f"kmp2mqtt/meter-{number}/reading"
        sequences = [reading["sequence"] for where, reading in readings if where == topic]
        assert sequences == list(range(1, EACH + 1)), topic
    # Meters answer side by side, and a reading's time is that of its last byte: among meters the
    # order is that of their reads' ends, to the second.
    times = [datetime.datetime.fromisoformat(reading["time"]) for _, reading in readings]
    latest = itertools.accumulate(times, max)
    furthest_back = max(so_far - each for so_far, each in zip(latest, times, strict=True))
    assert furthest_back <= datetime.timedelta(seconds=2)
    assert all(reading["values"] for _, reading in readings)
