# SPDX-License-Identifier: Apache-2.0
"""A mosquitto of one's own."""

import getpass
import shutil
import signal
import subprocess

from .process import Process, free_port, listens, wait_until

PROGRAM = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


class Broker:
    """A broker on one port, which it keeps over restarts. Nothing is stored on disk."""

    def __init__(self, folder, *lines, tls=None):
        """`lines` go into its configuration, `tls` is a certificate that it shows."""
        self.port = free_port()
        self._folder = folder
        self._tls = tls
        self._process = None
        self.start(*lines)

    @property
    def log(self):
        return self._process.log

    def start(self, *lines):
        settings = [
            f"listener {self.port} 127.0.0.1",
            # It would become another user than the one who owns the test's files.
            f"user {getpass.getuser()}",
            "persistence false",
            # What a slow subscriber has not taken yet is kept, however much it is.
            "max_queued_messages 0",
            *lines,
        ]
        if not any(line.startswith("password_file") for line in lines):
            settings.append("allow_anonymous true")
        if self._tls:
            settings += [f"certfile {self._tls.certificate}", f"keyfile {self._tls.key}"]
        file = self._folder / "mosquitto.conf"
        file.write_text("\n".join(settings) + "\n")
        self._process = Process([PROGRAM, "-c", file], self._folder / "mosquitto.log")
        wait_until(lambda: listens(self.port) or not self._process.is_alive, "the broker")
        assert self._process.is_alive, self.log

    def stop(self):
        return self._process.stop()

    def kill(self):
        return self._process.kill()

    def freeze(self):
        """It holds its connections and says nothing any more."""
        self._process.send(signal.SIGSTOP)

    def thaw(self):
        self._process.send(signal.SIGCONT)

    def end(self):
        self._process.end()


def password_file(folder, user, password):
    """The configuration line of a broker that lets in this user only."""
    file = folder / f"passwords-{user}-{len(password)}"
    file.write_text(f"{user}:{password}\n")
    subprocess.run(["mosquitto_passwd", "-U", file], check=True, capture_output=True)
    return f"password_file {file}"
