# SPDX-License-Identifier: Apache-2.0
"""What a Home Assistant can be asked over HTTP and WebSocket."""

import json
import urllib.error
import urllib.parse
import urllib.request

import websocket

# A loaded machine takes its time, but a test has to end.
PATIENCE = 60
LIFETIME_DAYS = 1


class Refused(Exception):
    """Home Assistant's own words for what was wrong."""


class Api:
    """One user's way in; whoever is the first becomes the owner."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        self.token = None

    def _send(self, method, path, data, kind):
        headers = {"Content-Type": kind}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(
            f"{self.address}{path}", data=data, headers=headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")
            raise Refused(f"{method} {path}: {error.code} {said}") from error

    def get(self, path):
        return self._send("GET", path, None, "application/json")

    def post(self, path, **body):
        return self._send("POST", path, json.dumps(body).encode(), "application/json")

    def ask(self, kind, **fields):
        """The result of one WebSocket command."""
        connection = websocket.create_connection(
            f"{self.address}/api/websocket".replace("http", "ws"), timeout=PATIENCE
        )
        try:
            connection.recv()  # auth_required
            connection.send(json.dumps({"type": "auth", "access_token": self.token}))
            assert json.loads(connection.recv())["type"] == "auth_ok"
            connection.send(json.dumps({"id": 1, "type": kind, **fields}))
            answer = json.loads(connection.recv())
        finally:
            connection.close()
        if not answer["success"]:
            raise Refused(f"{kind} {fields}: {answer['error']}")
        return answer["result"]

    def onboard(self):
        """As the first page of a new Home Assistant does; lets this one in for good."""
        client = f"{self.address}/"
        person = {"name": "Owner", "username": "owner", "password": "secret", "language": "en"}
        code = self.post("/api/onboarding/users", client_id=client, **person)["auth_code"]
        form = {"grant_type": "authorization_code", "code": code, "client_id": client}
        data = urllib.parse.urlencode(form).encode()
        answer = self._send("POST", "/auth/token", data, "application/x-www-form-urlencoded")
        self.token = answer["access_token"]
        self.token = self.ask(
            "auth/long_lived_access_token", client_name="tests", lifespan=LIFETIME_DAYS
        )

    def add_mqtt(self, broker_port):
        """As Settings, Devices, Add integration, MQTT does."""
        flow = self.post("/api/config/config_entries/flow", handler="mqtt")
        filled = {"broker": "127.0.0.1", "port": broker_port}
        # Newer releases fold up what few people change.
        if any(each["name"] == "other_settings" for each in flow["data_schema"]):
            filled["other_settings"] = {"set_client_cert": False, "set_ca_cert": "off"}
        done = self.post(f"/api/config/config_entries/flow/{flow['flow_id']}", **filled)
        assert done["type"] == "create_entry", done
