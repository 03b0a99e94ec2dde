# SPDX-License-Identifier: Apache-2.0
"""What the meter says is wrong with it, and what its values show."""

from bench.bridge import heating
from bench.subscriber import BASE

INFO = f"{BASE}/heating/info"
METER = "homeassistant/device/kmp_71234567/config"


def spoilt(bench, scenario, **keys):
    """Somebody who listens to a meter that a scenario spoils with every second answer."""
    broker = bench.broker()
    person = bench.subscriber(broker)
    meter = bench.meter("--scenario", scenario)
    bench.bridge(broker, heating(meter, command_max_age="0s", **keys)).start()
    person.wait_for(f"{BASE}/heating/reading")
    return person


def info_after_reads(person, fits, reads=12):
    """The first info that fits, of a meter that is read again and again."""
    for _ in range(reads):
        person.ask()
        person.settle()
        found = [each.json for each in person.on(INFO) if fits(each.json)]
        if found:
            return found[0]
    raise AssertionError(f"the infos were {[each.payload for each in person.on(INFO)]}")


def test_an_info_code_comes_in_words_and_as_a_problem_and_goes(bench):
    person = spoilt(bench, "info_codes:2", model="403")
    first = person.wait_for(INFO).json
    assert first["info_text"] == "OK" and first["problem_low_battery"] == "OFF"
    wrong = info_after_reads(person, lambda info: info["info_text"] != "OK")
    there = [key for key, value in wrong.items() if key.startswith("problem_") and value == "ON"]
    assert there
    components = person.wait_for(METER).json["components"]
    names = {components[key]["name"] for key in there if key != "problem_value_rejected"}
    assert names == set(wrong["info_text"].split(", "))


def test_a_code_of_a_model_without_a_list_is_shown_as_a_number(bench):
    person = spoilt(bench, "info_codes:2", model="402")
    wrong = info_after_reads(person, lambda info: info["info_text"] != "OK")
    assert wrong["info_text"].endswith(": not decoded for this model")
    components = person.wait_for(METER).json["components"]
    assert [key for key in components if key.startswith("problem_")] == ["problem_value_rejected"]


def test_a_broken_sensor_is_a_problem_until_it_works_again(bench):
    person = spoilt(bench, "sensor_fault:2")
    assert person.wait_for(INFO).json["problem_value_rejected"] == "OFF"
    info_after_reads(person, lambda info: info["problem_value_rejected"] == "ON")
    broken = next(
        index for index, each in enumerate(person.on(INFO))
        if each.json["problem_value_rejected"] == "ON"
    )
    for _ in range(12):
        person.ask()
    person.settle()
    later = [each.json["problem_value_rejected"] for each in person.on(INFO)[broken:]]
    assert "OFF" in later


def test_the_meters_clock_is_a_point_in_time(bench):
    broker = bench.broker()
    person = bench.subscriber(broker)
    meter = heating(bench.meter(), registers=["date", "clock", "power"])
    bench.bridge(broker, meter).start()
    components = person.wait_for(METER).json["components"]
    assert components["meter_clock"]["device_class"] == "timestamp"
    assert components["date"]["device_class"] == "date"
    state = person.wait_for(f"{BASE}/heating/state").json
    clock = person.wait_for(INFO).json["meter_clock"]
    assert clock.startswith(f"{state['date']}T{state['clock']}")
    assert clock[19] in "+-"
