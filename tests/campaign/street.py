# SPDX-License-Identifier: Apache-2.0
"""What stands on the bench: meters, ser2net, lines, and two bridges with one broker.

The steady bridge runs from the beginning to the end, so its memory and descriptors can be watched;
the hasty one is stopped and killed, and speaks MQTT 3.1.1. Each has a meter of every kind of fault,
and sound ones, to whose lines nothing happens.
"""

import dataclasses
import os
import re
import subprocess

from bench.bridge import Bridge, program, section
from bench.meter import Meter, Ser2net
from bench.relay import Relay
from journals import Journals

# Two requests, the second of registers that no default set has.
TEN = [60, 68, 74, 80, 86, 87, 89, 99, 72, 1004]
# Telegrams a day that no campaign uses up, and some that are spent within a minute.
AMPLE = 1_000_000
FRUGAL = 60


@dataclasses.dataclass
class Place:
    """A meter, and what is between it and the bridge."""

    name: str
    meter: Meter
    model: str
    serial: int
    options: list
    far: object = None  # ser2net or a relay before it
    keys: dict = dataclasses.field(default_factory=dict)
    is_sound: bool = False
    budget: int = AMPLE

    @property
    def device(self):
        return (self.far or self.meter).device

    def restart(self, *faults):
        """The same meter, with these faults. Who asks meanwhile finds nobody."""
        if self.meter.is_alive:
            self.meter.stop()
        scenario = ["--scenario", ",".join(faults)] if faults else []
        self.meter.start(*self.options, *scenario, model=self.model, serial=str(self.serial))


class Street:
    """Makes places, and keeps them until the end."""

    def __init__(self, folder, seed):
        self.journals = Journals(folder / "journal.jsonl")
        self._folder = folder
        self._seed = seed
        self._made = []

    def place(self, serial, name, model="403", baud=0, pty=False, far=None, **about):
        folder = self._folder / f"{serial}-{name}"
        folder.mkdir()
        options = ["--journal", self.journals.file, "--seed", self._seed + serial, "--baud", baud]
        link = str(folder / "head") if pty else None
        meter = Meter(folder, *options, pty=link, model=model, serial=str(serial))
        self._made.append(meter)
        if far == "ser2net":
            far = self.keep(Ser2net(folder, meter.device))
        elif far == "relay":
            far = self.keep(Relay(meter.port))
        return Place(name, meter, model, serial, options, far, **about)

    def keep(self, thing):
        self._made.append(thing)
        return thing

    def end(self):
        for each in reversed(self._made):
            each.end()


def steady_places(street):
    return [
        street.place(70_000_001, "sound", is_sound=True),
        street.place(70_000_002, "paced", model="603", baud=1200, is_sound=True),
        street.place(70_000_003, "ten", model="602", keys={"registers": TEN}, is_sound=True),
        street.place(70_000_004, "cut", model="302", far="relay"),
        street.place(70_000_005, "remote", pty=True, far="ser2net"),
        street.place(70_000_006, "plugged", model="601", pty=True),
        *(
            street.place(70_000_010 + number, f"faulty-{number}", model=model)
            for number, model in enumerate(["403", "603", "602", "402", "flowiq"])
        ),
    ]


def hasty_places(street):
    return [
        street.place(71_000_001, "sound", is_sound=True),
        street.place(71_000_002, "cut", model="603", far="relay"),
        street.place(71_000_003, "serial", pty=True, keys={"registers": TEN}),
        street.place(71_000_004, "frugal", budget=FRUGAL),
        street.place(71_000_010, "faulty", model="403"),
    ]


def keeps_budget(folder):
    """Whether this bridge can be told how many telegrams a meter may cost a day."""
    return knows(folder, f"budget.telegrams_per_day = {AMPLE}")


def knows(folder, *lines):
    """Whether the bridge takes these lines of configuration."""
    file = folder / "asked.toml"
    meter = section("[[meter]]", {"name": "heating", "device": "/dev/ttyUSB0"})
    file.write_text("\n".join([meter, *lines]) + "\n")
    check = [program(), "--config", file, "--check"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def settings_of(place, has_budget):
    kind = "water" if place.model == "flowiq" else "heat"
    budget = {"budget.telegrams_per_day": place.budget} if has_budget else {}
    fixed = {"name": place.name, "device": place.device, "kind": kind, "interval": "1s"}
    return {**fixed, **budget, **place.keys}


def make_bridge(folder, base, line, places, **mqtt):
    """Not started; `mqtt` are further keys of that section."""
    mqtt = {"base_topic": base, "client_id": base, "keep_alive": "5s", **mqtt}
    has_budget = keeps_budget(folder)
    meters = [settings_of(each, has_budget) for each in places]
    store = {"path": str(folder / f"{base}.db")}
    file = folder / f"{base}.toml"
    return Bridge(file, line.port, meters, mqtt=mqtt, store=store, level="info")


def all_scenarios():
    listed = subprocess.run(
        [os.environ["KMPTOOL"], "simulate", "--list-scenarios"], check=True, capture_output=True
    ).stdout.decode()
    return re.findall(r"^[a-z_]+", listed, re.MULTILINE)
