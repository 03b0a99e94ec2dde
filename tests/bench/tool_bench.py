#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures kmptool beside pykmp-tool in one run, and a whole scan beside its time on the line.

    python3 tests/bench/tool_bench.py BUILD PYKMP_TOOL    BUILD: a release build; PYKMP_TOOL: the program

Under a minute, on loopback only; nothing is asserted.
"""

import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

RUNS = 15
BIT_TIMES = 11  # of a byte: start, eight data, two stop
BAUD = 1200


def start_up(*command):
    """Milliseconds and megabytes of one run."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    took = time.monotonic() - began
    if status != 0:
        raise RuntimeError(f"{command} ended with {status}")
    return took * 1000, used.ru_maxrss / 1024


def start_ups(kmptool, pykmp_tool):
    """By turns, so that both meet the same machine."""
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(start_up(kmptool, "registers"))
        theirs.append(start_up(pykmp_tool, "--help"))
    for what, runs in (("kmptool registers", ours), ("pykmp-tool --help", theirs)):
        times, memory = zip(*runs)
        print(f"{what:30} median {statistics.median(times):6.1f} ms, "
              f"{statistics.median(memory):6.1f} MB, {RUNS} runs by turns")


def scan(kmptool):
    meter = subprocess.Popen([kmptool, "simulate", "--tcp", "0", "--baud", str(BAUD)],
                             stdout=subprocess.PIPE, text=True)
    try:
        device = meter.stdout.readline().strip()
        began = time.monotonic()
        done = subprocess.run([kmptool, "-vv", "-d", device, "scan"], capture_output=True,
                              text=True, check=True)
        took = time.monotonic() - began
    finally:
        meter.terminate()
        meter.wait()
    traced = re.findall(r" (?:->|<-)((?: [0-9a-f]{2})+)$", done.stderr, re.MULTILINE)
    line = sum(len(each.split()) for each in traced) * BIT_TIMES / BAUD
    print(f"{'scan of the catalogue':30} {took:.1f} s over {line:.1f} s on the line "
          f"({took / line:.3f}): {done.stderr.strip().splitlines()[-1]}")


def main():
    kmptool = pathlib.Path(sys.argv[1]).resolve() / "src/tool/kmptool"
    start_ups(kmptool, sys.argv[2])
    scan(kmptool)


if __name__ == "__main__":
    main()
