# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the tests in Home Assistant: one house for all of them."""

import contextlib
import os
import pathlib

import pytest

from bench.figures import pytest_terminal_summary  # noqa: F401 a hook
from bench.shared_house import kept, pytest_runtest_makereport  # noqa: F401 a hook

from browser import Browser
from day import Day
from home_assistant import RELEASES, why_not
from house import House


@pytest.fixture(scope="session")
def house(request, tmp_path_factory):
    release = os.environ["HOME_ASSISTANT"]
    if reason := why_not(release):
        pytest.fail(reason, pytrace=False)
    with kept(request, tmp_path_factory) as (folder, keep):
        yield House(release, folder, keep)


@pytest.fixture(scope="session")
def day(house):
    return Day(house)


@pytest.fixture(scope="session")
def browser(house, tmp_path_factory):
    """Its pictures are kept in the folder PICTURES, if that is set; those of the newest release."""
    folder = tmp_path_factory.mktemp("pictures")
    if house.home_assistant.release == RELEASES[0]:
        folder = pathlib.Path(os.environ.get("PICTURES", folder))
    with contextlib.closing(Browser(house.home_assistant, folder)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_complaint(house):
    """Whatever a test does, Home Assistant finds nothing wrong with what it is told."""
    yield
    assert house.home_assistant.new_complaints() == []
