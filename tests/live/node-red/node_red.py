# SPDX-License-Identifier: Apache-2.0
"""A real Node-RED with our flow, in the place that .ci/node-red made."""

import html
import json
import os
import pathlib
import urllib.request

from bench.process import Process, free_port

TREE = pathlib.Path(__file__).parents[3]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", "/var/tmp")) / "kmp2mqtt-node-red"
FLOWS = TREE / "etc" / "node-red" / "flows.json"

# What Node-RED says of the settings that a test has.
EXPLAINED = (
    "Projects disabled : set editorTheme.projects.enabled=true to enable",
    "Using unencrypted credentials",
)
SETTINGS = """
module.exports = {{
    uiHost: "127.0.0.1",
    uiPort: {port},
    flowFile: "flows.json",
    credentialSecret: false,
    userDir: __dirname,
    fileWorkingDirectory: __dirname,
    externalModules: {{ autoInstall: false, palette: {{ allowInstall: false }} }},
    telemetry: {{ enabled: false, updateNotification: false }},
    logging: {{ console: {{ level: "info" }} }},
}};
"""


def why_not():
    """What keeps a Node-RED from running here; None if nothing does."""
    if os.geteuid() != 0:
        return "Node-RED runs in a root folder, and only root can enter it: be root"
    if not (CACHE / "complete").exists():
        return "there is no Node-RED: .ci/node-red makes it, as root"
    return None


class NodeRed:
    def __init__(self, folder, broker_port):
        self.folder = folder / "node-red"
        self.folder.mkdir()
        self.port = free_port()
        flow = json.loads(FLOWS.read_text())
        for node in flow:
            if node["type"] == "mqtt-broker":
                node["port"] = str(broker_port)
        (self.folder / "flows.json").write_text(json.dumps(flow))
        (self.folder / "settings.js").write_text(SETTINGS.format(port=self.port))
        self._process = Process(
            [TREE / ".ci" / "in-chroot", "--bind", self.folder, CACHE / "root"]
            + "node-red --userDir /mnt".split(),
            folder / "node-red.log",
        )
        self._process.wait_log("Connected to broker")

    def ask(self, path, method="GET"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()

    @property
    def page(self):
        return html.unescape(self.ask("/kmp2mqtt"))

    def press(self, name):
        """The button of an inject node."""
        nodes = json.loads(FLOWS.read_text())
        node = next(each for each in nodes if each["type"] == "inject" and each["name"] == name)
        self.ask(f"/inject/{node['id']}", "POST")

    @property
    def history(self):
        """The fields of each line that it wrote."""
        files = sorted(self.folder.glob("kmp2mqtt-*.csv"))
        return [line.split(",") for each in files for line in each.read_text().splitlines()]

    @property
    def complaints(self):
        lines = self._process.log.splitlines()
        return [
            line for line in lines
            if ("[warn]" in line or "[error]" in line) and not line.endswith(EXPLAINED)
        ]

    def end(self):
        self._process.kill()
