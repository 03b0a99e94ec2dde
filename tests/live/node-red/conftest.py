# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the tests in Node-RED: one house for all of them."""

import pytest

from bench.bridge import Bridge, heating
from bench.broker import Broker
from bench.meter import Meter
from bench.relay import Relay
from bench.shared_house import kept, pytest_runtest_makereport  # noqa: F401 a hook
from bench.subscriber import Subscriber

from node_red import NodeRed, why_not


class House:
    """A meter, a bridge and a broker, a Node-RED, and somebody who hears all."""

    def __init__(self, folder, keep):
        self.broker = keep(Broker(folder))
        self.node_red = keep(NodeRed(folder, self.broker.port))
        self.person = keep(Subscriber(self.broker.port))
        self.line = keep(Relay(keep(Meter(folder)).port))
        meter = heating(self.line, timeout="1s", retries=0)
        self.bridge = keep(Bridge(folder / "kmp2mqtt.toml", self.broker.port, [meter])).start()
        self.person.wait_for("kmp2mqtt/heating/reading")


@pytest.fixture(scope="session")
def house(request, tmp_path_factory):
    if reason := why_not():
        pytest.fail(reason, pytrace=False)
    with kept(request, tmp_path_factory) as (folder, keep):
        yield House(folder, keep)
