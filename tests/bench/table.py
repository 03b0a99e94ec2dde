# SPDX-License-Identifier: Apache-2.0
"""Prints what tests/bench/run.sh measured, one row a piece of work.

    python3 tests/bench/table.py BUILD_FOLDER
"""

import json
import pathlib
import re
import sys

WORK = {"decode_answer": "decode an answer", "encode_request": "encode its request"}


def ours(folder):
    """Median nanoseconds and heap allocations of each piece of work."""
    runs = json.loads((folder / "ours.json").read_text())["benchmarks"]
    return {
        run["run_name"].split("/")[1]: (run["cpu_time"], run["allocations"])
        for run in runs
        if run["aggregate_name"] == "median"
    }


def instructions(folder, work):
    """Instructions of one call, from callgrind's totals; None where valgrind is missing."""
    profile = folder / f"{work}.callgrind"
    if not profile.exists():
        return None
    text = profile.read_text()
    calls = sum(int(n) for n in re.findall(rf"^cfn={work}\ncalls=(\d+)", text, re.MULTILINE))
    return int(re.search(r"^summary: (\d+)", text, re.MULTILINE)[1]) // calls


def main():
    folder = pathlib.Path(sys.argv[1])
    theirs = json.loads((folder / "pykmp.json").read_text())
    print(f"{'':20}{'kmp':>10}{'PyKMP':>14}{'ratio':>8}{'instructions':>14}{'allocations':>13}")
    for work, (nanoseconds, allocations) in ours(folder).items():
        count = instructions(folder, work)
        print(
            f"{WORK[work]:20}{nanoseconds:7.0f} ns{theirs[work]:11.0f} ns"
            f"{theirs[work] / nanoseconds:8.0f}{count if count is not None else '-':>14}"
            f"{allocations:13.0f}"
        )


main()
