# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the tool's tests: meters, and the two tools that read them."""

import contextlib
import os
import pathlib
import subprocess
import sys

import pytest

from bench.meter import Meter, Ser2net
from bench.relay import Relay

from strange_lines import CannedLine, DeafLine, NoisyLine
from tools import Tool

REQUIREMENTS = pathlib.Path(__file__).with_name("requirements.txt")


@pytest.fixture
def ending():
    with contextlib.ExitStack() as stack:
        yield stack


@pytest.fixture
def meter(tmp_path, ending):
    """Makes meters: meter("--scenario", "echo", model="603")."""

    def make(*options, **identity):
        made = Meter(tmp_path, *options, **identity)
        ending.callback(made.end)
        return made

    return make


@pytest.fixture
def ser2net(tmp_path, ending):
    """Puts the real ser2net before a meter's pseudo-terminal."""

    def put(before):
        made = Ser2net(tmp_path, before.device)
        ending.callback(made.end)
        return made

    return put


@pytest.fixture
def canned(ending):
    """Makes devices that answer each request with the same bytes: canned("40 3f ...")."""

    def make(answer):
        made = CannedLine(answer)
        ending.callback(made.end)
        return made.device

    return make


@pytest.fixture
def kmptool():
    return Tool([os.environ["KMPTOOL"]])


@pytest.fixture(scope="session")
def pykmp_tool():
    """The real one, in an environment of its own that is made once."""
    folder = pathlib.Path(os.environ["PYKMP_FOLDER"])
    program = folder / "bin" / "pykmp-tool"
    stamp = folder / "installed.txt"
    wanted = REQUIREMENTS.read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", REQUIREMENTS], check=True)
        stamp.write_text(wanted)
    return Tool([str(program)])


class Bench:
    """Makes what a test asks for, and ends it when the test is over."""

    def __init__(self, folder, ending):
        self.folder = folder
        self._ending = ending

    def _keep(self, thing):
        self._ending.callback(thing.end)
        return thing

    def meter(self, *options, **identity):
        return self._keep(Meter(self.folder, *options, **identity))

    def relay(self, meter):
        return self._keep(Relay(meter.port))

    def noisy_line(self):
        return self._keep(NoisyLine())

    def deaf_line(self, meter, register, **spoiled):
        return self._keep(DeafLine(meter.port, register, **spoiled))


@pytest.fixture
def bench(tmp_path):
    with contextlib.ExitStack() as ending:
        yield Bench(tmp_path, ending)
