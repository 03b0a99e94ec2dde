# SPDX-License-Identifier: Apache-2.0
"""Ports that go away and come back. Needs root, for lost packets and for names.

Meters that suffer each a fault of their own share one bridge, so that the faults take the time of
one. They are read at start and then every seven hours: what comes before is the bridge noticing.
"""

import os
import re
import socket
import time

import pytest

from bench.bridge import REST
from bench.figures import figure
from bench.process import listens, wait_until
from bench.subscriber import BASE

FAULT_LASTS = 20
LARGEST_SHARE = 0.01  # of one core
# A busy machine.
SLACK = 20
# Seconds between two looks for the port, and how many causes are told: packets that are lost are
# first a silent meter, then one that cannot be reached.
FAULTS = {
    "unplugged": (2, 1),
    "no-ser2net": (10, 1),
    "occupied": (30, 1),
    "nameless": (30, 1),
    "forgotten": (2, 1),
    "swallowed": (30, 2),
}
READ_OFTEN = {"interval": "2s", "timeout": "500ms", "retries": 0}


class Storm:
    """All faults at once. What was seen of them is kept for the tests."""

    def __init__(self, bench):
        self.bench = bench
        self.broker = bench.broker()
        self.person = bench.subscriber(self.broker)
        self.head = bench.meter(pty=bench.folder / "by-id")
        self.ser2net = bench.ser2net(bench.meter(pty=bench.folder / "first"))
        self.taken = bench.ser2net(bench.meter(pty=bench.folder / "second"))
        self.named = bench.meter()
        self.relay = bench.relay(bench.meter())
        self.island = bench.island()
        self.names = bench.names()
        self.device = {
            "unplugged": str(bench.folder / "by-id"),
            "no-ser2net": self.ser2net.device,
            "occupied": self.taken.device,
            "nameless": f"socket://meter-pi:{self.named.port}",
            "forgotten": self.relay.device,
            "swallowed": self.island.device,
        }
        self.number_before = os.readlink(self.device["unplugged"])
        self.head.stop()
        self.ser2net.kill()
        self.guest = socket.create_connection(("127.0.0.1", self.taken.port))
        meters = [self.configured(name) for name in FAULTS]
        self.bridge = bench.bridge(self.broker, *meters, around=self.names.around).start()

    def configured(self, name):
        often = READ_OFTEN if name in ("forgotten", "swallowed") else {"interval": REST}
        return {"name": name, "device": self.device[name], **often}

    def rage(self):
        for name in ("forgotten", "swallowed"):
            self.person.wait_for(f"{BASE}/{name}/reading", lambda it: it.json["sequence"] > 1)
        self.relay.forget()
        self.island.swallow()
        for name in FAULTS:
            self.bridge.wait_log(f"warning {name}: ")
        used = self.bridge.cpu_seconds
        time.sleep(FAULT_LASTS)
        self.cpu = self.bridge.cpu_seconds - used

    def pass_over(self):
        since = len(self.person.messages)
        over = time.monotonic()
        others = []
        while not os.path.exists(self.number_before):  # until the head's number is taken
            others.extend(os.openpty())
        self.head.start()
        self.number_after = os.readlink(self.device["unplugged"])
        for each in others:
            os.close(each)
        self.ser2net.start()
        self.guest.close()
        self.names.say(**{"meter-pi": "127.0.0.1"})
        self.island.surface()
        self.back = {}
        for name in FAULTS:
            reading = self.person.wait_for(f"{BASE}/{name}/reading", since=since)
            self.back[name] = reading.time - over
        self.log = self.bridge.log


@pytest.fixture(scope="module")
def storm(long_bench):
    seen = Storm(long_bench)
    seen.rage()
    seen.pass_over()
    return seen


@pytest.mark.parametrize("fault", FAULTS)
def test_reads_go_on_soon_after_the_fault_is_gone(fault, storm):
    pause, _ = FAULTS[fault]
    figure(f"{fault}: read again {storm.back[fault]:.1f} s after the fault was gone")
    assert storm.back[fault] < pause + SLACK


@pytest.mark.parametrize("fault", FAULTS)
def test_what_happened_is_said_once_and_that_it_is_over(fault, storm):
    _, causes = FAULTS[fault]
    said = re.findall(f"warning {fault}: (.*)", storm.log)
    assert len(said) == len(set(said)) <= causes, said
    assert len(re.findall(f"info {fault}: answers again", storm.log)) == 1


def test_nothing_spins_while_ports_are_gone(storm):
    share = storm.cpu / FAULT_LASTS
    figure(f"{len(FAULTS)} ports gone for {FAULT_LASTS} s: {share:.2%} of a core")
    assert share < LARGEST_SHARE


def test_the_head_was_read_under_its_new_number(storm):
    assert storm.number_before != storm.number_after


@pytest.mark.parametrize(
    "fault, words",
    [
        ("unplugged", "there is no such device"),
        ("no-ser2net", "Connection refused"),
        ("occupied", "ser2net serves another client"),
        ("nameless", "the name meter-pi does not resolve"),
        ("forgotten", "no answer in 500 ms"),
        ("swallowed", "no answer from 10.78"),
    ],
)
def test_the_log_names_the_cause(fault, words, storm):
    assert re.search(f"warning {fault}: .*{re.escape(words)}", storm.log)


def test_a_look_for_a_port_sends_the_meter_nothing(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter())
    line.doorman = lambda _: b"Port already in use\r\n"
    meter = {"name": "heating", "device": line.device, "interval": REST, "retries": 0}
    bridge = bench.bridge(broker, meter).start()
    bridge.wait_log("warning heating: .*serves another client")
    wait_until(lambda: line.guests > 1, "a look")
    assert line.stream("to") == b""
    assert person.on(f"{BASE}/heating/reading") == []


def test_who_is_kicked_off_in_an_exchange_says_so_and_reads_again(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    head = bench.meter("--baud", "1200", pty=bench.folder / "head")
    line = bench.ser2net(head, "kickolduser: true")
    meter = {"name": "heating", "device": line.device, "interval": REST, "command_max_age": "0s"}
    bridge = bench.bridge(broker, meter).start()
    person.wait_for(f"{BASE}/heating/reading")
    since = len(person.messages)
    person.publish(f"{BASE}/heating/get")
    time.sleep(0.3)  # the request takes a quarter of a second, its answer more
    assert listens(line.port)  # comes in, throws the bridge out, and leaves
    answer = person.wait_for(f"{BASE}/heating/response", since=since)
    assert answer.json["status"] == "ok"
    bridge.wait_log("kicked off|ended it")
