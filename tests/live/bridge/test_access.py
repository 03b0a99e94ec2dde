# SPDX-License-Identifier: Apache-2.0
"""The access list in etc/: the bridge may do all that it does, and nothing else."""

import pathlib
import re
import subprocess
import time

import pytest

from bench.bridge import heating
from bench.process import wait_until
from bench.subscriber import BASE, new_client

LIST = pathlib.Path(__file__).parents[3] / "etc" / "mosquitto.acl"
PASSWORD = "secret"
USERS = ("kmp2mqtt", "homeassistant", "reader", "watcher")
QUICK = {"interval": "1s", "timeout": "200ms", "retries": 0, "command_max_age": "0s"}


def guarded(bench):
    """A broker with the access list, and a watcher of ours who may do everything."""
    rules = bench.folder / "acl"
    rules.write_text(LIST.read_text() + "\nuser watcher\ntopic readwrite #\n")
    passwords = bench.folder / "passwords"
    passwords.write_text("".join(f"{user}:{PASSWORD}\n" for user in USERS))
    subprocess.run(["mosquitto_passwd", "-U", passwords], check=True, capture_output=True)
    return bench.broker(f"password_file {passwords}", f"acl_file {rules}", "log_type all")


def login(user):
    return user, PASSWORD


def bridge_on(bench, broker, line, **options):
    mqtt = {"username": "kmp2mqtt", "password": PASSWORD}
    return bench.bridge(broker, heating(line, **QUICK), mqtt=mqtt, **options)


class Stranger:
    """Somebody with the bridge's password, who tries what the bridge never does."""

    def __init__(self, broker, user):
        self._client = new_client(f"stranger-{user}")
        self._client.username_pw_set(*login(user))
        self.heard = []
        self._client.on_message = lambda _c, _u, message: self.heard.append(message.topic)
        self._client.connect("127.0.0.1", broker.port)
        self._client.loop_start()

    def publish(self, topic):
        self._client.publish(topic, b"x", 1)

    def listen(self, topic):
        self._client.subscribe(topic, 1)

    def end(self):
        self._client.disconnect()
        self._client.loop_stop()


def everything_that_a_bridge_does(bench):
    """Reads, commands and their answers, a meter that is lost, both styles of discovery."""
    broker = guarded(bench)
    watcher = bench.subscriber(broker, user=login("watcher"))
    line = bench.relay(bench.meter())
    bridge = bridge_on(bench, broker, line).start()
    watcher.wait_for(f"{BASE}/heating/reading")
    watcher.ask(b"temp_t1")
    own = f"{BASE}/heating/response/mine"
    watcher.ask(b"temp_t1", on=own, answer_to=own)
    line.is_mute = True
    watcher.wait_for(f"{BASE}/heating/event")
    line.is_mute = False
    watcher.wait_for(f"{BASE}/heating/availability", lambda it: it.text == "online")
    bridge.stop()
    # This one comes each minute. That it comes is seen elsewhere; here, that it may.
    other = Stranger(broker, "kmp2mqtt")
    other.publish(f"{BASE}/bridge/health")
    watcher.wait_for(f"{BASE}/bridge/health")
    other.end()
    since = len(watcher.messages)
    bridge_on(bench, broker, line, home={"style": "component"}).start()
    # Two seconds after the documents in the other style have said that they migrate.
    watcher.wait_for("homeassistant/sensor/kmp_71234567_60/config", since=since)
    watcher.settle()
    return broker, watcher


def rules_of(user):
    """Access and filter of each line that the list has for a user."""
    blocks = re.split(r"^user ", LIST.read_text(), flags=re.MULTILINE)[1:]
    block = next(each for each in blocks if each.split()[0] == user)
    return re.findall(r"^topic (read|write|readwrite) (\S+)$", block, re.MULTILINE)


def matches(rule, topic):
    pattern = re.escape(rule).replace(r"\+", "[^/]*").replace(r"/\#", "(/.*)?")
    return re.fullmatch(pattern.replace(r"\#", ".*"), topic) is not None


@pytest.fixture(name="lived", scope="module")
def lived_fixture(long_bench):
    return everything_that_a_bridge_does(long_bench)


def test_the_broker_denies_nothing_that_the_bridge_does(lived):
    broker, watcher = lived
    assert not [line for line in broker.log.splitlines() if "Denied" in line]
    assert watcher.below("homeassistant/device/") and watcher.below("homeassistant/sensor/")


def test_every_line_of_the_list_is_needed(lived):
    broker, watcher = lived
    heard = {each.topic for each in watcher.messages}
    asked = set(re.findall(r"^\S+\s+(\S+) \(QoS 1\)$", broker.log, re.MULTILINE))
    for access, rule in rules_of("kmp2mqtt"):
        if access != "read":
            assert [topic for topic in heard if matches(rule, topic)], f"nothing is {rule}"
        if access != "write":
            assert [topic for topic in asked if matches(rule, topic)], f"nobody asks for {rule}"


def denied(broker, topic):
    return re.search(f"Denied PUBLISH from stranger-\\S+ \\(.*'{re.escape(topic)}'", broker.log)


@pytest.mark.parametrize(
    "user, topic",
    [
        ("kmp2mqtt", "kmp2mqtt/heating/get"),
        ("kmp2mqtt", "kmp2mqtt/heating/state/more"),
        ("kmp2mqtt", "kmp2mqtt/bridge/other"),
        ("kmp2mqtt", "homeassistant/status"),
        ("kmp2mqtt", "homeassistant/sensor/a/b/config"),
        ("kmp2mqtt", "zigbee2mqtt/door/set"),
        ("homeassistant", "kmp2mqtt/heating/state"),
        ("homeassistant", "kmp2mqtt/bridge/state"),
        ("reader", "kmp2mqtt/heating/get"),
        ("reader", "homeassistant/status"),
    ],
)
def test_nobody_publishes_what_is_not_theirs(user, topic, lived):
    broker, _ = lived
    stranger = Stranger(broker, user)
    try:
        stranger.publish(topic)
        wait_until(lambda: denied(broker, topic), f"a refusal of {topic} to {user}")
    finally:
        stranger.end()


def test_the_bridge_hears_nothing_that_is_not_for_it(lived):
    broker, watcher = lived
    stranger = Stranger(broker, "kmp2mqtt")
    try:
        stranger.listen("#")
        wait_until(lambda: f"{BASE}/bridge/state" in stranger.heard, "what it may hear")
        for topic in ("zigbee2mqtt/door", "homeassistant/sensor/x/config", f"{BASE}/heating/get"):
            watcher.publish(topic, b"{]")
        wait_until(lambda: f"{BASE}/heating/get" in stranger.heard, "a command")
        time.sleep(0.2)
        allowed = [rule for access, rule in rules_of("kmp2mqtt") if access != "write"]
        assert not [t for t in stranger.heard if not any(matches(rule, t) for rule in allowed)]
    finally:
        stranger.end()


def test_a_reading_that_the_broker_refuses_waits_until_it_may_be_published(bench):
    rules = bench.folder / "acl"
    rules.write_text("topic readwrite #\ntopic deny kmp2mqtt/+/reading\n")
    broker = bench.broker(f"acl_file {rules}")
    bridge = bench.bridge(broker, heating(bench.meter())).start()
    bridge.wait_log('the broker refuses what is published on "kmp2mqtt/heating/reading"')
    broker.stop()
    broker.start()
    person = bench.subscriber(broker)
    assert person.wait_for(f"{BASE}/heating/reading").json["sequence"] == 1
    bridge.wait_log('the broker takes what is published on "kmp2mqtt/heating/reading" again')
