# SPDX-License-Identifier: Apache-2.0
"""What befalls the broker and the bridges' lines to it."""

import time

from actors import Actor
from meter_faults import mute, unmute

# Waits between attempts double, so the one under way is at most twice as long as the outage; then
# a connection, what is announced on it, and the next reading.
GRACE = 8.0
# A connection that stands for a minute tells of the bridge's health.
HEALTH = 65.0


class BrokerActor(Actor):
    # A connection that stood for 10 s makes the next wait a short one again.
    pause = (10.0, 16.0)

    def __init__(self, stage, broker, steady, hasty):
        super().__init__(stage, "broker")
        self._broker = broker
        self._lines = [steady.line, hasty.line]
        self._acknowledged_at = steady.acknowledged_at
        self._rests = True  # first and now and then it leaves the broker alone

    def next_pause(self):
        rests, self._rests = self._rests, self.random.random() < 0.1
        return HEALTH if rests else super().next_pause()

    def act(self):
        kind, begin, end = self.random.choice(list(self._kinds()))
        self.stage.broker_is_sound.clear()
        began = time.time()
        self.breaks(kind, (0.5, 9), begin, end)
        bound = 2 * (time.time() - began) + GRACE
        self.recovery(kind, self._acknowledged_at, bound)
        self.stage.broker_is_sound.set()

    def _kinds(self):
        """(name, begin, end)"""
        broker = self._broker
        yield "broker killed", broker.kill, broker.start
        yield "broker stopped", broker.stop, broker.start
        yield "broker frozen", broker.freeze, broker.thaw
        shut, reopen = self._each(lambda it: it.shut()), self._each(lambda it: it.open())
        yield "broker's line cut", shut, reopen
        yield "broker's line silent", self._each(mute), self._each(unmute)

    def _each(self, do):
        return lambda: [do(line) for line in self._lines]
