# SPDX-License-Identifier: Apache-2.0
"""Hears all that passes between the bridges and their broker, and says what is wrong with it."""

import collections
import dataclasses
import datetime
import json
import queue
import threading
import time

import wire
from ledger import Ledger
from truth import Truth, as_written

# Four commands may wait, each for a meter that is tried three times.
LONGEST_ANSWER = 60.0
LONGEST_READ = 15.0  # four requests, with their retries
REMEMBERED = 500
SHOWN = 3  # complaints of one check
SHOWN_LINES = 12  # of the bridge's log
# An exchange that is under way when the counters are published stands in one of them only.
UNDER_WAY = 2.0


@dataclasses.dataclass
class Complaint:
    check: str
    time: float
    sentence: str
    faults: list
    log: list


def seconds_of(text):
    return datetime.datetime.fromisoformat(text).timestamp()


class Meter:
    """One meter of one bridge, as it is seen on the wire."""

    def __init__(self, name, serial, is_sound, complain):
        self.serial = serial
        self.is_sound = is_sound  # nothing ever happens to its line
        self.ledger = Ledger(name, complain)
        self.read_at = collections.deque(maxlen=REMEMBERED)
        self.answers_of_a_read = 1  # so many requests its registers take
        self.answers_published = 0  # over all runs
        self.asked_before = 0  # requests, when the present run began


class Watched:
    """One bridge: its line to the broker, its meters, and what it was asked."""

    def __init__(self, base, line, meters, judge):
        self.base = base
        self.line = line
        self.bridge = None  # until it exists
        self.acknowledged_at = collections.deque(maxlen=REMEMBERED)
        self.asked = {}  # transaction: (time, connection)
        self.answered = collections.OrderedDict()
        self.meters = {
            name: Meter(f"{base}/{name}", serial, is_sound, judge.complain)
            for name, (serial, is_sound) in meters.items()
        }


class Judge:
    def __init__(self, journals):
        self._journals = journals
        self._lock = threading.Lock()
        self.truth = Truth(journals, self.complain)
        self.began = time.time()
        self.complaints = []
        self.failed = collections.Counter()
        self.faults = {}  # under way: what they are
        self.counts = collections.Counter()
        self.events = collections.Counter()  # by type
        self.watched = []
        self._now_about = None

    def watch(self, base, line, meters):
        self.watched.append(Watched(base, line, meters, self))
        return self.watched[-1]

    def complain(self, check, sentence):
        self.failed[check] += 1
        if self.failed[check] <= SHOWN:
            about = self._now_about
            log = about.bridge.log.splitlines()[-SHOWN_LINES:] if about else []
            self.complaints.append(
                Complaint(check, time.time(), sentence, sorted(self.faults.values()), log)
            )

    def begin_run(self, of):
        with self._lock:
            self._journals.read()
            for meter in of.meters.values():
                meter.asked_before = self._journals.of(meter.serial).requests

    def end_run(self, of):
        """The bridge has ended: what it said until then is heard first."""
        self.tick()
        with self._lock:
            of.asked.clear()

    def tick(self):
        with self._lock:
            heard = [(each, list(drain(each.line.events))) for each in self.watched]
            # A meter notes its answer before it sends it, so all that was heard stands there.
            self._journals.read()
            for about, events in heard:
                self._now_about = about
                for event in events:
                    self._take(about, event)
                self._look_for_silence(about)
            self._now_about = None

    def _take(self, about, event):
        if isinstance(event, wire.Gone):
            for meter in about.meters.values():
                meter.ledger.gone(event.connection, event.time)
            about.asked = {it: at for it, at in about.asked.items() if at[1] != event.connection}
            return
        said = event.of if isinstance(event, wire.Acknowledgement) else event
        base, _, rest = said.topic.partition("/")
        name, _, leaf = rest.partition("/")
        if base != about.base:
            return
        if (name, leaf) == ("bridge", "health"):
            self._health(about, said)
            return
        meter = about.meters.get(name)
        if not meter:
            return
        if isinstance(event, wire.Acknowledgement):
            if leaf == "reading":
                sequence = json.loads(said.payload)["sequence"]
                meter.ledger.acknowledged(sequence, said.connection, event.time)
                about.acknowledged_at.append(event.time)
            return
        take = {"reading": self._reading, "state": self._state, "response": self._response}
        if said.way == "from":
            if leaf == "get":
                self._command(about, said)
        elif leaf in take:
            take[leaf](about, meter, said)
        elif leaf == "event":
            self.events[json.loads(said.payload)["type"]] += 1

    def _reading(self, _about, meter, said):
        told = as_written(said.payload)
        if not meter.ledger.sent(int(told["sequence"]), said.connection, said.payload):
            return
        self.counts["readings"] += 1
        end = seconds_of(told["time"])
        meter.read_at.append(min(said.time, end + 1))
        asked = len(told["values"]) + len(told["missing"]) + len(told["rejected"])
        meter.answers_of_a_read = -(-asked // 8)
        meter.answers_published += meter.answers_of_a_read
        if told["serial"] not in (None, str(meter.serial)):
            self.complain("no wrong value", f"{said.topic}: the serial is {told['serial']}")
        begin = end - int(told["duration_ms"]) / 1000
        self.truth.check(said.topic, meter.serial, told["values"], told["units"], begin, end)

    def _state(self, _about, meter, said):
        state = as_written(said.payload)
        del state["last_read"]
        self.truth.check_ever(said.topic, meter.serial, state)

    def _command(self, about, said):
        self.counts["commands"] += 1
        if (transaction := transaction_of(said.payload)) is not None:
            about.asked[transaction] = (said.time, said.connection)

    def _response(self, about, meter, said):
        told = as_written(said.payload)
        self.counts["answers"] += 1
        if told["status"] == "ok":
            # From memory it is as old as the oldest of its values; else it took a while.
            begin = seconds_of(told["time"]) - LONGEST_READ
            self.truth.check(
                said.topic, meter.serial, told["values"], told["units"], begin, said.time
            )
        transaction = told["transaction"]
        if transaction is None:
            return
        about.asked.pop(transaction, None)
        if transaction in about.answered:
            self.complain("commands answered once", f"{said.topic}: {transaction} again")
        about.answered[transaction] = True
        if len(about.answered) > REMEMBERED:
            about.answered.popitem(last=False)

    def _look_for_silence(self, about):
        now = time.time()
        for transaction, (when, _) in list(about.asked.items()):
            if now - when > LONGEST_ANSWER:
                del about.asked[transaction]
                sentence = f"{about.base}: {transaction} has no answer"
                self.complain("commands answered once", sentence)

    def _health(self, about, said):
        """The meters count what they hear: no request that a bridge does not tell of."""
        for name, counted in json.loads(said.payload)["meters"].items():
            meter = about.meters[name]
            journal = self._journals.of(meter.serial)
            least = journal.count_until(said.time - UNDER_WAY) - meter.asked_before
            most = journal.requests - meter.asked_before + 1
            told = counted["telegrams"]
            self.counts["counters compared"] += 1
            if told < least or (meter.is_sound and told > most):
                self.complain(
                    "telegrams counted", f"{about.base}/{name}: {told}, its meter {least} to {most}"
                )


def drain(events):
    while True:
        try:
            yield events.get_nowait()
        except queue.Empty:
            return


def transaction_of(payload):
    """None: the command is nonsense, or has none."""
    if not payload.startswith(b'{"transaction"'):
        return None
    return json.loads(payload)["transaction"]
