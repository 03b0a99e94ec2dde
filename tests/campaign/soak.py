#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A bridge at work for hours, each second as busy as an hour at home: nothing grows.

    soak.py [--duration 2h] [--seed N] [--csv FILE] [--folder FOLDER]

The meters of the campaign's steady bridge, read every second, and people who ask; nothing breaks.
Writes a sample every ten seconds to the CSV file, and prints a table and "N passed, M failed".
"""

import argparse
import contextlib
import csv
import pathlib
import sys
import tempfile
import time

import report
from actors import Stage
from bench.broker import Broker
from callers import Caller
from campaign import seconds, sound_meters
from judge import Judge
from samples import Samples
from street import Street, make_bridge, steady_places
from wire import BrokerLine

SAMPLED_EVERY = 10.0
TICK = 0.5
COLUMNS = ["seconds", "resident_kib", "descriptors", "processor_seconds"]
WARM_UP = 600  # seconds; of a short run a fifth


def soak(folder, seed, duration, write_row, ending):
    """@returns the judge, the rows after the warm-up, and the soundness of all meters"""
    street = Street(folder, seed)
    ending.callback(street.end)
    judge = Judge(street.journals)
    stage = Stage(seed, judge, [])
    broker = street.keep(Broker(folder))
    places = steady_places(street)
    line = street.keep(BrokerLine(broker))
    watched = judge.watch("steady", line, {it.name: (it.serial, it.is_sound) for it in places})
    watched.bridge = make_bridge(folder, "steady", line, places)
    ending.callback(watched.bridge.end)
    judge.begin_run(watched)
    watched.bridge.start()
    caller = Caller(stage, broker, [watched])
    ending.callback(caller.end)
    caller.start()
    sampled = Samples(watched.bridge.pid)
    began = time.monotonic()
    due = began
    while time.monotonic() < began + duration:
        judge.tick()
        if time.monotonic() >= due:
            sampled.take()
            write_row(sampled.rows[-1])
            due += SAMPLED_EVERY
        time.sleep(TICK)
    stage.ending.set()
    caller.join()
    watched.bridge.stop()
    time.sleep(TICK)
    judge.tick()
    sound = sound_meters(watched, street.journals, judge)
    return judge, sampled.after(min(duration / 5, WARM_UP)), sound


def print_verdict(judge, rows, sound):
    """@returns whether all is well"""
    kept = [meter.ledger for each in judge.watched for meter in each.meters.values()]
    seen = {
        "no wrong value": report.values_text(judge),
        "readings lost": f"{judge.failed['readings lost']} of {sum(it.distinct for it in kept)}",
        "sound meters": f"{sound[0]} answers, {sound[1]} readings of them",
        "no duplicates": f"{sum(each.repeated for each in kept)} repeated",
        "order kept": "all",
        "telegrams counted": report.counters_text(judge),
        "commands answered once": report.commands_text(judge),
        **dict(report.process_figures(rows)),
        "the campaign itself": "",
    }
    return report.print_checks(seen.items(), judge)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--duration", type=seconds, default=7200, help="2h unless given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", type=pathlib.Path, default=pathlib.Path("soak.csv"))
    parser.add_argument("--folder", type=pathlib.Path, help="logs")
    chosen = parser.parse_args()
    folder = chosen.folder or pathlib.Path(tempfile.mkdtemp(prefix="soak-"))
    folder.mkdir(exist_ok=True)
    print(f"seed {chosen.seed}, {chosen.duration} s, logs in {folder}", flush=True)
    with contextlib.ExitStack() as ending, open(chosen.csv, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)

        def write_row(row):
            rows.writerow([round(each, 2) for each in row])
            file.flush()

        judge, kept, sound = soak(folder, chosen.seed, chosen.duration, write_row, ending)
    report.judge_samples(judge, kept)
    return 0 if print_verdict(judge, kept, sound) else 1


if __name__ == "__main__":
    sys.exit(main())
