# SPDX-License-Identifier: Apache-2.0
"""Prints what integrations of the installed Home Assistant need, with those they depend on.

    python3 requirements.py INTEGRATION...

Home Assistant would fetch it at its first start; a test wants it there before."""

import importlib.util
import json
import pathlib
import sys

# Found, not imported: Home Assistant's own needs may not be there yet.
FOUND = importlib.util.find_spec("homeassistant").submodule_search_locations
FOLDER = pathlib.Path(FOUND[0]) / "components"


def manifest(integration):
    """Of an integration that this release does not have: empty."""
    file = FOLDER / integration / "manifest.json"
    return json.loads(file.read_text()) if file.exists() else {}


def with_dependencies(integrations):
    found = []
    waiting = list(integrations)
    while waiting:
        integration = waiting.pop()
        if integration not in found:
            found.append(integration)
            waiting += manifest(integration).get("dependencies", [])
    return found


for each in with_dependencies(sys.argv[1:]):
    print("\n".join(manifest(each).get("requirements", [])))
