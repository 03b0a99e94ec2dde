# SPDX-License-Identifier: Apache-2.0
"""What befalls a bridge: it is stopped or killed, and started again."""

import time

from actors import Actor

LONGEST_STOP = 2.0
PATIENCE = 30.0
# A connection, the first read, its acknowledgement; twice that, should the first attempt fail.
RECOVERED_IN = 15.0


class BridgeActor(Actor):
    pause = (3.0, 14.0)

    def __init__(self, stage, watched):
        super().__init__(stage, watched.base)
        self._watched = watched

    def act(self):
        if self.random.random() < 0.5:
            self._wait_for_trouble()
        if self.random.random() < 0.6:
            kind = "bridge stopped"
            stop(self.stage, self._watched)
        else:
            kind = "bridge killed"
            self._watched.bridge.kill()
        self.stage.judge.end_run(self._watched)
        with self.stage.fault(kind, self.name):
            self.last(0, 2)
        self.stage.judge.begin_run(self._watched)
        self._watched.bridge.start()
        sound = self.stage.broker_is_sound
        times = self._watched.acknowledged_at
        self.recovery(kind, times, RECOVERED_IN, is_disturbed=lambda: not sound.is_set())

    def _wait_for_trouble(self):
        """Until the broker is broken, which a stop must not be slower for."""
        deadline = time.monotonic() + PATIENCE
        while self.stage.broker_is_sound.is_set() and time.monotonic() < deadline:
            if self.stage.ending.is_set():
                return
            time.sleep(0.05)
        self.last(0, 3)


def stop(stage, watched):
    """SIGTERM, in whatever state it is; it has two seconds."""
    faults = list(stage.judge.faults.values())
    broken = {each.partition(" (")[0] for each in faults if each.startswith("broker")}
    code, took = watched.bridge.stop()
    stage.stops[", ".join(sorted(broken)) or "broker sound"].append(took)
    if code != 0 or took > LONGEST_STOP:
        stage.judge.complain("clean stop", f"{watched.base}: exit code {code} after {took:.2f} s")
