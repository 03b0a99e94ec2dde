# SPDX-License-Identifier: Apache-2.0
"""A test that fails shows what the programs said."""

SHOWN_LINES = 30


def show(report, folder):
    """Adds the end of each log in a folder to a report."""
    for log in sorted(folder.glob("*.log")):
        said = log.read_text(errors="replace").splitlines()[-SHOWN_LINES:]
        report.sections.append((log.name, "\n".join(said)))
