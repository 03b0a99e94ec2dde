# SPDX-License-Identifier: Apache-2.0
"""People who ask, reasonably or not."""

import itertools
import json

from actors import Actor
from bench.subscriber import new_client

REGISTERS = ["heat_energy_e1", "volume_v1", "temp_t1", "power", 60, 68, 86, "0x4A", 1004, 99, 87]
# What nobody should send: cut, deep, wrong, huge, of no encoding, for registers that no meter has.
NONSENSE = [
    b"\xff\xfe",
    b"{",
    b"[" * 2000,
    b"null",
    b'{"registers":[]}',
    b'{"registers":[70000]}',
    b'{"registers":["tempt1"]}',
    b'{"register":60}',
    b'{"max_age":"soon"}',
    b"9" * 400,
    b"x" * 100_000,
]
numbers = itertools.count(1)


class Caller(Actor):
    """Sends commands to all meters but the sound ones, whose telegrams are compared to the last."""

    pause = (0.2, 1.5)

    def __init__(self, stage, broker, watched):
        super().__init__(stage, "caller")
        self._gets = [
            f"{each.base}/{name}/get"
            for each in watched
            for name, meter in each.meters.items()
            if not meter.is_sound
        ]
        self._client = new_client("caller")
        self._client.reconnect_delay_set(1, 2)
        self._client.connect("127.0.0.1", broker.port)
        self._client.loop_start()

    def act(self):
        """What is sent while the broker is away is lost, as people's commands are."""
        if self._client.is_connected():
            self._client.publish(self.random.choice(self._gets), self._payload(), 0)

    def _payload(self):
        if self.random.random() < 0.2:
            return self.random.choice(NONSENSE)
        request = {"transaction": f"call-{next(numbers)}"}
        if self.random.random() < 0.7:
            wanted = self.random.sample(REGISTERS, self.random.randint(1, 4))
            request["registers"] = wanted
        if self.random.random() < 0.5:
            request["max_age"] = self.random.choice(["0s", "1s", "1h"])
        return json.dumps(request)

    def end(self):
        self._client.disconnect()
        self._client.loop_stop()
