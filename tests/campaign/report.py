# SPDX-License-Identifier: Apache-2.0
"""The table of a campaign, as it stands on the evidence page."""

import statistics
import time

import samples
from street import FRUGAL

WIDTH = 200
# Of a process of some 12 MiB. Our choice: what an allocator may still spread out within a run.
MOST_GROWTH = 1024  # KiB, from the end of the warm-up to the end, by a straight line
MOST_DESCRIPTORS_GAINED = 2  # likewise; lines come and go
MOST_PROCESSOR = 0.2  # of one core, with 11 meters that are read each second


def values_text(judge):
    return f"{judge.failed['no wrong value']} of {judge.truth.values} values are not the meters'"


def counters_text(judge):
    return f"{judge.counts['counters compared']} counters against the journals"


def commands_text(judge):
    return f"{judge.counts['commands']} commands, {judge.counts['answers']} answers"


def process_figures(rows):
    span = rows[-1][0] - rows[0][0]
    yield "memory", f"{samples.growth(rows, 1):+.0f} KiB in {span:.0f} s, now {rows[-1][1]} KiB"
    yield "descriptors", f"{samples.growth(rows, 2):+.1f}, at most {max(row[2] for row in rows)}"
    yield "processor", f"{samples.share_of_processor(rows) * 100:.1f} % of a core"


def checks(seen):
    """(name, what was looked at) of each check."""
    judge, rows = seen.judge, seen.rows
    kept = [meter.ledger for each in judge.watched for meter in each.meters.values()]
    readings = sum(each.distinct for each in kept)
    repeated = sum(each.repeated for each in kept)
    stops = [took for group in seen.stage.stops.values() for took in group]
    recoveries = [took for group in seen.stage.recoveries.values() for took in group]
    yield "no wrong value", values_text(judge)
    yield "readings lost", f"{judge.failed['readings lost']} of {readings}"
    yield "sound meters", f"{seen.sound[0]} answers, {seen.sound[1]} readings of them"
    yield "no duplicates", f"{repeated} repeated, {judge.failed['no duplicates']} against QoS 1"
    yield "order kept", f"{readings} readings"
    yield "telegrams counted", counters_text(judge)
    kept = "" if seen.has_budget else ", which this bridge cannot be told"
    yield "telegrams within budget", f"{seen.spent} of {FRUGAL} a day{kept}"
    yield "commands answered once", commands_text(judge)
    yield "recovery", f"{len(recoveries)} faults, the slowest {max(recoveries, default=0):.1f} s"
    yield "clean stop", f"{len(stops)} stops, the slowest {max(stops, default=0):.2f} s"
    yield from process_figures(rows)
    yield "all scenarios shown", f"{len(seen.deck.shown)}"
    yield "all at rest", f"{seen.rest:.1f} s after the last fault"
    yield "the campaign itself", f"seed {seen.stage.seed}"


def judge_samples(judge, rows):
    """Complains about what grows."""
    if (gained := samples.growth(rows, 1)) > MOST_GROWTH:
        judge.complain("memory", f"{gained:.0f} KiB more, by a straight line")
    if (opened := samples.growth(rows, 2)) > MOST_DESCRIPTORS_GAINED:
        judge.complain("descriptors", f"{opened:.1f} more, by a straight line")
    if (share := samples.share_of_processor(rows)) > MOST_PROCESSOR:
        judge.complain("processor", f"{share * 100:.0f} % of a core")


def print_checks(seen, judge):
    """Tells (name, figure) of each check, what went wrong, the sum. @returns whether all is well"""
    seen = list(seen)
    print("| check | seen | |\n|---|---|---|")
    for name, figure in seen:
        bad = judge.failed[name]
        print(f"| {name} | {figure} | {f'FAILED {bad} times' if bad else 'passed'} |")
    for each in judge.complaints:
        print_complaint(each, judge.began)
    failed = len([name for name, _ in seen if judge.failed[name]])
    print(f"{len(seen) - failed} passed, {failed} failed")
    return failed == 0


def print_times(what, groups):
    print(f"| {what} | times | median | slowest |\n|---|---|---|---|")
    for name, took in sorted(groups.items()):
        middle = statistics.median(took)
        print(f"| {name} | {len(took)} | {middle:.2f} s | {max(took):.2f} s |")
    print()


def print_report(seen):
    """@returns whether every check passed"""
    print_times("recovery after", seen.stage.recoveries)
    print_times("stopped while", seen.stage.stops)
    events = ", ".join(f"{name} {count}" for name, count in sorted(seen.judge.events.items()))
    print(f"events told: {events or 'none'}\n")
    print("FIGURE campaign: " + "; ".join(f"{name} {figure}" for name, figure in told(seen)))
    return print_checks(checks(seen), seen.judge)


def told(seen):
    """What people want to see of it in one line."""
    wanted = ("no wrong value", "readings lost", "recovery", "clean stop", "memory")
    return [(name, figure) for name, figure in checks(seen) if name in wanted]


def print_complaint(of, began):
    print(f"\nFAILED {of.check}: {of.time - began:.1f} s after the start", end="")
    print(f" ({time.strftime('%H:%M:%S', time.localtime(of.time))})")
    print(f"    {of.sentence}")
    print(f"    faults then: {', '.join(of.faults) or 'none'}")
    for line in of.log:
        print(f"    | {line[:WIDTH]}")
