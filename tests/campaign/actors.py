# SPDX-License-Identifier: Apache-2.0
"""Those who break things, each at its own pace, by its own random numbers, and mend them again."""

import collections
import contextlib
import random
import threading
import time
import traceback

# Whoever has not recovered by then is given up.
LONGEST_RECOVERY = 90.0
POLL = 0.05


class Stage:
    """What the actors share."""

    def __init__(self, seed, judge, scenarios):
        self.seed = seed
        self.judge = judge
        self.scenarios = scenarios
        self.recoveries = collections.defaultdict(list)  # kind of fault: seconds
        self.stops = collections.defaultdict(list)  # what was broken at that moment: seconds
        self.ending = threading.Event()
        self.broker_is_sound = threading.Event()
        self.broker_is_sound.set()

    @contextlib.contextmanager
    def fault(self, kind, whose):
        key = object()
        self.judge.faults[key] = f"{kind} ({whose})"
        try:
            yield
        finally:
            del self.judge.faults[key]


class Actor(threading.Thread):
    """Acts, pauses, acts, until the stage is ending."""

    pause = (1.0, 4.0)

    def __init__(self, stage, name):
        super().__init__(name=name, daemon=True)
        self.stage = stage
        self.random = random.Random(f"{stage.seed} {name}")

    def run(self):
        try:
            while not self.stage.ending.wait(self.next_pause()):
                self.act()
        except Exception:  # whatever it is, the campaign must not end well
            self.stage.judge.complain("the campaign itself", traceback.format_exc())

    def next_pause(self):
        return self.random.uniform(*self.pause)

    def breaks(self, kind, span, begin, end):
        """A fault of that kind, which lasts for a random time within `span`, in seconds."""
        with self.stage.fault(kind, self.name):
            begin()
            self.last(*span)
            end()

    def last(self, least, most):
        """Seconds by chance. Faults last their time, also when the campaign ends meanwhile."""
        time.sleep(self.random.uniform(least, most))

    def recovery(self, kind, times, bound, is_disturbed=lambda: False):
        """Waits for the first of `times`, which grow, after now, and notes how long it took.

        What takes long because of something else does not count: `is_disturbed`.
        """
        mended = time.time()
        while not (seen := [each for each in list(times) if each > mended]):
            if is_disturbed():
                return
            if time.time() - mended > LONGEST_RECOVERY:
                break
            time.sleep(POLL)
        took = (seen[0] if seen else time.time()) - mended
        self.stage.recoveries[kind].append(took)
        if took > bound:
            self.stage.judge.complain(
                "recovery", f"{self.name}: {took:.1f} s after {kind}, at most {bound:.0f} s"
            )
