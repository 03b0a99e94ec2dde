# SPDX-License-Identifier: Apache-2.0
"""Parts of the system that belong to a test alone: a network, and the names of hosts. Need root."""

import itertools
import os
import subprocess

from .process import Process, free_port

numbers = itertools.count(os.getpid() % 200 * 250)


def as_root(*words):
    assert os.geteuid() == 0, "this test needs root: it makes a network of its own"
    subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=20)


class Island:
    """A meter in a network of its own, behind one wire that can swallow every packet."""

    def __init__(self, folder):
        number = next(numbers)
        self._name = f"kmp{number}"
        self._shore = f"10.77.{number // 250 % 250}.{number % 250 + 1}"
        self._processes = []
        as_root("ip", "netns", "add", self._name)
        as_root("ip", "-n", self._name, "link", "set", "lo", "up")
        way = ["type", "veth", "peer", "name", "sea", "netns", self._name]
        as_root("ip", "link", "add", self._name, *way)
        self._address = f"10.78.{number // 250 % 250}.{number % 250 + 1}"
        as_root("ip", "addr", "add", self._shore, "peer", self._address, "dev", self._name)
        as_root("ip", "link", "set", self._name, "up")
        inside = ["ip", "-n", self._name]
        as_root(*inside, "addr", "add", self._address, "peer", self._shore, "dev", "sea")
        as_root(*inside, "link", "set", "sea", "up")
        meter_port, self._port = free_port(), free_port()
        simulator = [os.environ["KMPTOOL"], "simulate", "--tcp", meter_port, "--baud", 0]
        self._run(folder, "^socket://", *simulator)
        listen = f"TCP-LISTEN:{self._port},bind={self._address},fork,reuseaddr"
        self._run(folder, "listening", "socat", "-dd", listen, f"TCP:127.0.0.1:{meter_port}")

    def _run(self, folder, sign, *command):
        log = folder / f"{self._name}-{len(self._processes)}.log"
        inside = ["ip", "netns", "exec", self._name]
        self._processes.append(Process([*inside, *command], log))
        self._processes[-1].wait_log(sign)

    @property
    def device(self):
        return f"socket://{self._address}:{self._port}"

    def swallow(self):
        """No packet comes back from now on, and nobody is told."""
        as_root("ip", "-n", self._name, "route", "replace", "blackhole", self._shore)

    def surface(self):
        """Packets come back again."""
        as_root("ip", "-n", self._name, "route", "replace", self._shore, "dev", "sea")

    def end(self):
        for each in self._processes:
            each.end()
        subprocess.run(["ip", "netns", "del", self._name], check=False, timeout=20)


class Names:
    """What host names mean to one program: those that a test says, and no others."""

    def __init__(self, folder):
        self._hosts = folder / "hosts"
        self._hosts.touch()
        self._switch = folder / "nsswitch.conf"
        self._switch.write_text("hosts: files\n")

    def say(self, **addresses):
        text = [f"{address} {name}\n" for name, address in addresses.items()]
        self._hosts.write_text("".join(text))

    @property
    def around(self):
        """The words before a command that give it these names."""
        mounts = f"mount --bind {self._hosts} /etc/hosts"
        mounts += f" && mount --bind {self._switch} /etc/nsswitch.conf"
        return ["unshare", "--mount", "sh", "-c", f'{mounts} && exec "$@"', "sh"]
