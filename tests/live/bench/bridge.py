# SPDX-License-Identifier: Apache-2.0
"""The bridge itself, with a configuration file."""

import json
import os

from .process import Process


# Divides no day, so no read runs on the clock in the middle of a test.
REST = "7h"


def program():
    return os.environ["KMP2MQTT"]


def heating(line, **keys):
    """A meter of that name, read at start and not again; `line` is anything with a device."""
    return {"name": "heating", "device": line.device, "interval": REST, **keys}


def section(name, keys):
    """A TOML table; JSON spells text, numbers, booleans and lists as TOML does."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    return "\n".join([name, *lines, ""])


class Bridge:
    """kmp2mqtt under a configuration that a test gives in parts, each with what is usual."""

    def __init__(
        self,
        file,
        broker_port,
        meters,
        mqtt=None,
        tls=None,
        home=None,
        store=None,
        level="debug",
        around=(),
        environment=None,
    ):
        """`around` are words before the command: a program that runs it."""
        self.file = file
        self._around = around
        self._environment = environment
        self._log = file.with_suffix(".log")
        self._process = None
        tables = [
            section("[mqtt]", {"broker": f"mqtt://127.0.0.1:{broker_port}", **(mqtt or {})}),
            section("[homeassistant]", home or {}),
            section("[log]", {"level": level}),
            section("[store]", store or {}),
            *(section("[[meter]]", each) for each in meters),
        ]
        if tls is not None:
            tables.insert(1, section("[mqtt.tls]", tls))
        self.file.write_text("\n".join(tables))

    def start(self, *options):
        command = [*self._around, program(), "--config", self.file, *options]
        self._process = Process(command, self._log, self._environment)
        return self

    def __getattr__(self, name):
        """is_alive, log, wait_log, send, wait, stop, kill: those of the run."""
        return getattr(self._process, name)

    def end(self):
        if self._process:
            self._process.end()
