# SPDX-License-Identifier: Apache-2.0
"""Connections to the broker: their order, their loss, their protocol."""

import datetime

import pytest

from bench.bridge import heating
from bench.process import wait_until
from bench.subscriber import stored

# So many publications are on the wire at most.
UNACKNOWLEDGED = 16
ORDER = ("discovery", "availability", "info", "state", "reading")


def kind(message):
    """Its place in ORDER; "online" comes before, what may come at any time has none."""
    if message.topic.startswith("homeassistant/"):
        return "discovery"
    if message.topic == "kmp2mqtt/bridge/state":
        return "online"
    leaf = message.topic.rpartition("/")[2]
    return leaf if leaf in ORDER else None


class Street:
    """A bridge behind a gate: a new listener hears everything from the first word on."""

    def __init__(self, bench, **keys):
        self.bench = bench
        self.broker = bench.broker()
        self.gate = bench.relay(self.broker)
        self.person = bench.subscriber(self.broker)
        self.line = bench.relay(bench.meter())
        self.bridge = bench.bridge(self.gate, heating(self.line, **keys)).start()

    def lose_broker(self):
        """It is killed and forgets everything; what was sent before has arrived."""
        self.gate.shut()
        self.person.settle()
        self.broker.kill()

    def regain_broker(self):
        """Somebody new listens from the bridge's first word on."""
        self.broker.start()
        listener = self.bench.subscriber(self.broker)
        self.gate.open()
        return listener


@pytest.mark.parametrize("age", ["known for long", "just announced"])
def test_a_connection_begins_in_order_with_a_meter(age, bench):
    street = Street(bench, interval="1s")
    sequence = 4 if age == "known for long" else 1
    street.person.wait_for("kmp2mqtt/heating/reading", lambda it: it.json["sequence"] >= sequence)
    street.person.wait_for("homeassistant/device/kmp_71234567/config")
    street.lose_broker()
    listener = street.regain_broker()
    first = listener.wait_for("kmp2mqtt/heating/reading")
    heard = listener.messages[: listener.messages.index(first) + 1]
    kinds = [kind(each) for each in heard]
    assert kinds[0] == "online"
    places = [ORDER.index(each) for each in kinds[1:] if each]
    assert places == sorted(places), [each.topic for each in heard]
    assert set(kinds[1:]) >= set(ORDER)


def test_the_bridge_waits_for_a_broker_that_comes_later(bench):
    broker = bench.broker()
    broker.stop()
    line = bench.relay(bench.meter())
    bridge = bench.bridge(broker, heating(line)).start()
    bridge.wait_log("connection refused")
    wait_until(lambda: line.answered, "a read without a broker")
    broker.start()
    person = bench.subscriber(broker)
    assert person.wait_for("kmp2mqtt/bridge/state").text == "online"
    assert person.wait_for("kmp2mqtt/heating/reading").json["sequence"] == 1


def test_what_was_retained_is_published_again_after_the_broker_lost_it(bench):
    street = Street(bench)
    street.person.wait_for("kmp2mqtt/heating/state")
    street.person.wait_for("homeassistant/device/kmp_71234567/config")
    before = stored(street.broker)
    street.lose_broker()
    listener = street.regain_broker()
    listener.wait_for("kmp2mqtt/heating/state")
    listener.wait_for("homeassistant/device/kmp_71234567/config")
    after = stored(street.broker)
    assert {topic: each.payload for topic, each in after.items()} == {
        topic: each.payload for topic, each in before.items()
    }


def test_readings_taken_while_the_broker_is_away_arrive_in_order_with_their_own_times(bench):
    street = Street(bench, interval="1s")
    street.person.wait_for("kmp2mqtt/heating/reading")
    street.lose_broker()
    last = street.person.on("kmp2mqtt/heating/reading")[-1].json["sequence"]
    asked = len(street.line.telegrams)
    wait_until(lambda: len(street.line.telegrams) >= asked + 3, "three reads")
    back = datetime.datetime.now(datetime.timezone.utc)
    listener = street.regain_broker()
    listener.wait_for(
        "kmp2mqtt/heating/reading",
        lambda it: datetime.datetime.fromisoformat(it.json["time"]) > back,
    )
    readings = [each.json for each in listener.on("kmp2mqtt/heating/reading")]
    sequences = [each["sequence"] for each in readings]
    # Those before are sent again, of which the bridge did not hear that they had arrived.
    assert last + 1 - UNACKNOWLEDGED <= sequences[0] <= last + 1
    assert sequences == list(range(sequences[0], sequences[-1] + 1))
    times = [datetime.datetime.fromisoformat(each["time"]) for each in readings]
    assert times == sorted(times)
    assert len([each for each in times if each < back]) >= 3


def test_the_bridge_speaks_mqtt_3_1_1_where_it_is_told_to(bench):
    broker = bench.broker()
    gate = bench.relay(broker)
    person = bench.subscriber(broker)
    bench.bridge(gate, heating(bench.meter()), mqtt={"protocol": "3.1.1"}).start()
    assert person.wait_for("kmp2mqtt/bridge/info").json["protocol"] == "3.1.1"
    person.wait_for("kmp2mqtt/heating/state")
    assert person.ask(b"temp_t1").json["status"] == "ok"
    assert protocol_level(gate.stream("to")) == 4


def test_the_bridge_speaks_mqtt_3_1_1_where_the_broker_refuses_5(bench):
    broker = bench.broker()
    gate = bench.relay(broker)
    # "Unacceptable protocol version", as a broker older than MQTT 5 says it.
    gate.doorman = lambda first: b"\x20\x02\x00\x01" if protocol_level(first) == 5 else None
    person = bench.subscriber(broker)
    bench.bridge(gate, heating(bench.meter())).start()
    assert person.wait_for("kmp2mqtt/bridge/info").json["protocol"] == "3.1.1"
    person.wait_for("kmp2mqtt/heating/state")


def protocol_level(connect):
    """Of a CONNECT packet, which names its protocol MQTT before."""
    return connect[connect.index(b"MQTT") + 4]
