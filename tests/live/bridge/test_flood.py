# SPDX-License-Identifier: Apache-2.0
"""Somebody at the broker who wants to exhaust the bridge."""

import pathlib
import re
import subprocess

from bench.bridge import heating, program
from bench.figures import figure
from bench.process import wait_until
from bench.subscriber import BASE

COMMANDS = 100_000
MEGABYTE = 2**20
COMMAND = '{"registers":[60],"max_age":"1h"}'
SHUT = "commands come faster than the broker takes the answers"
OPEN = "commands are answered again"
GET = f"{BASE}/heating/get"
RESPONSE = f"{BASE}/heating/response"


def memory(process, field):
    """Bytes: VmRSS is what it has now, VmHWM the most that it ever had; proc(5)."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        line = next(line for line in file if line.startswith(field))
    return int(line.split()[1]) * 1024


def is_instrumented():
    """Whether the memory that it takes is that of a sanitizer, too."""
    text = pathlib.Path(program()).read_bytes()
    return b"__asan_init" in text or b"__tsan_init" in text


def throw(broker, commands):
    """Many commands as fast as they go."""
    publish = ["mosquitto_pub", "-p", broker.port, "-t", GET, "-l"]
    words = [str(word) for word in publish]
    subprocess.run(words, input="\n".join(commands), text=True, check=True, timeout=120)


def test_a_flood_of_commands_costs_neither_memory_nor_telegrams(bench):
    broker = bench.broker()
    line = bench.relay(bench.meter())
    keys = {"command_max_age": "0s", "retries": 0}
    bridge = bench.bridge(broker, heating(line, **keys), level="warning").start()
    person = bench.subscriber(broker, topic=RESPONSE)
    wait_until(lambda: line.telegrams and "online" in broker_says(broker), "the first read")
    before, telegrams = memory(bridge, "VmRSS"), len(line.telegrams)
    throw(broker, COMMANDS * [COMMAND])
    bridge.wait_log(SHUT)
    more = []

    def is_open():
        more.append(throw(broker, [COMMAND]))  # the first that is heard says so
        return bridge.log.count(SHUT) == bridge.log.count(OPEN)

    wait_until(is_open, "commands to be heard again", timeout=120)
    unheard = sum(int(number) for number in re.findall(OPEN + r"; (\d+) were not", bridge.log))
    answered = COMMANDS + len(more) - unheard
    wait_until(lambda: len(person.messages) >= answered, f"{answered} answers", timeout=120)
    assert len(person.messages) == answered
    grown = (memory(bridge, "VmHWM") - before) / MEGABYTE
    figure(f"{COMMANDS} commands at once, {answered} answered: {grown:.1f} MB more")
    assert grown < 30 or is_instrumented()
    assert len(line.telegrams) == telegrams


def broker_says(broker):
    """The meter's availability, which is kept."""
    topic = ["-t", f"{BASE}/heating/availability", "-C", "1", "-W", "2"]
    command = ["mosquitto_sub", "-p", str(broker.port), *topic]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
