# SPDX-License-Identifier: Apache-2.0
"""A result that nobody gets is no success."""

import subprocess

import pytest

from kmptool import PATIENCE, command


@pytest.mark.parametrize("words", [("registers",), ("--version",), ("get-serial",), ("scan",)])
def test_a_result_that_cannot_be_written_ends_with_1(bench, words):
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            command(bench.meter().device, *words),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.endswith("kmptool: the result could not be written\n")
