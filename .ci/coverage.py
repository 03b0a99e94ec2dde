# SPDX-License-Identifier: Apache-2.0
"""Lines reached of each layer, from what llvm-cov exported.

    python3 .ci/coverage.py COVERAGE.json
"""

import collections
import json
import pathlib
import re
import sys

LAYER = re.compile(r"/(?:src|include)/([a-z]+)/")

lines = collections.Counter()
reached = collections.Counter()
for entry in json.loads(pathlib.Path(sys.argv[1]).read_text())["data"][0]["files"]:
    if found := LAYER.search(entry["filename"]):
        for name in (found[1], "all"):
            lines[name] += entry["summary"]["lines"]["count"]
            reached[name] += entry["summary"]["lines"]["covered"]

for name in sorted(lines, key=lambda layer: (layer == "all", layer)):
    print(f"COVERAGE {name:10} {100 * reached[name] / lines[name]:5.1f} % of {lines[name]} lines")
