# SPDX-License-Identifier: Apache-2.0
"""The meter of a recording, played by kmptool."""

import itertools
import os

from .process import Process

numbers = itertools.count(1)


class Tape:
    """kmptool replay, on a port or on a pseudo-terminal of that name; at once unless told else."""

    def __init__(self, folder, file, *options, pty=None):
        way = ["--pty", pty] if pty else ["--tcp", 0]
        pace = [] if "--baud" in options else ["--baud", 0]
        command = [os.environ["KMPTOOL"], "replay", file, *way, *pace, *options]
        self._process = Process(command, folder / f"replay-{next(numbers)}.log")
        self.device = self._process.wait_log("^(/|socket://)")

    def __getattr__(self, name):
        """log, wait_log: those of the program."""
        return getattr(self._process, name)

    def end(self):
        self._process.end()
