# SPDX-License-Identifier: Apache-2.0
"""What befalls meters and their lines."""

import threading

from actors import Actor

# Three tries of 2 s and the pauses after them, as much again for who the meter is, and a poll.
RECOVERED_IN = 30.0
# Numbers that let happen within seconds what by default takes minutes; 0.1 min is the least.
HURRIED = {"sleep": "0.1", "weak_magnet": "0.1", "quota": "5"}


class LineActor(Actor):
    """Breaks what is between a meter and its bridge."""

    def __init__(self, stage, place, watched):
        super().__init__(stage, f"{watched.base}/{place.name}")
        self._place = place
        self._read_at = watched.meters[place.name].read_at

    def act(self):
        kind, begin, end = self.random.choice(list(self._kinds()))
        self.breaks(kind, (0.5, 8), begin, end)
        self.recovery(kind, self._read_at, RECOVERED_IN)

    def _kinds(self):
        """(name, begin, end) of each fault that this place can have."""
        far = self._place.far
        if hasattr(far, "is_mute"):
            yield "meter's line cut", far.shut, far.open
            yield "meter's line silent", lambda: mute(far), lambda: unmute(far)
            return
        yield "head pulled out", self._place.meter.stop, self._place.restart
        if far:
            yield "ser2net killed", far.kill, far.start


def mute(line):
    line.is_mute = True


def unmute(line):
    """Bytes are missing now, so whoever is still connected is thrown out."""
    line.shut()
    line.is_mute = False
    line.open()


class Deck:
    """The scenarios that no meter has shown alone yet."""

    def __init__(self, names):
        self._names = list(names)
        self._lock = threading.Lock()
        self.shown = set()

    def draw(self):
        with self._lock:
            return self._names.pop(0) if self._names else None

    def put_back(self, name):
        with self._lock:
            self._names.append(name)

    @property
    def left(self):
        return sorted(self._names)


class MeterActor(Actor):
    """Lets a meter show one scenario after the other, each alone first, then some together."""

    pause = (0.5, 2.0)

    def __init__(self, stage, place, watched, deck):
        super().__init__(stage, f"{watched.base}/{place.name}")
        self._place = place
        self._deck = deck
        self._read_at = watched.meters[place.name].read_at

    def act(self):
        alone = self._deck.draw()
        names = [alone] if alone else self._some()
        faults = [self._with_number(name) for name in names]
        kind = f"scenario {alone}" if alone else "scenarios combined"
        with self.stage.fault(",".join(faults), self.name):
            try:
                self._place.restart(*faults)
            except AssertionError:
                # Two decide the same, or this meter lacks what would fail.
                if alone:
                    self._deck.put_back(alone)
                self._place.restart()
                return
            self.last(6, 14)
            self._place.restart()
        if alone:
            self._deck.shown.add(alone)
        self.recovery(kind, self._read_at, RECOVERED_IN)

    def _some(self):
        return self.random.sample(self.stage.scenarios, self.random.randint(2, 4))

    def _with_number(self, name):
        if name == "bit_errors":
            return f"bit_errors:{10 ** self.random.uniform(-4, -1.5):.5f}"
        return f"{name}:{HURRIED[name]}" if name in HURRIED else name
