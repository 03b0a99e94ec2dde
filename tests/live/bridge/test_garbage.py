# SPDX-License-Identifier: Apache-2.0
"""A thousand payloads that are no commands: each is answered at most once, and nothing changes."""

import json
import random

from bench.process import PATIENCE

FIXED = "kmp2mqtt/heating/response"
# Where an answer must not go. Without wildcards: newer brokers hang up on who sends them.
TOPICS = [
    "homeassistant/status",
    "kmp2mqtt/bridge/info",
    "kmp2mqtt/heating/get",
    "kmp2mqtt/heating/state",
    "homeassistant/sensor/x/config",
    "$SYS/broker",
    300 * "x",
]
ALPHABET = "{}[]:,\"\\ ntuesr0123456789-+.eE\x00\x1b\xff°"


def deep(opening, closing, depth):
    return (depth * opening + "1" + depth * closing).encode()


def random_bytes(chance):
    # No command begins with a control character.
    return bytes([chance.randrange(1, 9)]) + chance.randbytes(chance.randrange(300))


def random_text(chance):
    return ("{" + "".join(chance.choices(ALPHABET, k=chance.randrange(200))) + "[").encode()


def wrong_shape(chance):
    wrong = [None, True, -1, 1.5, 65536, 1e300, [], {}, "", ["no_such"], [60, 60], [[60]], 33 * [1]]
    key = chance.choice(["registers", "register", "command", "", "REGISTERS"])
    return json.dumps({key: chance.choice(wrong), "max_age": chance.choice(wrong)}).encode()


def cut_short(chance):
    whole = json.dumps({"registers": [60, "temp_t1"], "transaction": "x", "max_age": "0s"}).encode()
    return whole[: chance.randrange(1, len(whole))]


CHOSEN = [
    deep("[", "]", 500_000),
    deep('{"registers":', "}", 50_000),
    bytes(2**20),
    2**20 * b"9",
    b'"' + 2**20 * b"a" + b'"',
    b'{"transaction":"' + 2**20 * b"a" + b'"}',
    json.dumps(list(range(65536))).encode(),
    b'{"registers":["no_such_register"]}',
]


def garbage(chance):
    yield from CHOSEN
    makers = [random_bytes, random_text, wrong_shape, cut_short]
    for _ in range(1000 - len(CHOSEN)):
        yield chance.choice(makers)(chance)


def test_a_thousand_payloads_of_garbage_change_nothing(house):
    person = house.person
    chance = random.Random(71234567)
    state = person.on("kmp2mqtt/heating/state")[-1].payload
    telegrams = len(house.line.telegrams)
    since = len(person.messages)
    expected = 0
    for number, payload in enumerate(garbage(chance)):
        retain = number % 50 == 49
        answer_to = chance.choice(TOPICS) if number % 5 == 4 else None
        person.publish("kmp2mqtt/heating/get", payload, retain=retain, answer_to=answer_to)
        expected += not retain
    person.publish("kmp2mqtt/heating/get", b"", retain=True)

    last = {"registers": ["temp_t1"], "max_age": "1h", "transaction": "last"}
    person.publish("kmp2mqtt/heating/get", json.dumps(last))
    answered = person.wait_for(
        FIXED, lambda it: it.json["transaction"] == "last", PATIENCE, since=since
    )
    person.settle()
    assert answered.json["status"] == "ok"
    heard = person.messages[since:]
    answers = [each.json for each in heard if each.topic == FIXED][:-1]
    assert [each for each in answers if each["status"] != "error"] == []
    assert len(answers) == expected
    assert {each["error"]["code"] for each in answers} == {"bad_request", "unknown_register"}
    expectable = ("kmp2mqtt/heating/get", FIXED, "marker/", "kmp2mqtt/bridge/health")
    assert [each.topic for each in heard if not each.topic.startswith(expectable)] == []
    assert len([each for each in heard if each.topic == "kmp2mqtt/heating/get"]) == 1002
    assert len(house.line.telegrams) == telegrams
    assert person.on("kmp2mqtt/heating/state")[-1].payload == state
    assert house.bridge.is_alive
