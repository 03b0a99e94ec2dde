# SPDX-License-Identifier: Apache-2.0
"""What tests measured, to be printed when they are over: a conftest imports the hook from here."""

import itertools

_told = []


def figure(text):
    _told.append(text)


def attach(report):
    """Puts what was measured since the report before into this one, which goes where it is printed:
    tests may run in processes of their own."""
    report.user_properties.extend(("figure", text) for text in _told)
    _told.clear()


def pytest_terminal_summary(terminalreporter):
    for report in itertools.chain.from_iterable(terminalreporter.stats.values()):
        for name, text in getattr(report, "user_properties", []):
            if name == "figure":
                terminalreporter.write_line(f"FIGURE {text}")
