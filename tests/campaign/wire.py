# SPDX-License-Identifier: Apache-2.0
"""What passes between a bridge and its broker, read from the bytes of MQTT 3.1.1 and 5.

A broker that is killed takes messages with it that the bridge has handed over. So not a subscriber
says what was published, but the line: a publication has arrived when its acknowledgement came back.
"""

import dataclasses
import queue
import threading
import time

from bench.relay import Relay

CONNECT, PUBLISH, PUBACK = 1, 3, 4


class Packets:
    """Cuts a stream into packets."""

    def __init__(self):
        self._rest = bytearray()

    def push(self, data):
        """(type, flags, body) of each packet that is whole now."""
        self._rest += data
        while (cut := number(self._rest, 1)) is not None:
            size, begin = cut
            if len(self._rest) < begin + size:
                return
            first, body = self._rest[0], bytes(self._rest[begin : begin + size])
            del self._rest[: begin + size]
            yield first >> 4, first & 0x0F, body


def number(data, at):
    """A variable byte integer and the index after it; None: it is not whole."""
    value = 0
    for shift in range(4):
        if at + shift >= len(data):
            return None
        value |= (data[at + shift] & 0x7F) << 7 * shift
        if data[at + shift] < 0x80:
            return value, at + shift + 1
    raise ValueError("a length of more than four bytes")


def short(data, at=0):
    return int.from_bytes(data[at : at + 2], "big")


@dataclasses.dataclass
class Publication:
    """`way` is "to" the broker or "from" it."""

    time: float
    connection: int
    way: str
    topic: str
    payload: bytes
    qos: int
    number: int  # of the packet, 0 with QoS 0
    acknowledged: float = 0.0  # Unix time at which the bridge was told; 0: not (yet)


@dataclasses.dataclass
class Acknowledgement:
    time: float
    connection: int
    of: Publication


@dataclasses.dataclass
class Gone:
    """The connection is over."""

    time: float
    connection: int


def publication(flags, body, is_mqtt5, **about):
    """Reads the body of a PUBLISH."""
    topic_end = 2 + short(body)
    qos = flags >> 1 & 3
    at = topic_end + (2 if qos else 0)
    if is_mqtt5:
        size, begin = number(body, at)
        at = begin + size
    return Publication(
        topic=body[2:topic_end].decode(),
        payload=body[at:],
        qos=qos,
        number=short(body, topic_end) if qos else 0,
        **about,
    )


class Conversation:
    """One connection: its packets both ways, and what of the bridge's is not acknowledged."""

    def __init__(self):
        self.packets = {"to": Packets(), "from": Packets()}
        self.is_mqtt5 = True
        self.under_way = {}


class BrokerLine(Relay):
    """Puts into `events` what passes, in the order in which it passed."""

    def __init__(self, broker):
        self.events = queue.SimpleQueue()
        self._conversations = {}
        self._over = set()
        self._reading = threading.Lock()
        super().__init__(broker.port)

    def note(self, guest, way, data):
        with self._reading:
            if guest in self._over:
                return
            talk = self._conversations.setdefault(guest, Conversation())
            for kind, flags, body in talk.packets[way].push(data):
                self._take(talk, guest, way, kind, flags, body)

    def left(self, guest):
        with self._reading:
            self._conversations.pop(guest, None)
            self._over.add(guest)
            self.events.put(Gone(time.time(), guest))

    def _take(self, talk, guest, way, kind, flags, body):
        now = time.time()
        if kind == CONNECT and way == "to":
            talk.is_mqtt5 = body[2 + short(body)] == 5
        elif kind == PUBLISH:
            said = publication(
                flags, body, talk.is_mqtt5, time=now, connection=guest, way=way
            )
            if way == "to" and said.qos:
                talk.under_way[said.number] = said
            self.events.put(said)
        elif kind == PUBACK and way == "from":
            said = talk.under_way.pop(short(body), None)
            if said:
                said.acknowledged = now
                self.events.put(Acknowledgement(now, guest, said))
