# SPDX-License-Identifier: Apache-2.0
"""Whether the readings of one meter came whole, once and in order: told by their numbers.

They count for ever, over stops and kills of the bridge.
"""

import dataclasses

# An acknowledgement that passed so shortly before the connection ended was perhaps not read.
UNREAD = 1.0


@dataclasses.dataclass
class Sent:
    connection: int
    payload: bytes
    acknowledged: float = 0.0


class Ledger:
    """`complain` is told what is wrong: (check, sentence)."""

    def __init__(self, name, complain):
        self.name = name
        self.distinct = 0  # readings, over all runs
        self.repeated = 0  # that QoS 1 allows
        self._complain = complain
        self._sent = {}  # by sequence number; those that the broker has had for long are forgotten
        self._newest = 0
        self._last = (0, 0)  # connection and sequence number
        self._ended = {}  # connection: when

    def sent(self, sequence, connection, payload=b""):
        """The bridge hands a reading over. @returns whether for the first time"""
        last_connection, last = self._last
        if connection == last_connection and sequence <= last:
            self._complain("order kept", f"{self.name}: reading {sequence} came after {last}")
        self._last = (connection, sequence)
        if sequence > self._newest:
            return self._new(sequence, connection, payload)
        self._again(sequence, connection, payload)
        return False

    def _new(self, sequence, connection, payload):
        if sequence != self._newest + 1:
            gap = f"after reading {self._newest} came {sequence}"
            self._complain("readings lost", f"{self.name}: {gap}")
        self._newest = sequence
        self._sent[sequence] = Sent(connection, payload)
        self.distinct += 1
        return True

    def _again(self, sequence, connection, payload):
        before = self._sent.get(sequence)
        self.repeated += 1
        if before is None or before.connection == connection:
            told = "the broker had acknowledged it long before" if before is None else "at once"
            self._complain("no duplicates", f"{self.name}: reading {sequence} again, {told}")
        elif before.acknowledged:
            ended = self._ended.get(before.connection, before.acknowledged)
            if ended - before.acknowledged > UNREAD:
                self._complain(
                    "no duplicates", f"{self.name}: reading {sequence} again, acknowledged before"
                )
        if before and before.payload != payload:
            self._complain("readings lost", f"{self.name}: another reading {sequence}")
        self._sent[sequence] = Sent(connection, payload)

    def acknowledged(self, sequence, connection, when):
        sent = self._sent.get(sequence)
        if sent and sent.connection == connection:
            sent.acknowledged = when
        for old in [it for it in self._sent if it < sequence - 1000]:
            if self._sent[old].acknowledged:
                del self._sent[old]

    def gone(self, connection, when):
        """The connection ended."""
        self._ended[connection] = when
        for old in [it for it in self._ended if it < connection - 20]:
            del self._ended[old]

    @property
    def waiting(self):
        """Readings that were handed over and not acknowledged."""
        return [sequence for sequence, sent in self._sent.items() if not sent.acknowledged]
