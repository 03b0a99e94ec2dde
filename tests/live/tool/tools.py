# SPDX-License-Identifier: Apache-2.0
"""Programs with a command line, run to their end."""

import dataclasses
import json
import os
import subprocess

# What a developer's shell may hold, and no test wants.
FOREIGN = ("KMP_", "PYKMP_", "COLUMNS", "NO_COLOR")


@dataclasses.dataclass
class End:
    code: int
    out: str
    errors: str

    @property
    def json(self):
        return json.loads(self.out)


class Tool:
    def __init__(self, command):
        self._command = command

    def __call__(self, *arguments, stdin="", within=60, **environment):
        clean = {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)}
        done = subprocess.run(
            [*self._command, *(str(each) for each in arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env={**clean, "PYTHONUTF8": "1", **environment},
            timeout=within,
            check=False,
        )
        return End(done.returncode, done.stdout, done.stderr)
