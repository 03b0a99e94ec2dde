# SPDX-License-Identifier: Apache-2.0
"""What the simulated meters say they were asked and answered: `kmptool simulate --journal`."""

import bisect
import collections
import dataclasses
import decimal
import json
import time

GET_REGISTER = 16
NO_UNIT = ("", "number")  # published as null
KEPT = 600  # seconds; longer than any reading waits for its broker here


@dataclasses.dataclass
class Entry:
    time: float  # Unix time
    asked: int
    answered: bool
    values: dict  # register: (digits as they are published, unit or None)


def entry(line):
    said = json.loads(line)
    values = {
        int(register): (written(digits, decimals), None if unit in NO_UNIT else unit)
        for register, (digits, decimals, unit) in said.get("values", {}).items()
    }
    return said["serial"], Entry(said["time"] / 1000, said["asked"], said["answered"], values)


def written(digits, decimals):
    """The text of the number, with all its decimals."""
    return f"{decimal.Decimal(digits).scaleb(-decimals):f}"


class Journal:
    """One meter, over all its starts."""

    def __init__(self):
        self.requests = 0  # ever
        self.value_answers = 0  # ever
        self._on = collections.Counter()  # requests by local day
        self.ever = {}  # register: all that was said of it
        self._entries = []

    def add(self, new):
        for register, value in new.values.items():
            self.ever.setdefault(register, set()).add(value)
        self.requests += 1
        self._on[time.localtime(new.time)[:3]] += 1
        self.value_answers += new.answered and new.asked == GET_REGISTER
        self._entries.append(new)
        if len(self._entries) > 1000 and self._entries[500].time < new.time - KEPT:
            del self._entries[:500]

    @property
    def most_in_a_day(self):
        return max(self._on.values(), default=0)

    def between(self, begin, end):
        first = bisect.bisect_left(self._entries, begin, key=lambda each: each.time)
        last = bisect.bisect_right(self._entries, end, key=lambda each: each.time)
        return self._entries[first:last]

    def count_until(self, when):
        """How many requests had come then."""
        return self.requests - len(self.between(when, float("inf")))


class Journals:
    """All that are written to one file, which is read as it grows."""

    def __init__(self, file):
        self.file = file
        self.meters = {}
        file.touch()
        self._source = open(file, encoding="utf-8")
        self._rest = ""

    def of(self, serial):
        return self.meters.setdefault(serial, Journal())

    def read(self):
        self._rest += self._source.read()
        *lines, self._rest = self._rest.split("\n")
        for line in lines:
            serial, new = entry(line)
            self.of(serial).add(new)
