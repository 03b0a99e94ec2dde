# SPDX-License-Identifier: Apache-2.0
"""A program under test or beside it, with its log, and free ports for it."""

import os
import re
import signal
import socket
import subprocess
import time

# So long a slow machine may take for what takes a moment; sanitizers slow the programs down.
PATIENCE = 60


def free_port():
    """A loopback port that nobody uses; the kernel does not give it to others for a while."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, what, timeout=PATIENCE):
    """The first true answer of `condition`."""
    deadline = time.monotonic() + timeout
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"in {timeout} s this has not come: {what}"
        time.sleep(0.01)
    return answer


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A program that was started, and is ended by its id."""

    def __init__(self, command, log, environment=None):
        self.log_file = log
        self._began_at = log.stat().st_size if log.exists() else 0
        with open(log, "ab") as out:
            self._process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
            )

    @property
    def pid(self):
        return self._process.pid

    @property
    def cpu_seconds(self):
        """Of processor time that it has used so far; proc(5): utime and stime."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def is_alive(self):
        return self._process.poll() is None

    @property
    def log(self):
        """What this run has said so far."""
        return self.log_file.read_bytes()[self._began_at :].decode(errors="replace")

    def wait_log(self, pattern, timeout=PATIENCE):
        """The first line in which `pattern` is found."""

        def line():
            return next((each for each in self.log.splitlines() if re.search(pattern, each)), None)

        wait_until(lambda: line() or not self.is_alive, f"a log line like {pattern!r}", timeout)
        assert line(), f"it ended without a log line like {pattern!r}:\n{self.log}"
        return line()

    def send(self, which):
        self._process.send_signal(which)

    def wait(self, timeout=PATIENCE):
        return self._process.wait(timeout)

    def stop(self, which=signal.SIGTERM):
        """Exit code, and the seconds that the stop took."""
        began = time.monotonic()
        self.send(which)
        return self.wait(), time.monotonic() - began

    def kill(self):
        if self.is_alive:
            self.send(signal.SIGKILL)
        return self.wait()

    def end(self):
        """For finalizers: orderly if it can, else without asking."""
        if self.is_alive:
            self.send(signal.SIGCONT)
            self.send(signal.SIGTERM)
            try:
                self.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()
