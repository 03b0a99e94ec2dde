# SPDX-License-Identifier: Apache-2.0
"""What is published when the meter is silent, comes back, or is another one."""

import time

from bench.bridge import REST, heating

QUICK = {"interval": "1s", "timeout": "200ms", "retries": 0}


def test_before_the_first_answer_only_the_availability_is_published(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    yesterday = b'{"last_read":"2026-11-22T11:45:03+01:00","temp_t1":61.62}'
    person.publish("kmp2mqtt/heating/state", yesterday, retain=True)
    line = bench.relay(bench.meter("--scenario", "silent"))
    bridge = bench.bridge(broker, heating(line, **QUICK)).start()
    bridge.wait_log("heating: no answer")
    person.ask(b"60")
    person.settle()
    assert {each.topic for each in person.below("kmp2mqtt/heating/")} == {
        *(f"kmp2mqtt/heating/{leaf}" for leaf in ("availability", "state", "get", "response")),
    }
    assert {each.text for each in person.on("kmp2mqtt/heating/availability")} == {"offline"}
    assert [each.payload for each in person.on("kmp2mqtt/heating/state")] == [yesterday]
    assert not person.below("homeassistant/device/kmp_7", "homeassistant/device/kmp_name")


def test_a_meter_is_offline_after_the_third_failed_try_and_back_with_its_next_answer(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter())
    bench.bridge(broker, heating(line, **QUICK)).start()
    person.wait_for("kmp2mqtt/heating/availability", lambda it: it.text == "online")
    person.wait_for("kmp2mqtt/heating/reading", lambda it: it.json["sequence"] >= 2)

    since = len(person.messages)
    began = time.monotonic()
    line.is_mute = True
    gone = person.wait_for("kmp2mqtt/heating/availability", since=since)
    heard = person.messages[since:]
    quiet_from = began + 0.5  # what was on its way has arrived
    assert gone.text == "offline" and gone.retain
    said = {it.topic for it in heard if quiet_from < it.time < gone.time}
    assert said <= {"kmp2mqtt/bridge/health"}
    unanswered = [when for when, way, _ in line.passed if way == "to" and when >= began]
    assert 3 <= len(unanswered) <= 4  # the answer to the first was perhaps already here
    event = person.wait_for("kmp2mqtt/heating/event", since=since).json
    assert event["type"] == "meter_offline" and "no answer" in event["message"]

    back = len(person.messages)
    line.is_mute = False
    assert person.wait_for("kmp2mqtt/heating/availability", since=back).text == "online"
    event = person.wait_for("kmp2mqtt/heating/event", since=back).json
    assert event["type"] == "meter_online"


def test_registers_of_an_unanswered_request_keep_their_values_and_stand_in_failed(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter())
    registers = [60, 68, 72, 74, 80, 84, 86, 87, 89, 99]  # two requests: eight go into one
    keys = {**QUICK, "interval": REST, "command_max_age": "0s"}
    bench.bridge(broker, heating(line, registers=registers, **keys)).start()
    state = person.wait_for("kmp2mqtt/heating/state")

    answers = iter([True, False])
    line.change = lambda answer: answer if next(answers, True) else b""
    since = len(person.messages)
    answer = person.ask(b"").json
    assert answer["status"] == "ok"
    assert len(answer["values"]) + len(answer["failed"]) == len(registers)
    assert answer["failed"] and not set(answer["failed"]) & set(answer["values"])
    newer = person.wait_for("kmp2mqtt/heating/state", since=since)
    for name in answer["failed"]:
        assert newer.as_written[name] == state.as_written[name]


def test_a_meter_with_another_serial_number_than_configured_is_not_published(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    line = bench.relay(bench.meter(serial="71234567"))
    bridge = bench.bridge(broker, heating(line, serial="11111111", **QUICK)).start()
    complaint = bridge.wait_log("11111111")
    assert "71234567" in complaint
    seen = len(line.telegrams)
    while len(line.telegrams) < seen + 4:
        time.sleep(0.05)
    person.settle()
    assert {each.topic for each in person.below("kmp2mqtt/heating/")} == {
        "kmp2mqtt/heating/availability"
    }
    assert {each.text for each in person.on("kmp2mqtt/heating/availability")} == {"offline"}
    assert not [each for each in person.below("homeassistant/") if b"71234567" in each.payload]


def test_a_meter_that_takes_the_place_of_another_is_a_new_device(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    meter = bench.meter(serial="71234567")
    bench.bridge(broker, heating(meter, **QUICK)).start()
    person.wait_for("homeassistant/device/kmp_71234567/config")
    since = len(person.messages)
    meter.stop()
    person.wait_for(
        "kmp2mqtt/heating/availability", lambda it: it.text == "offline", since=since
    )
    since = len(person.messages)
    meter.start(serial="80000001")
    person.wait_for(
        "kmp2mqtt/heating/event", lambda it: it.json["type"] == "serial_changed", since=since
    )
    person.wait_for("homeassistant/device/kmp_80000001/config", since=since)
    info = person.wait_for("kmp2mqtt/heating/info", since=since).json
    assert info["serial"] == "80000001"
    readings = [each for each in person.messages[since:] if each.topic.endswith("/reading")]
    assert {each.json["serial"] for each in readings} <= {"80000001"}
