# SPDX-License-Identifier: Apache-2.0
"""What a folder of tests needs that share one house: a conftest imports the hooks from here."""

import contextlib

import pytest

from . import figures, logs

FOLDER = pytest.StashKey()


@contextlib.contextmanager
def kept(request, tmp_path_factory):
    """A folder, and `keep`, which sees to it that a thing is ended when the house is."""
    folder = tmp_path_factory.mktemp("house")
    request.config.stash[FOLDER] = folder
    with contextlib.ExitStack() as ending:

        def keep(thing):
            ending.callback(thing.end)
            return thing

        yield folder, keep


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """A test that fails shows what the programs said."""
    report = (yield).get_result()
    figures.attach(report)
    if report.failed and FOLDER in item.config.stash:
        logs.show(report, item.config.stash[FOLDER])
