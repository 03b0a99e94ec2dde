# SPDX-License-Identifier: Apache-2.0
"""Lines that no scenario of the simulator has."""

import socket
import threading


class Line:
    """A TCP server that takes one client after the other; `reply` says what comes back."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.device = "socket://127.0.0.1:%d" % self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with client:
                while request := client.recv(4096):
                    client.sendall(self.reply(request))

    def reply(self, request):
        raise NotImplementedError

    def end(self):
        self._listener.close()


class NoisyLine(Line):
    """Bytes come back, but no frame."""

    def reply(self, request):
        return bytes([0x55, 0xAA, 0x55, 0xAA])


class CannedLine(Line):
    """The same bytes come back to each request."""

    def __init__(self, answer):
        self._answer = bytes.fromhex(answer)
        super().__init__()

    def reply(self, request):
        return self._answer


class DeafLine(Line):
    """A meter that is silent to every request for one register, or answers it with other bytes."""

    def __init__(self, port, register, answer=""):
        self._meter = socket.create_connection(("127.0.0.1", port))
        self._register = register
        self._answer = bytes.fromhex(answer)
        super().__init__()

    def reply(self, request):
        if request[2] == 0x10:
            asked = request[4 : 4 + 2 * request[3]]
            numbers = {int.from_bytes(asked[i : i + 2], "big") for i in range(0, len(asked), 2)}
            if self._register in numbers:
                return self._answer
        self._meter.sendall(request)
        answer = b""
        while not answer.endswith(b"\r"):
            answer += self._meter.recv(4096)
        return answer

    def end(self):
        super().end()
        self._meter.close()
