# SPDX-License-Identifier: Apache-2.0
"""The life of a discovery document: what takes its place, and what leaves no ghost."""

import json
import time

from bench.bridge import heating
from bench.subscriber import BASE, stored

PREFIX = "homeassistant"
METER = f"{PREFIX}/device/kmp_71234567/config"
REGISTERS = ["heat_energy_e1", "power", "temp_t1"]


def documents(broker):
    """{topic: document} of all that is kept for Home Assistant."""
    return {
        topic: message.json
        for topic, message in stored(broker).items()
        if topic.startswith(f"{PREFIX}/") and message.payload
    }


def announced(broker):
    """What is kept when nothing has changed for longer than the pause between two documents."""
    before, since = None, time.monotonic()
    end = since + 30
    while time.monotonic() < end:
        now = documents(broker)
        if now != before:
            before, since = now, time.monotonic()
        elif time.monotonic() - since > 2.6:
            return now
        time.sleep(0.4)
    raise AssertionError("documents go on changing")


class Life:
    """One broker, one meter, and bridges one after the other with other configurations."""

    def __init__(self, bench):
        self.bench = bench
        self.broker = bench.broker()
        self.person = bench.subscriber(self.broker)
        self.meter = bench.meter()
        self.bridge = None

    def run(self, *meters, home=None, **keys):
        """The documents after a run of a bridge, and all that was heard on them during it."""
        if self.bridge:
            self.bridge.stop()
        since = len(self.person.messages)
        meters = meters or (heating(self.meter, registers=REGISTERS, **keys),)
        self.bridge = self.bench.bridge(
            self.broker, *meters, home=home, mqtt={"client_id": "attic"}
        ).start()
        for each in meters:
            self.person.wait_for(f"{BASE}/{each['name']}/state", since=since)
        kept = announced(self.broker)
        heard = [each for each in self.person.messages[since:] if each.topic.startswith(PREFIX)]
        return kept, heard


def steps(heard, topic):
    """What was said on a topic, each told by what it is."""
    words = []
    for each in heard:
        if each.topic == topic:
            migrates = each.payload and each.json == {"migrate_discovery": True}
            words.append("removal" if not each.payload else "migration" if migrates else "document")
    return words


def test_a_change_of_style_migrates_both_ways(bench):
    life = Life(bench)
    life.run()
    old, heard = life.run(home={"style": "component"})
    assert METER not in old and f"{PREFIX}/sensor/kmp_71234567_80/config" in old
    assert steps(heard, METER) == ["migration", "removal"]
    order = [each.topic for each in heard]
    component = f"{PREFIX}/sensor/kmp_71234567_80/config"
    assert order.index(METER) < order.index(component)
    removal = next(i for i, each in enumerate(heard) if each.topic == METER and not each.payload)
    assert order.index(component) < removal
    assert heard[removal].time - heard[order.index(component)].time > 1.9

    new, heard = life.run()
    assert {topic for topic in new if "kmp_71234567" in topic} == {METER}
    assert steps(heard, component) == ["migration", "removal"]
    ids = {each["unique_id"] for each in new[METER]["components"].values()}
    assert ids == {each["unique_id"] for topic, each in old.items() if "kmp_71234567" in topic}


def test_a_register_that_is_no_longer_configured_leaves_no_ghost(bench):
    life = Life(bench)
    life.run()
    kept, heard = life.run(heating(life.meter, registers=REGISTERS[:2]))
    assert "temp_t1" not in kept[METER]["components"]
    first = next(each for each in heard if each.topic == METER)
    assert first.json["components"]["temp_t1"] == {"platform": "sensor"}

    life.run(home={"style": "component"})
    kept, heard = life.run(
        heating(life.meter, registers=REGISTERS[:2]), home={"style": "component"}
    )
    assert f"{PREFIX}/sensor/kmp_71234567_86/config" not in kept
    assert f"{PREFIX}/sensor/kmp_71234567_80/config" in kept


def test_a_meter_that_is_renamed_keeps_its_document(bench):
    life = Life(bench)
    life.run()
    kept, heard = life.run({**heating(life.meter, registers=REGISTERS), "name": "boiler"})
    assert steps(heard, METER) == ["document"]
    assert kept[METER]["components"]["power"]["state_topic"] == f"{BASE}/boiler/state"


def test_a_meter_that_is_removed_goes_once_the_others_are_known(bench):
    life = Life(bench)
    garage = {**heating(bench.meter(serial="222")), "name": "garage"}
    life.run(heating(life.meter), garage)
    kept, heard = life.run()
    assert f"{PREFIX}/device/kmp_222/config" not in kept and METER in kept
    assert steps(heard, f"{PREFIX}/device/kmp_222/config") == ["removal"]


def test_a_meter_that_was_exchanged_makes_room_for_the_new_one(bench):
    life = Life(bench)
    life.run()
    life.bridge.stop()
    life.meter.stop()
    life.meter.start(serial="333")
    kept, heard = life.run()
    new = f"{PREFIX}/device/kmp_333/config"
    assert METER not in kept and new in kept
    order = [each.topic for each in heard]
    pause = heard[order.index(new)].time - heard[order.index(METER)].time
    assert pause > 1.5, "2 s, as seen through a broker on a busy machine"


def test_documents_of_others_are_left_alone(bench):
    life = Life(bench)
    kept, _ = life.run()
    other = json.loads(json.dumps(kept[METER]).replace(BASE, "cellar").replace("attic", "cellar"))
    theirs = {
        f"{PREFIX}/device/kmp_444/config": other,
        f"{PREFIX}/sensor/zigbee/config": {"name": "not ours"},
    }
    for topic, document in theirs.items():
        life.person.publish(topic, json.dumps(document).encode(), retain=True)
    kept, _ = life.run()
    assert {topic: kept.get(topic) for topic in theirs} == theirs


def test_ghosts_are_found_among_many_documents_and_go_at_fifty_a_second(bench):
    life = Life(bench)
    kept, _ = life.run()
    text = json.dumps(kept[METER])
    for number in range(300):
        topic = f"{PREFIX}/sensor/other_{number}/config"
        life.person.publish(topic, text.encode(), retain=True)
    ghosts = [f"{PREFIX}/device/kmp_9{number}/config" for number in range(100)]
    for topic in ghosts:
        serial = topic.split("/")[2]
        other = text.replace("kmp_71234567", serial).replace("/heating/", "/garage/")
        life.person.publish(topic, other.encode(), retain=True)
    kept, heard = life.run()
    assert not set(ghosts) & set(kept) and METER in kept
    assert len([topic for topic in kept if "other_" in topic]) == 300
    removals = [each.time for each in heard if each.topic in ghosts]
    assert len(removals) == 100
    assert removals[-1] - removals[0] > 99 * 0.02 * 0.9
