# SPDX-License-Identifier: Apache-2.0
"""A meter that kmptool plays, and ser2net before it."""

import itertools
import os
import pathlib
import shutil

from .process import Process, free_port, wait_until

SERIAL = "71234567"
numbers = itertools.count(1)
SER2NET = shutil.which("ser2net", path="/usr/sbin:/usr/bin")


class Meter:
    """A simulated meter, or many of them, without the pace of a line unless told else.

    It keeps its port over stops and starts. `pty` is the name of the device that it makes instead.
    """

    def __init__(self, folder, *options, pty=None, **identity):
        self.port = 0
        self.devices = []
        self._pty = pty
        self._log = folder / f"simulate-{next(numbers)}.log"
        self._process = None
        self.start(*options, **identity)

    @property
    def device(self):
        return self.devices[0]

    def start(self, *options, model="403", serial=SERIAL):
        way = ["--pty", self._pty] if self._pty else ["--tcp", self.port]
        pace = [] if "--baud" in options else ["--baud", "0"]
        command = [os.environ["KMPTOOL"], "simulate", *way, *pace]
        command += ["--model", model, "--serial", serial, *options]
        self._process = Process(command, self._log)
        start = "/" if self._pty else "socket://"
        self._process.wait_log(f"^{start}")
        self.devices = [line for line in self._process.log.splitlines() if line.startswith(start)]
        if not self._pty:
            self.port = int(self.device.rpartition(":")[2])

    @property
    def is_alive(self):
        return self._process.is_alive

    def stop(self):
        return self._process.stop()

    def end(self):
        self._process.end()


class Ser2net:
    """The real ser2net before a serial device; keeps its port over stops and starts."""

    def __init__(self, folder, device, *options):
        self.port = free_port()
        self._folder = folder
        self._file = folder / f"ser2net-{self.port}.yaml"
        lines = [f"    {option}" for option in options]
        self._file.write_text(
            "connection: &meter\n"
            f"  accepter: tcp,127.0.0.1,{self.port}\n"
            f"  connector: serialdev,{device},1200n82,local\n"
            + "\n".join(["  options:", *lines, ""] if lines else [])
        )
        self._process = None
        self.start()

    def start(self):
        log = self._folder / f"ser2net-{self.port}.log"
        self._process = Process([SER2NET, "-n", "-c", self._file], log)
        # Not by connecting: that would open the device.
        wait_until(lambda: is_bound(self.port), "ser2net")

    def holds(self, device):
        """Whether it has opened the device, which it does some time after it accepted somebody."""
        files = pathlib.Path(f"/proc/{self._process.pid}/fd").iterdir()
        return os.path.realpath(device) in [os.path.realpath(each) for each in files]

    def kill(self):
        return self._process.kill()

    @property
    def device(self):
        return f"socket://127.0.0.1:{self.port}"

    def end(self):
        self._process.end()


def is_bound(port):
    """Whether somebody listens there, seen without connecting."""
    listening = "0A"
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = [line.split() for line in table]
    return any(row[1] == f"0100007F:{port:04X}" and row[3] == listening for row in rows)
