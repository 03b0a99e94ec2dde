# SPDX-License-Identifier: Apache-2.0
"""Whether a published value is one that the meter said, at that time, with that unit."""

import json
import os
import subprocess

# A reading's time is in whole seconds; on a line of 1200 baud an answer takes one.
BEFORE, AFTER = 4.0, 1.5
# What the meter says in a sound frame while T1 is not connected, or T2 short-circuited. The second
# may be a true temperature too: only the info code tells.
NOT_CONNECTED = ("temp_t1", "185.00")
SHORT_CIRCUIT = ("temp_t2", "0.00")


def register_numbers():
    """{name: number} of the registers that have a name."""
    listed = subprocess.run(
        [os.environ["KMPTOOL"], "registers", "--json"], check=True, capture_output=True
    ).stdout
    return {row["name"]: row["id_int"] for row in json.loads(listed)}


def as_written(payload):
    """JSON whose numbers are text, with every digit."""
    return json.loads(payload, parse_float=str, parse_int=str)


class Truth:
    """Compares with the meters' journals."""

    def __init__(self, journals, complain):
        self._journals = journals
        self._complain = complain
        self._numbers = register_numbers()
        self.values = 0  # compared so far

    def check(self, where, serial, values, units, begin, end):
        """Each value is one that the meter said between these times, under its unit."""
        said = self._journals.of(serial).between(begin - BEFORE, end + AFTER)
        for name, value in values.items():
            number = self._number(name)
            true = {each.values[number] for each in said if number in each.values}
            found = (str(value), units[name]) in true
            if (name, value) == SHORT_CIRCUIT and values.get("info_code", "0") != "0":
                found = False
            self._judge(where, name, f"{value} {units[name] or ''}", found, true)

    def check_ever(self, where, serial, values):
        """Each value is one that the meter said at any time: those of a state may be old."""
        journal = self._journals.of(serial)
        for name, value in values.items():
            if value is not None:
                true = journal.ever.get(self._number(name), set())
                found = any(str(value) == digits for digits, _ in true)
                self._judge(where, name, str(value), found, true)

    def _judge(self, where, name, value, found, true):
        self.values += 1
        if not found or (name, value.split(" ")[0]) == NOT_CONNECTED:
            said = ", ".join(f"{digits} {unit or ''}" for digits, unit in sorted(true, key=str))
            self._complain("no wrong value", f"{where}: {name} = {value}; the meter said: {said}")

    def _number(self, name):
        if name in self._numbers:
            return self._numbers[name]
        return int(name.removeprefix("register_"))
