# SPDX-License-Identifier: Apache-2.0
"""The flow in etc/node-red/flows.json, as it stands there but for the broker's port."""

import json

from bench.process import wait_until

from node_red import FLOWS


def shown(value):
    """A number as JavaScript writes it: 0.0 is 0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def row(key, value, unit):
    return f"<tr><td>{key}</td><td>{shown(value)}</td><td>{unit}</td></tr>"


def test_the_page_shows_every_value_with_its_unit(house):
    reading = house.person.wait_for("kmp2mqtt/heating/reading").json
    rows = [
        row(key, value, reading["units"][key] or "")
        for key, value in reading["values"].items()
    ]
    assert len(rows) == 8
    wait_until(lambda: all(each in house.node_red.page for each in rows), "all values on the page")
    assert "<p>Bridge: online</p>" in house.node_red.page
    assert "<h2>heating, 71234567: online</h2>" in house.node_red.page


def test_a_press_reads_the_meter_and_the_answer_finds_its_question(house):
    telegrams = len(house.line.telegrams)
    since = len(house.person.messages)
    house.node_red.press("Read two of heating")
    question = house.person.wait_for("kmp2mqtt/heating/get", since=since).properties
    answer = house.person.wait_for(question.ResponseTopic, since=since)
    assert answer.properties.CorrelationData == question.CorrelationData
    assert len(house.line.telegrams) > telegrams
    values = answer.json["values"]
    t1, t2 = shown(values["temp_t1"]), shown(values["temp_t2"])
    line = f"<p>Last answer: heating: temp_t1 {t1} °C, temp_t2 {t2} °C</p>"
    wait_until(lambda: line in house.node_red.page, line)


def test_an_answer_to_somebody_else_is_not_shown(house):
    house.person.publish(
        "kmp2mqtt/heating/response/node-red",
        b'{"status":"ok","values":{"power":1234},"units":{}}',
        correlation=b"mine",
    )
    # Node-RED takes what comes in its order.
    house.person.publish("kmp2mqtt/marker/availability", b"online")
    wait_until(lambda: "<h2>marker, : online</h2>" in house.node_red.page, "what came after it")
    assert "power 1234" not in house.node_red.page


def test_an_error_is_shown_with_its_code(house):
    house.line.is_mute = True
    house.node_red.press("Read heating")
    wait_until(lambda: "Last answer: heating: timeout: " in house.node_red.page, "the error")
    house.line.is_mute = False


def test_each_value_of_each_reading_is_a_line_of_history(house):
    house.person.settle()
    expected = [
        [reading["time"], "heating", "71234567", key, shown(value), reading["units"][key] or ""]
        for reading in (each.json for each in house.person.on("kmp2mqtt/heating/reading"))
        for key, value in reading["values"].items()
    ]
    assert len(expected) >= 8
    wait_until(lambda: len(house.node_red.history) >= len(expected), "all lines")
    assert house.node_red.history == expected
    months = {line[0][:7] for line in expected}
    files = {each.name for each in house.node_red.folder.glob("*.csv")}
    assert files == {f"kmp2mqtt-{month}.csv" for month in months}


def test_the_flow_holds_no_credentials_and_needs_no_further_nodes():
    nodes = json.loads(FLOWS.read_text())
    assert not any("credentials" in each or "user" in each for each in nodes)
    assert {each["type"] for each in nodes} <= {
        "tab", "comment", "mqtt-broker", "mqtt in", "mqtt out", "http in", "http response",
        "function", "template", "inject", "debug", "file",
    }


def test_node_red_complains_of_nothing(house):
    assert house.node_red.complaints == []
