# SPDX-License-Identifier: Apache-2.0
"""Commands that are refused, or that the meter does not answer."""

import json

import pytest

from bench.bridge import heating
from bench.process import wait_until

ERROR = "status command meter transaction time error".split()


def error_of(answer):
    """Code and message of an answer, which is a whole error."""
    assert list(answer.json) == ERROR, answer.payload
    assert (answer.json["status"], answer.json["command"]) == ("error", "get")
    assert list(answer.json["error"]) == ["code", "message"]
    assert answer.json["error"]["message"]
    return answer.json["error"]["code"]


def test_an_unknown_name_is_an_unknown_register_and_nothing_is_read(house):
    before = len(house.line.telegrams)
    answer = house.person.ask(b'{"registers": [60, "tempt_1"], "transaction": 5, "max_age": "0s"}')
    assert error_of(answer) == "unknown_register"
    assert answer.json["transaction"] == 5
    assert "tempt_1" in answer.json["error"]["message"]
    assert len(house.line.telegrams) == before


@pytest.mark.parametrize(
    "payload",
    [
        "[]",
        "[60, 60]",
        json.dumps(list(range(33))),
        "65536",
        "-1",
        "1.5",
        "true",
        "null",
        "[[60]]",
        '{"register": [60]}',
        '{"registers": []}',
        '{"max_age": 5}',
        '{"max_age": "-1s"}',
        '{"transaction": {}}',
        '{"transaction": "' + 257 * "x" + '"}',
        '{"registers": [60]',
        '{"registers": [60]} {}',
        "press me",
        b"\xff\xfe",
    ],
)
def test_a_bad_request_is(payload, house):
    before = len(house.line.telegrams)
    assert error_of(house.person.ask(payload)) == "bad_request"
    assert len(house.line.telegrams) == before


@pytest.mark.parametrize(
    "topic",
    [
        "kmp2mqtt/heating/get",
        "kmp2mqtt/heating/state",
        "kmp2mqtt/heating/responses",
        "kmp2mqtt/other/response",
        "kmp2mqtt/bridge/state",
        "kmp2mqtt",
        "homeassistant/sensor/x/config",
        "$SYS/x",
        257 * "x",
    ],
)
def test_a_response_topic_is_refused_on_the_fixed_one(topic, house):
    since = len(house.person.messages)
    before = len(house.line.telegrams)
    answer = house.person.ask(b"", answer_to=topic, correlation=b"7")
    assert error_of(answer) == "bad_request"
    assert "response topic" in answer.json["error"]["message"]
    house.person.settle()
    heard = {each.topic for each in house.person.messages[since:]}
    assert heard - {"kmp2mqtt/heating/get", "kmp2mqtt/heating/response"} <= {
        each for each in heard if each.startswith("marker/")
    }
    assert len(house.line.telegrams) == before


def test_correlation_data_is_given_back_up_to_1024_bytes(house):
    allowed = "kmp2mqtt/heating/response/mine"
    answer = house.person.ask(b"", on=allowed, answer_to=allowed, correlation=1024 * b"x")
    assert answer.properties.CorrelationData == 1024 * b"x"
    answer = house.person.ask(b"", answer_to=allowed, correlation=1025 * b"x")
    assert error_of(answer) == "bad_request"
    assert not hasattr(answer.properties, "CorrelationData")
    assert "1024 bytes of correlation data" in answer.json["error"]["message"]


def test_a_retained_command_is_ignored(house):
    since = len(house.person.messages)
    house.person.publish("kmp2mqtt/heating/get", b"temp_t1", retain=True)
    house.person.publish("kmp2mqtt/heating/get", b"", retain=True)  # takes it away again
    house.person.ask(b'{"registers": [60], "transaction": "next"}')
    house.person.settle()
    answers = [each for each in house.person.messages[since:] if each.topic.endswith("/response")]
    assert [each.json["transaction"] for each in answers] == ["next"]


def test_a_stored_command_is_not_carried_out_by_a_bridge_that_starts(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    person.publish("kmp2mqtt/heating/get", b"temp_t1", retain=True)
    line = bench.relay(bench.meter())
    meter = heating(line)
    for protocol in ("5", "3.1.1"):
        bridge = bench.bridge(broker, meter, mqtt={"protocol": protocol}).start()
        since = len(person.messages)
        person.wait_for("kmp2mqtt/heating/reading", since=since)
        person.ask(b"temp_t2")
        bridge.stop()
    answers = person.on("kmp2mqtt/heating/response")
    assert [list(each.json["values"]) for each in answers] == 2 * [["temp_t2"]]


def test_a_silent_meter_is_a_timeout(hasty_house):
    hasty_house.line.is_mute = True
    answer = hasty_house.person.ask(b'{"registers": ["temp_t1"], "transaction": "t"}')
    assert error_of(answer) == "timeout"
    assert answer.json["transaction"] == "t"
    assert answer.json["error"]["message"].startswith("no answer in 200 ms")


def test_the_message_of_a_timeout_says_how_often_it_was_tried(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter())
    keys = {"timeout": "1s", "retries": 1, "command_max_age": "0s"}
    bench.bridge(broker, heating(line, **keys)).start()
    person.wait_for("kmp2mqtt/heating/reading")
    line.is_mute = True
    answer = person.ask(b"60")
    assert answer.json["error"]["message"].startswith("no answer in 1 s, tried 2 times: ")


def test_a_port_that_nobody_serves_is_unavailable(hasty_house):
    hasty_house.line.shut()
    answer = hasty_house.person.ask(b"60")
    assert error_of(answer) == "port_unavailable"
    assert str(hasty_house.line.port) in answer.json["error"]["message"]


def test_a_damaged_frame_is_a_bad_frame(hasty_house):
    hasty_house.line.change = lambda answer: answer[:5] + answer[6:]  # without its unit
    assert error_of(hasty_house.person.ask(b"60")) == "bad_frame"


def test_more_than_four_commands_that_wait_are_too_many(house):
    since = len(house.person.messages)
    telegrams = len(house.line.telegrams)

    def ask_for(number):
        command = {"registers": [84 + number], "max_age": "0s", "transaction": number}
        house.person.publish("kmp2mqtt/heating/get", json.dumps(command))

    def answer_to(number):
        return house.person.wait_for(
            "kmp2mqtt/heating/response", lambda it: it.json["transaction"] == number, since=since
        )

    house.line.delay = 0.5
    try:
        ask_for(0)
        wait_until(lambda: len(house.line.telegrams) > telegrams, "the first to be read")
        for number in range(1, 6):  # four wait
            ask_for(number)
        assert error_of(answer_to(5)) == "busy"
        assert [answer_to(number).json["status"] for number in range(5)] == 5 * ["ok"]
    finally:
        house.line.delay = 0
