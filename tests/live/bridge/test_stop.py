# SPDX-License-Identifier: Apache-2.0
"""The bridge ends within two seconds, whatever it is doing, and says goodbye if it can."""

import signal
import time

import pytest

from bench.bridge import heating
from bench.process import wait_until
from bench.subscriber import stored

LONGEST_STOP = 2.0


def is_orderly(ended):
    code, seconds = ended
    assert code == 0
    assert seconds < LONGEST_STOP
    return True


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_bridge_at_rest_says_offline_and_ends(how, hasty_house):
    assert is_orderly(hasty_house.bridge.stop(how))
    state = stored(hasty_house.broker)["kmp2mqtt/bridge/state"]
    assert (state.text, state.retain) == ("offline", True)


def test_a_terminal_that_closes_ends_the_bridge_in_order(bench):
    # A handler is not inherited, being ignored (nohup) is.
    before = signal.signal(signal.SIGHUP, lambda *_: None)
    try:
        broker = bench.broker()
        person = bench.subscriber(broker)
        bridge = bench.bridge(broker, heating(bench.meter())).start()
        person.wait_for("kmp2mqtt/bridge/info")
        assert is_orderly(bridge.stop(signal.SIGHUP))
        assert stored(broker)["kmp2mqtt/bridge/state"].text == "offline"
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_bridge_that_waits_for_a_silent_meter_says_offline_and_ends(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter("--scenario", "silent"))
    bridge = bench.bridge(broker, heating(line, timeout="20s")).start()
    person.wait_for("kmp2mqtt/bridge/info")
    wait_until(lambda: line.telegrams, "a request")
    assert is_orderly(bridge.stop())
    assert stored(broker)["kmp2mqtt/bridge/state"].text == "offline"


def test_a_bridge_without_a_broker_ends(bench):
    broker = bench.broker()
    broker.stop()
    bridge = bench.bridge(broker, heating(bench.meter())).start()
    bridge.wait_log(str(broker.port))
    assert is_orderly(bridge.stop())


def test_a_bridge_whose_broker_has_no_address_ends(bench):
    bridge = bench.bridge(
        bench.relay(), heating(bench.meter()), mqtt={"broker": "mqtt://broker.invalid:1883"}
    ).start()
    bridge.wait_log("broker.invalid")
    time.sleep(0.5)  # while the name resolves, or between two tries
    assert is_orderly(bridge.stop())


def test_a_bridge_whose_broker_does_not_say_a_word_ends(bench):
    silence = bench.relay()  # accepts, and nobody is behind it
    bridge = bench.bridge(silence, heating(bench.meter())).start()
    wait_until(lambda: silence.guests, "a connection")
    time.sleep(0.2)
    assert is_orderly(bridge.stop())


def test_a_bridge_whose_meter_does_not_let_it_in_ends(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    silence = bench.relay()
    bridge = bench.bridge(broker, heating(silence)).start()
    person.wait_for("kmp2mqtt/bridge/info")
    wait_until(lambda: silence.guests, "a connection")
    assert is_orderly(bridge.stop())


def test_a_bridge_whose_broker_is_frozen_ends(hasty_house):
    hasty_house.broker.freeze()
    assert is_orderly(hasty_house.bridge.stop())


def test_a_second_signal_ends_at_once(hasty_house):
    hasty_house.broker.freeze()  # "offline" would be waited for
    hasty_house.bridge.send(signal.SIGINT)
    time.sleep(0.3)
    assert hasty_house.bridge.is_alive
    _, seconds = hasty_house.bridge.stop(signal.SIGINT)
    assert seconds < 0.6  # without the second signal it takes a whole second


def test_the_last_will_says_offline_when_the_bridge_is_killed(hasty_house):
    since = len(hasty_house.person.messages)
    hasty_house.bridge.kill()
    will = hasty_house.person.wait_for("kmp2mqtt/bridge/state", since=since)
    assert (will.text, will.retain) == ("offline", True)
