# SPDX-License-Identifier: Apache-2.0
"""Several bridges at one broker, several meters at one bridge."""

from bench.bridge import heating
from bench.subscriber import stored


def test_a_second_bridge_on_one_base_topic_publishes_nothing_and_says_why(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    first = bench.meter()
    second = bench.meter(serial="80000001")
    bench.bridge(broker, heating(first), mqtt={"client_id": "attic"}).start()
    person.wait_for("kmp2mqtt/heating/state")
    person.settle()

    since = len(person.messages)
    other = {"name": "cellar", "device": second.device}
    bridge = bench.bridge(broker, other, mqtt={"client_id": "cellar"}).start()
    complaint = bridge.wait_log("attic")
    assert "kmp2mqtt" in complaint and "base_topic" in complaint
    person.settle()
    # The first may still be busy with its own.
    theirs = [each.topic for each in person.messages[since:]
              if "80000001" in each.topic or "cellar" in f"{each.topic} {each.text}"
              or each.topic in ("kmp2mqtt/bridge/state", "kmp2mqtt/bridge/info")]
    assert theirs == []
    assert bridge.stop()[0] == 0
    assert stored(broker)["kmp2mqtt/bridge/state"].text == "online"


def test_a_bridge_takes_its_own_place_after_a_crash(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    person.publish("kmp2mqtt/bridge/state", b"online", retain=True)
    person.publish("kmp2mqtt/bridge/info", b'{"schema":1,"client_id":"attic"}', retain=True)
    bench.bridge(broker, heating(bench.meter()), mqtt={"client_id": "attic"}).start()
    person.wait_for("kmp2mqtt/heating/state")


def test_what_others_stored_as_bridge_info_does_not_stop_a_bridge(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    person.publish("kmp2mqtt/bridge/state", b"online", retain=True)
    person.publish("kmp2mqtt/bridge/info", b"\xff[{not json", retain=True)
    bench.bridge(broker, heating(bench.meter())).start()
    person.wait_for("kmp2mqtt/heating/state")


def test_two_meters_on_one_port_are_read_one_after_the_other(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(
        bench.meter("--address", "63"), bench.meter("--address", "64", serial="80000001")
    )
    line.delay = 0.1
    cellar = {"name": "cellar", "device": line.device, "address": 64}
    bench.bridge(broker, heating(line, interval="1s"), {**cellar, "interval": "1s"}).start()
    for name, serial in (("heating", "71234567"), ("cellar", "80000001")):
        topic = f"kmp2mqtt/{name}/reading"
        newest = person.wait_for(topic, lambda it: it.json["sequence"] == 3).json
        assert newest["serial"] == serial

    ways = [way for _, way, _ in line.passed]
    assert ways[:2] == ["to", "from"] and ways.count("to") > 6
    overlaps = [pair for pair in zip(ways, ways[1:]) if pair == ("to", "to")]
    assert not overlaps, "a request was sent before the one before it was answered"


def test_a_meter_whose_host_is_unknown_delays_no_other(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    lost = {"name": "lost", "device": "socket://meter.invalid:2002", "interval": "1s"}
    quick = {"interval": "1s", "retries": 0}
    bridge = bench.bridge(broker, {**lost, **quick}, heating(bench.meter(), **quick)).start()
    person.wait_for("kmp2mqtt/heating/reading", timeout=3)
    fourth = person.wait_for("kmp2mqtt/heating/reading", lambda it: it.json["sequence"] == 4)
    first = person.on("kmp2mqtt/heating/reading")[0]
    assert fourth.time - first.time < 4.5
    assert "meter.invalid" in bridge.wait_log("^.*lost: ")
    assert person.on("kmp2mqtt/lost/availability")[0].text == "offline"
