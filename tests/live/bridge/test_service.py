# SPDX-License-Identifier: Apache-2.0
"""What a service manager hears, on the socket that it would have."""

import os
import re
import signal
import socket
import time

import pytest

from bench.bridge import heating
from bench.process import PATIENCE
from bench.subscriber import BASE


class Manager:
    """Systemd's end of sd_notify(3)."""

    def __init__(self, address):
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._door.bind(address)
        self._door.settimeout(PATIENCE)
        self.heard = []

    def wait_for(self, start):
        """The first line from now on that starts so; what came with and before it is kept."""
        while True:
            lines = self._door.recv(4096).decode().splitlines()
            self.heard += lines
            for line in lines:
                if line.startswith(start):
                    return line

    def end(self):
        self._door.close()


@pytest.fixture(params=["file", "abstract"])
def place(request, tmp_path_factory):
    """How the socket is named to the system, and to the bridge."""
    if request.param == "abstract":
        name = f"kmp2mqtt-test-{os.getpid()}"
        return "\0" + name, "@" + name
    path = str(tmp_path_factory.mktemp("manager") / "notify")
    return path, path


def served(bench, manager, named, **environment):
    broker = bench.broker()
    person = bench.subscriber(broker)
    environment = {"NOTIFY_SOCKET": named, **environment}
    bridge = bench.bridge(broker, heating(bench.meter()), environment=environment).start()
    manager.wait_for("READY=1")
    return broker, person, bridge


def test_the_manager_hears_of_start_state_and_end(place, bench):
    address, named = place
    manager = Manager(address)
    broker, person, bridge = served(bench, manager, named)
    person.wait_for(f"{BASE}/heating/reading")
    manager.wait_for("STATUS=connected to the broker, 1 of 1 meter online")
    broker.stop()
    manager.wait_for("STATUS=not connected to the broker")
    bridge.send(signal.SIGTERM)
    manager.wait_for("STOPPING=1")
    assert bridge.wait() == 0
    assert not [line for line in manager.heard if line.startswith("WATCHDOG")]
    manager.end()


def test_the_watchdog_is_fed_by_the_loop(tmp_path, bench):
    manager = Manager(str(tmp_path / "n"))
    _, _, bridge = served(bench, manager, str(tmp_path / "n"), WATCHDOG_USEC="400000")
    began = time.monotonic()
    for _ in range(10):
        manager.wait_for("WATCHDOG=1")
    took = time.monotonic() - began
    assert 1.5 < took < 20  # every 200 ms
    manager.end()  # whoever does not listen any more does not matter
    time.sleep(0.5)
    assert bridge.is_alive


def test_the_watchdog_of_another_process_is_not_fed(tmp_path, bench):
    manager = Manager(str(tmp_path / "n"))
    watchdog = {"WATCHDOG_USEC": "100000", "WATCHDOG_PID": "1"}
    served(bench, manager, str(tmp_path / "n"), **watchdog)
    manager.wait_for("STATUS=connected")
    assert not [line for line in manager.heard if line.startswith("WATCHDOG")]
    manager.end()


def test_a_socket_that_nobody_has_is_no_trouble(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    environment = {"NOTIFY_SOCKET": "/nonexistent/" + 200 * "x", "WATCHDOG_USEC": "x"}
    bridge = bench.bridge(broker, heating(bench.meter()), environment=environment).start()
    person.wait_for(f"{BASE}/heating/reading")
    assert not re.search("NOTIFY|notify", bridge.log)
