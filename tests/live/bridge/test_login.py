# SPDX-License-Identifier: Apache-2.0
"""Passwords and certificates."""

import re

from bench.bridge import heating
from bench.broker import password_file
from bench.process import wait_until

USER = "bridge"
PASSWORD = "correct-horse-71"
WRONG = "battery-staple-72"


def login(password):
    return {"username": USER, "password": password}


def test_the_bridge_lives_with_a_wrong_password_and_connects_when_it_is_accepted(bench):
    broker = bench.broker(password_file(bench.folder, USER, PASSWORD))
    bridge = bench.bridge(broker, heating(bench.meter()), mqtt=login(WRONG)).start()
    bridge.wait_log("(?i)password|not authorised")
    assert bridge.is_alive
    broker.stop()
    broker.start(password_file(bench.folder, USER, WRONG))
    person = bench.subscriber(broker, user=(USER, WRONG))
    person.wait_for("kmp2mqtt/heating/state")


def test_a_password_is_in_no_log_and_on_no_topic(bench):
    rightly = password_file(bench.folder, USER, PASSWORD)
    broker = bench.broker(rightly)
    person = bench.subscriber(broker, user=(USER, PASSWORD))
    meter = heating(bench.meter())
    wrong = bench.bridge(broker, meter, mqtt=login(WRONG), level="trace").start()
    wrong.wait_log("(?i)password|not authorised")
    wrong.stop()
    right = bench.bridge(broker, meter, mqtt=login(PASSWORD), level="trace").start()
    person.wait_for("kmp2mqtt/heating/reading")
    person.ask(b"")
    right.stop()
    person.settle()
    said = "".join([wrong.log, right.log, *(str(each) for each in person.messages)])
    assert PASSWORD not in said and WRONG not in said
    assert len(person.messages) > 8


def test_the_password_is_read_from_a_file(bench):
    broker = bench.broker(password_file(bench.folder, USER, PASSWORD))
    person = bench.subscriber(broker, user=(USER, PASSWORD))
    secret = bench.folder / "secret"
    secret.write_text(PASSWORD + "\n")
    keys = {"username": USER, "password_file": str(secret)}
    bench.bridge(broker, heating(bench.meter()), mqtt=keys).start()
    person.wait_for("kmp2mqtt/heating/state")


def encrypted(broker):
    return {"broker": f"mqtts://localhost:{broker.port}"}


def test_a_certificate_of_a_trusted_authority_is_accepted(bench, certificates):
    broker = bench.broker(tls=certificates["localhost"])
    person = bench.subscriber(broker, tls=certificates["authority"])
    tls = {"ca_file": str(certificates["authority"].certificate)}
    bench.bridge(broker, heating(bench.meter()), mqtt=encrypted(broker), tls=tls).start()
    person.wait_for("kmp2mqtt/heating/state")


def refused(bench, certificates, shown, trusted):
    """The words with which the bridge refuses a broker that shows a certificate."""
    broker = bench.broker(tls=certificates[shown])
    tls = {"ca_file": str(certificates[trusted].certificate)}
    bridge = bench.bridge(broker, heating(bench.meter()), mqtt=encrypted(broker), tls=tls).start()
    line = bridge.wait_log("certificate")
    assert bridge.is_alive
    assert "kmp2mqtt-" not in broker.log, "the bridge said its name to a broker it must not trust"
    return line


def test_a_certificate_of_another_authority_is_refused(bench, certificates):
    assert re.search("authority|trusted", refused(bench, certificates, "localhost", "stranger"))


def test_a_certificate_for_another_host_is_refused(bench, certificates):
    assert "another host" in refused(bench, certificates, "elsewhere", "authority")


def test_no_verification_is_reported_at_start_and_accepts_any_certificate(bench, certificates):
    broker = bench.broker(tls=certificates["elsewhere"])
    meter = heating(bench.meter())
    bridge = bench.bridge(broker, meter, mqtt=encrypted(broker), tls={"verify": False}).start()
    bridge.wait_log("verify")
    wait_until(lambda: "kmp2mqtt-" in broker.log, "a connection")
