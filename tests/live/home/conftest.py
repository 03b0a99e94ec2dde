# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the tests in Home Assistant: one house for all of them."""

import contextlib
import os

import pytest

from bench import figures, logs

from home_assistant import why_not
from house import House

FOLDER = pytest.StashKey()


@pytest.fixture(scope="session")
def house(request, tmp_path_factory):
    release = os.environ["HOME_ASSISTANT"]
    if reason := why_not(release):
        pytest.fail(reason, pytrace=False)
    folder = tmp_path_factory.mktemp("house")
    request.config.stash[FOLDER] = folder
    with contextlib.ExitStack() as ending:

        def keep(thing):
            ending.callback(thing.end)
            return thing

        yield House(release, folder, keep)


@pytest.fixture(autouse=True)
def no_complaint(house):
    """Whatever a test does, Home Assistant finds nothing wrong with what it is told."""
    yield
    assert house.home_assistant.new_complaints() == []


def pytest_terminal_summary(terminalreporter):
    for text in figures.told:
        terminalreporter.write_line(f"FIGURE {text}")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    report = (yield).get_result()
    if report.failed and FOLDER in item.config.stash:
        logs.show(report, item.config.stash[FOLDER])
