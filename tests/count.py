# SPDX-License-Identifier: Apache-2.0
"""Adds up what a run of `meson test` counted, from the words of each runner.

    python3 tests/count.py BUILD_FOLDER

doctest, pytest and the campaign say how many cases passed; a runner that says nothing counts as one.
A case that was skipped is counted as failed: what could not run was not seen to pass.
"""

import json
import pathlib
import re
import sys

FIGURE = re.compile(r"^FIGURE .*$", re.MULTILINE)  # what a test measured, for people
BAD_RESULTS = {"FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS", "SKIP"}
DOCTEST = re.compile(r"\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed")
OWN = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)
PYTEST_END = re.compile(r"^[= ]*((?:\d+ [a-z]+(?:, )?)+) in \d[\d.]*s", re.MULTILINE)
PYTEST_COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")
TAIL = 60


def count(output, result):
    """Passed and failed cases of one program, from what it printed and how it ended."""
    passed = failed = 0
    said = False
    for found in DOCTEST.finditer(output):
        said = True
        passed += int(found[1])
        failed += int(found[2])
    for found in OWN.finditer(output):
        said = True
        passed += int(found[1])
        failed += int(found[2])
    for end in PYTEST_END.findall(output):
        for number, word in PYTEST_COUNT.findall(end):
            said = True
            if word in ("passed", "xfailed"):
                passed += int(number)
            else:
                failed += int(number)
    if result not in BAD_RESULTS:
        return (passed, failed) if said and passed + failed else (passed + 1, failed)
    # Ended badly, but no case says so: it crashed, hung, or a sanitizer spoke.
    return (passed, failed or 1)


def self_test():
    both = "[doctest] test cases:  5 |  4 passed | 1 failed | 2 skipped\n"
    for output, result, expected in (
        ("", "OK", (1, 0)),
        ("", "FAIL", (0, 1)),
        ("", "SKIP", (0, 1)),
        (both, "FAIL", (4, 1)),
        (both.replace("1 failed", "0 failed"), "FAIL", (4, 1)),
        ("| check |\n14 passed, 1 failed\n", "FAIL", (14, 1)),
        ("...\n3 passed in 0.12s\n", "OK", (3, 0)),
        ("=== 1 failed, 3 passed, 2 skipped, 1 error in 1.00s (0:00:01) ===\n", "FAIL", (3, 4)),
    ):
        assert count(output, result) == expected, (output, result, count(output, result))


def main():
    self_test()
    log = pathlib.Path(sys.argv[1]) / "meson-logs" / "testlog.json"
    runs = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    total_passed = total_failed = 0
    for run in runs:
        output = run.get("stdout", "") + run.get("stderr", "")
        passed, failed = count(output, run["result"])
        print(f"{run['name']}: {passed} passed, {failed} failed, {run['duration']:.1f} s")
        print("".join(f"{line}\n" for line in FIGURE.findall(output)), end="")
        if failed:
            print("\n".join("    " + line for line in output.splitlines()[-TAIL:]))
            print(f"    ({run['result']}, exit code {run['returncode']})")
        total_passed += passed
        total_failed += failed
    if not runs:
        print("nothing ran")
        total_failed = 1
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main())
