# SPDX-License-Identifier: Apache-2.0
"""What can be set on <base>/<meter>/set/<option>."""

import pytest

from bench.bridge import heating
from bench.subscriber import BASE

INFO = f"{BASE}/heating/info"
RESPONSE = f"{BASE}/heating/response"


def put(person, option, payload, on=RESPONSE, **properties):
    """Sets an option; the answer."""
    since = len(person.messages)
    person.publish(f"{BASE}/heating/set/{option}", payload, **properties)
    return person.wait_for(on, since=since).json


def test_the_poll_interval_changes_the_running_plan(house):
    person = house.person
    assert person.wait_for(INFO).json["poll_interval"] == 420
    answer = put(person, "poll_interval", b"1440")
    assert answer["status"] == "ok" and answer["command"] == "set"
    assert answer["option"] == "poll_interval" and answer["value"] == 1440
    person.wait_for(INFO, lambda each: each.json["poll_interval"] == 1440)
    person.wait_for(
        f"{BASE}/bridge/info", lambda each: each.json["meters"][0]["polls"][0]["every"] == "1d"
    )


@pytest.mark.parametrize("payload", [b"", b"0", b"1441", b"1.5", b"soon", b"\xff", b"{}", b"9" * 9999])
def test_a_poll_interval_that_is_none_is_answered_and_changes_nothing(payload, house):
    since = len(house.person.messages)
    answer = put(house.person, "poll_interval", payload)
    assert answer["status"] == "error" and answer["command"] == "set"
    assert answer["error"]["code"] == "bad_request"
    assert "whole minutes from 1 to 1440" in answer["error"]["message"]
    house.person.settle()
    assert INFO not in [each.topic for each in house.person.messages[since:]]


def test_an_option_that_there_is_not_is_refused(house):
    answer = put(house.person, "colour", b"red")
    assert answer["error"]["code"] == "bad_request"
    assert "set/poll_interval" in answer["error"]["message"]


def test_the_answer_goes_where_it_is_asked_for(house):
    answer = put(house.person, "poll_interval", b"600", on="my/answer", answer_to="my/answer")
    assert answer["value"] == 600
    answer = put(house.person, "poll_interval", b"600", answer_to=f"{BASE}/heating/state")
    assert answer["error"]["code"] == "bad_request"


def test_a_stored_setting_is_ignored(house):
    since = len(house.person.messages)
    house.person.publish(f"{BASE}/heating/set/poll_interval", b"5", retain=True)
    house.person.publish(f"{BASE}/heating/set/poll_interval", b"", retain=True)
    house.person.settle()
    assert RESPONSE not in [each.topic for each in house.person.messages[since:]]


def test_a_meter_named_set_has_its_commands_and_its_options(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    bench.bridge(broker, {**heating(bench.meter()), "name": "set"}).start()
    person.wait_for(f"{BASE}/set/state")
    assert person.ask(meter="set", on=f"{BASE}/set/response").json["command"] == "get"
    since = len(person.messages)
    person.publish(f"{BASE}/set/set/poll_interval", b"5")
    assert person.wait_for(f"{BASE}/set/response", since=since).json["value"] == 5


def test_identify_asks_the_meter_who_it_is(hasty_house):
    person, meter = hasty_house.person, hasty_house.meter
    assert put(person, "identify", b"PRESS")["value"] == "71234567"
    meter.stop()
    meter.start(serial="7654321")
    assert put(person, "identify", b"")["value"] == "7654321"
    person.wait_for(INFO, lambda each: each.json["serial"] == "7654321")
    assert put(person, "identify", b"now")["error"]["code"] == "bad_request"
    meter.stop()
    answer = put(person, "identify", b"")
    assert answer["status"] == "error" and answer["error"]["code"] != "bad_request"
