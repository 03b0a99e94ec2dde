# SPDX-License-Identifier: Apache-2.0
"""Commands that are answered with values."""

import json

import pytest

ALL = "heat_energy_e1 volume_v1 flow_v1 power temp_t1 temp_t2 temp_diff info_code".split()
ANSWER = "status command meter transaction time values units missing failed rejected".split()


@pytest.mark.parametrize(
    "payload, registers",
    [
        ("", ALL),
        ("PRESS", ALL),
        ("{}", ALL),
        ("60", ["heat_energy_e1"]),
        ('"temp_t1"', ["temp_t1"]),
        ("temp_t1", ["temp_t1"]),
        ('[60, "temp_t1", "0x4A"]', ["heat_energy_e1", "temp_t1", "flow_v1"]),
        ('{"registers": [87, "power"]}', ["temp_t2", "power"]),
    ],
)
def test_a_command_is_answered_on_the_response_topic(payload, registers, house):
    answer = house.person.ask(payload).json
    assert list(answer) == ANSWER
    assert list(answer["values"]) == list(answer["units"]) == registers
    assert all(value is not None for value in answer["values"].values())
    del answer["time"], answer["values"], answer["units"]
    assert answer == {
        "status": "ok",
        "command": "get",
        "meter": "heating",
        "transaction": None,
        "missing": [],
        "failed": [],
        "rejected": {},
    }


@pytest.mark.parametrize("transaction", ['"any text °C"', "17", "1.50", "true", "null", '"\\""'])
def test_the_transaction_is_given_back_as(transaction, house):
    answer = house.person.ask(f'{{"transaction": {transaction}, "registers": ["temp_t1"]}}')
    assert answer.json["status"] == "ok"
    assert answer.json["transaction"] == json.loads(transaction)


def test_a_command_for_young_values_costs_no_telegram(house):
    house.person.ask(b'{"max_age": "0s"}')
    before = len(house.line.telegrams)
    first = house.person.ask(b'{"registers": ["temp_t1", "power"], "max_age": "1h"}').json
    again = house.person.ask(b"").json
    assert list(first["values"]) == ["temp_t1", "power"]
    assert first["time"] == again["time"]
    assert len(house.line.telegrams) == before


def test_a_command_for_new_values_costs_one_telegram(house):
    before = len(house.line.telegrams)
    answer = house.person.ask(b'{"registers": ["temp_t1"], "max_age": "0s"}').json
    assert answer["status"] == "ok"
    assert [each[1:] for each in house.line.telegrams[before:]] == [bytes.fromhex("10 01 0056")]


def test_what_a_command_read_goes_into_the_state_and_the_readings(house):
    since = len(house.person.messages)
    answer = house.person.ask(b'{"registers": ["temp_t1", 1001], "max_age": "0s"}')
    names = ["temp_t1", "serial_number"]
    reading = house.person.wait_for(
        "kmp2mqtt/heating/reading", lambda it: list(it.json["values"]) == names, since=since
    )
    house.person.settle()
    state = house.person.on("kmp2mqtt/heating/state")[-1]
    assert reading.json["trigger"] == "command"
    assert reading.as_written["values"] == answer.as_written["values"]
    assert state.as_written["temp_t1"] == answer.as_written["values"]["temp_t1"]
    assert list(state.json) == ["last_read", *ALL]
    assert state.json["last_read"] == answer.json["time"]


def test_a_command_for_other_registers_leaves_the_state_alone(house):
    before = house.person.on("kmp2mqtt/heating/state")[-1]
    answer = house.person.ask(b'{"registers": [1001], "max_age": "0s"}')
    assert answer.json["status"] == "ok"
    house.person.settle()
    assert house.person.on("kmp2mqtt/heating/state")[-1] is before


def test_equal_commands_share_a_read(house):
    before = len(house.line.telegrams)
    since = len(house.person.messages)
    house.line.delay = 0.5
    try:
        for name in ("one", "two"):
            command = {"registers": ["temp_t2"], "max_age": "0s", "transaction": name}
            house.person.publish("kmp2mqtt/heating/get", json.dumps(command))
        answers = [
            house.person.wait_for(
                "kmp2mqtt/heating/response", lambda it: it.json["transaction"] == name, since=since
            ).json
            for name in ("one", "two")
        ]
    finally:
        house.line.delay = 0
    assert answers[0]["time"] == answers[1]["time"]
    assert len(house.line.telegrams) == before + 1


@pytest.mark.parametrize("topic", ["desk/answers", "kmp2mqtt/heating/response/desk"])
def test_a_request_of_mqtt_5_is_answered_where_it_asks(topic, house):
    since = len(house.person.messages)
    answer = house.person.ask(b"power", on=topic, answer_to=topic, correlation=b"\x00\xff7")
    assert list(answer.json["values"]) == ["power"]
    assert answer.properties.CorrelationData == b"\x00\xff7"
    assert not answer.retain
    house.person.settle()
    assert "kmp2mqtt/heating/response" not in {each.topic for each in house.person.messages[since:]}


def test_a_refusal_goes_where_a_request_of_mqtt_5_asks(house):
    where = {"on": "desk/answers", "answer_to": "desk/answers", "correlation": b"7"}
    answer = house.person.ask(b"tempt_1", **where)
    assert answer.json["error"]["code"] == "unknown_register"
    assert answer.properties.CorrelationData == b"7"
