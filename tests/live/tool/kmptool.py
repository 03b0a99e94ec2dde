# SPDX-License-Identifier: Apache-2.0
"""Runs kmptool as a script does, and as a person at a terminal does."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

PATIENCE = 60
SEQUENCE = re.compile(r"\x1b\[[0-9;]*([A-Za-z])")


def command(device, *words):
    return [os.environ["KMPTOOL"], "--device", device, *words]


def run(device, *words):
    return subprocess.run(
        command(device, *words), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def start(device, *words):
    """Both streams are pipes."""
    return subprocess.Popen(
        command(device, *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def in_terminal(columns, device, *words, **environment):
    """Exit code, and all that was written to a terminal of 24 rows."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    plain = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    process = subprocess.Popen(
        command(device, *words),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**plain, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    written = b""
    try:
        while part := os.read(ours, 4096):
            written += part
    except OSError:
        pass  # how Linux says that the other side is closed
    os.close(ours)
    return process.wait(PATIENCE), written.decode()


def lines(written):
    """What stood on the screen, line by line, without what changes no column."""
    return [line for line in re.split(r"[\r\n]+", SEQUENCE.sub("", written).replace("\a", ""))]
