# SPDX-License-Identifier: Apache-2.0
"""A TCP line between two programs that records, and that a test can cut, mute or damage."""

import socket
import threading
import time

from . import frames


class Relay:
    """Passes bytes from whoever connects to all of `targets`, and back.

    Several targets are a line with several meters: all hear, and those that are meant answer.
    Without a target it accepts and says nothing.
    """

    def __init__(self, *targets):
        # Bound, but nobody listens: while the door is shut, nobody else gets its number.
        self._place = socket.socket()
        self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._place.bind(("127.0.0.1", 0))
        self.port = self._place.getsockname()[1]
        self.is_mute = False  # what comes back is swallowed
        self.change = None  # a function of bytes that come back
        self.delay = 0  # seconds that they take
        self.doorman = None  # a function of the first bytes: what to answer before hanging up
        self.passed = []  # (time, "to" or "from", bytes)
        self.guests = 0  # that came in so far
        self._targets = targets
        self._lock = threading.Lock()
        self._sockets = []
        self._forgotten = set()
        self._door = None
        self.open()

    @property
    def device(self):
        return f"socket://127.0.0.1:{self.port}"

    def open(self):
        door = socket.create_server(("127.0.0.1", self.port))
        self._door = door
        threading.Thread(target=self._accept, args=[door], daemon=True).start()

    def shut(self):
        """Nobody gets in, and who is in is thrown out."""
        with self._lock:
            sockets, self._sockets = [self._door, *self._sockets], []
        for each in sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()

    end = shut

    def forget(self):
        """What is connected stays so, and nothing passes any more; who comes in anew is served.

        As a router does that has lost its memory of a connection.
        """
        with self._lock:
            self._forgotten.update(self._sockets)

    def stream(self, way, since=0.0):
        """All bytes "to" or "from" the targets."""
        return b"".join(data for when, to, data in self.passed if to == way and when >= since)

    @property
    def telegrams(self):
        """Requests that went to the meter."""
        return list(frames.packets(self.stream("to"), frames.HOST_START))

    @property
    def answered(self):
        """{id: (number, unit)} of everything that the meter answered; the newest counts."""
        found = {}
        for packet in frames.packets(self.stream("from"), frames.METER_START):
            if packet[1] == frames.GET_REGISTER:
                found.update(frames.registers(packet))
        return found

    def note(self, _guest, way, data):
        """Bytes passed by; `guest` counts the connections."""
        self.passed.append((time.monotonic(), way, data))

    def left(self, guest):
        """A connection is over."""

    def _accept(self, door):
        while True:
            try:
                client, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client):
        self._keep(client)
        with self._lock:
            self.guests += 1
            guest = self.guests
        if self.doorman:
            first = client.recv(65536, socket.MSG_PEEK)
            if (refusal := self.doorman(first)) is not None:
                client.sendall(refusal)
                client.close()
                return
        try:
            behind = [socket.create_connection(("127.0.0.1", port)) for port in self._targets]
        except OSError:
            client.close()
            return
        for each in behind:
            self._keep(each)
            threading.Thread(
                target=self._pump, args=[guest, "from", each, [client]], daemon=True
            ).start()
        self._pump(guest, "to", client, behind)
        self.left(guest)

    def _keep(self, connection):
        with self._lock:
            self._sockets.append(connection)

    def _pump(self, guest, way, source, sinks):
        try:
            while data := source.recv(65536):
                if source in self._forgotten:
                    continue
                if way == "from":
                    if self.is_mute:
                        continue
                    data = self.change(data) if self.change else data
                    time.sleep(self.delay)
                self.note(guest, way, data)
                for sink in sinks:
                    sink.sendall(data)
        except OSError:
            pass
        for each in (source, *sinks):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
