# SPDX-License-Identifier: Apache-2.0
"""A real Home Assistant, in the place that .ci/home-assistant made for its release."""

import datetime
import json
import os
import pathlib
import re
import subprocess

from bench.process import Process, free_port, wait_until

from api import PATIENCE, Api, Refused

HERE = pathlib.Path(__file__).parent
IN_CHROOT = HERE.parents[2] / ".ci" / "in-chroot"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "/var/tmp")) / "kmp2mqtt-home-assistant"
RELEASES = [
    line.split()[0]
    for line in (HERE / "releases.txt").read_text().splitlines()
    if not line.startswith("#")
]
# Its first start makes a database; two cores that others use too take most of it.
START = 180
COMPLAINT = re.compile(r"^\S+ \S+ (WARNING|ERROR|CRITICAL) ")
# What is said of parts that are not installed here, of a broker that a test has stopped, and of a
# machine that is busy.
EXPLAINED = re.compile(
    r"\[(homeassistant\.setup|homeassistant\.bootstrap|aiohttp_fast_zlib"
    r"|homeassistant\.components\.(camera\.img_util|ffmpeg)|haffmpeg\.(core|tools))\] "
    r"|\[homeassistant\.components\.mqtt\.client\] Error returned from MQTT server: The connection"
    r"|\[homeassistant\.components\.mqtt\.client\] Failed to connect to MQTT server"
    r"|\[paho\.mqtt\.client\] failed to receive on socket"
    r"|\[homeassistant\.helpers\.entity\] Updating state for \S+ .*took "
)

# Without default_config: what is not asked for here costs time at each start. The port has to be
# given here up to 2027.2; later releases keep it elsewhere.
CONFIGURATION = """
homeassistant:
  name: Home
  unit_system: metric
  time_zone: {zone}
  country: DK
  currency: DKK
http:
  server_host: 127.0.0.1
  server_port: {port}
api:
config:
energy:
frontend:
history:
recorder:
  commit_interval: 0
  purge_keep_days: 1
  auto_purge: false
logger:
  default: info
"""
ONBOARDING = {
    "version": 4,
    "key": "onboarding",
    "data": {"done": ["core_config", "analytics", "integration"]},
}


def why_not(release):
    """What keeps that release from running here; None if nothing does."""
    if os.geteuid() != 0:
        return "Home Assistant runs in a root folder, and only root can enter it: be root"
    if not (CACHE / release / "complete").exists():
        return f"there is no Home Assistant {release}: .ci/home-assistant makes it, as root"
    return None


def late_evening():
    """A time zone in which it is past 22 o'clock, so that the last day is today."""
    offset = 22 - datetime.datetime.now(datetime.timezone.utc).hour
    if offset > 14:  # there is no such zone, but the day before is as good
        offset -= 24
    return f"Etc/GMT{-offset:+d}"


class HomeAssistant:
    """One with a database and settings of its own; it keeps its port over restarts."""

    def __init__(self, release, folder):
        self.release = release
        self.folder = folder / "home-assistant"
        self.folder.mkdir()
        self.port = free_port()
        self.zone = late_evening()
        self.api = Api(self.port)
        self._process = None
        self._heard = 0  # lines of the log
        (self.folder / "configuration.yaml").write_text(
            CONFIGURATION.format(port=self.port, zone=self.zone)
        )
        # The first person has yet to come; the pages after that ask what is configured here.
        (self.folder / ".storage").mkdir()
        (self.folder / ".storage" / "onboarding").write_text(json.dumps(ONBOARDING))

    def start(self):
        program = "/opt/home-assistant/bin/hass --config /mnt --skip-pip --log-no-color".split()
        self._process = Process(
            [IN_CHROOT, "--bind", self.folder, CACHE / self.release, *program],
            self.folder.with_suffix(".log"),
        )
        wait_until(self._has_begun, "Home Assistant's first page", START)
        return self

    def _has_begun(self):
        assert self._process.is_alive, self._process.log
        try:
            self.api.get("/api/onboarding")
        except OSError:
            return False
        except Refused:
            pass
        return True

    def wait_running(self):
        wait_until(lambda: self.api.get("/api/config")["state"] == "RUNNING", "RUNNING", START)
        return self

    def keep_port(self):
        """Up from 2026.11 a new port is given up again unless somebody confirms it."""
        try:
            self.api.ask("http/config/promote")
        except Refused as refusal:
            if "unknown_command" not in str(refusal):
                raise

    def stop(self):
        self.api.post("/api/services/homeassistant/stop")
        self._process.wait(PATIENCE)

    def new_complaints(self):
        """Warnings and errors since the last call that nothing here explains."""
        lines = self._process.log_file.read_text(errors="replace").splitlines()
        new, self._heard = lines[self._heard :], len(lines)
        return [each for each in new if COMPLAINT.match(each) and not EXPLAINED.search(each)]

    @property
    def database(self):
        return self.folder / "home-assistant_v2.db"

    def end(self):
        if self._process and self._process.is_alive:
            try:
                self.stop()
            except (OSError, Refused, subprocess.TimeoutExpired):
                self._process.kill()
