# SPDX-License-Identifier: Apache-2.0
"""Passwords."""

import pathlib
import re
import resource

from bench.bridge import heating
from bench.broker import password_file

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


def test_a_credential_of_systemd_is_named_without_a_folder(bench):
    broker = bench.broker(password_file(bench.folder, USER, PASSWORD))
    person = bench.subscriber(broker, user=(USER, PASSWORD))
    credentials = bench.folder / "credentials"
    credentials.mkdir()
    (credentials / "mqtt_password").write_text(PASSWORD + "\n")
    keys = {"username": USER, "password_file": "mqtt_password"}
    environment = {"CREDENTIALS_DIRECTORY": str(credentials)}
    bench.bridge(broker, heating(bench.meter()), mqtt=keys, environment=environment).start()
    person.wait_for("kmp2mqtt/heating/state")


def test_a_secret_that_everybody_can_read_is_a_warning_at_start(bench):
    broker = bench.broker(password_file(bench.folder, USER, PASSWORD))
    secret = bench.folder / "secret"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    meter = heating(bench.meter())
    keys = {"username": USER, "password_file": str(secret)}
    apart = bench.bridge(broker, meter, mqtt=keys).start()
    assert f'can read "{secret}"; chmod o-rwx' in apart.wait_log("mqtt.password_file: every user")
    inside = bench.bridge(broker, meter, mqtt=login(PASSWORD))
    inside.file.chmod(0o644)
    inside.start()
    assert "or use password_file" in inside.wait_log("mqtt.password: every user")


def test_the_system_shows_no_password_of_a_running_bridge(bench):
    broker = bench.broker(password_file(bench.folder, USER, PASSWORD))
    resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2)
    bridge = bench.bridge(broker, heating(bench.meter()), mqtt=login(PASSWORD)).start()
    bridge.wait_log("connected to the broker")
    process = pathlib.Path(f"/proc/{bridge.pid}")
    for shown in ("cmdline", "environ", "comm", "status"):
        assert PASSWORD.encode() not in (process / shown).read_bytes()
    # A core file would hold it.
    assert re.search(r"^Max core file size +0 +0 ", (process / "limits").read_text(), re.MULTILINE)
