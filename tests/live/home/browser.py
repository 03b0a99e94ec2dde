# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium at Home Assistant's pages."""

import json
import os
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from bench.process import wait_until

from api import PATIENCE

# Root has no sandbox; diagrams stand still.
SWITCHES = """headless=new no-sandbox disable-dev-shm-usage hide-scrollbars
    force-prefers-reduced-motion""".split()
# Pages are made of elements that keep theirs to themselves; this visits all of them.
VISIT = """
const found = [];
const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.parentElement?.checkVisibility()) {
        found.push(node.data.trim());
    }
    if (node.nodeType === Node.ELEMENT_NODE) {
        found.push('<' + node.localName + '>');
    }
    if (['style', 'script', 'template'].includes(node.localName)) {
        return;
    }
    (node.assignedNodes ? node.assignedNodes() : []).forEach(visit);
    (node.shadowRoot ?? node).childNodes.forEach(visit);
};
visit(document.body);
return found.filter((each) => each);
"""


class Browser:
    """The owner's, in the time zone of the home."""

    def __init__(self, home_assistant, folder):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for each in SWITCHES:
            options.add_argument(f"--{each}")
        service = Service("/usr/bin/chromedriver", env={**os.environ, "TZ": home_assistant.zone})
        self._driver = webdriver.Chrome(options=options, service=service)
        self._folder = folder
        self._address = home_assistant.api.address
        self._log_in(home_assistant.api.token)

    def _log_in(self, token):
        """As its log-in page leaves it behind."""
        self._driver.get(f"{self._address}/manifest.json")
        known = {
            "access_token": token,
            "expires": 1000 * (time.time() + 3600),
            "hassUrl": self._address,
            "clientId": f"{self._address}/",
        }
        self._driver.execute_script(
            "localStorage.setItem('hassTokens', arguments[0])", json.dumps(known)
        )

    def open(self, path, width, height):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self._driver.get(f"{self._address}{path}")

    @property
    def texts(self):
        """What stands on the page, and the names of its elements in angle brackets."""
        return self._driver.execute_script(VISIT)

    def wait_for(self, texts, without="Loading..."):
        def is_there():
            shown = set(self.texts)
            return texts <= shown and without not in shown

        wait_until(is_there, f"{sorted(texts)} and no {without} on the page", PATIENCE)

    def take_picture(self, name):
        self._driver.save_screenshot(str(self._folder / f"{name}.png"))

    def close(self):
        self._driver.quit()
