#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A fault campaign: two bridges, many meters, a broker and ser2net, and everything breaks.

    campaign.py [--duration 5min] [--seed N] [--folder FOLDER]

Prints a table of what was checked, one of recovery times, what went wrong with its seed, time,
faults and log, and last "N passed, M failed". KMP2MQTT and KMPTOOL name the programs.
"""

import argparse
import contextlib
import pathlib
import random
import re
import shutil
import sys
import tempfile
import time

import report
from actors import Stage
from bench.broker import Broker
from bridge_faults import BridgeActor, stop
from broker_faults import BrokerActor
from callers import Caller
from judge import Judge
from meter_faults import Deck, LineActor, MeterActor
from samples import Samples
from street import AMPLE, FRUGAL, Street, all_scenarios, keeps_budget
from street import hasty_places, make_bridge, steady_places
from wire import BrokerLine

TICK = 0.25
UNITS = {"s": 1, "min": 60, "h": 3600}
LONGEST_REST = 60.0
# From here on every check sees something: health is published each minute.
LONG_ENOUGH = 150
# Of a short run a fifth, of a long one what fills the caches.
LONGEST_WARM_UP = 600


def seconds(text):
    found = re.fullmatch(r"(\d+)(s|min|h)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text}: a number and s, min or h, such as 5min")
    return int(found[1]) * UNITS[found[2]]


class Campaign:
    """All that takes part. `ending` ends it."""

    def __init__(self, folder, seed, ending):
        scenarios = all_scenarios()
        street = Street(folder, seed)
        ending.callback(street.end)
        self.judge = Judge(street.journals)
        self.stage = Stage(seed, self.judge, scenarios)
        self.deck = Deck(random.Random(seed).sample(scenarios, len(scenarios)))
        self.broker = street.keep(Broker(folder))
        self.actors = []
        self.journals = street.journals
        self.has_budget = keeps_budget(folder)
        self.steady = self._watched(folder, street, ending, "steady", steady_places(street))
        self.hasty = self._watched(
            folder, street, ending, "hasty", hasty_places(street), protocol="3.1.1"
        )
        self.actors.append(BrokerActor(self.stage, self.broker, self.steady, self.hasty))
        self.actors.append(BridgeActor(self.stage, self.hasty))
        caller = Caller(self.stage, self.broker, [self.steady, self.hasty])
        ending.callback(caller.end)
        self.actors.append(caller)

    def _watched(self, folder, street, ending, base, places, **mqtt):
        line = street.keep(BrokerLine(self.broker))
        watched = self.judge.watch(
            base, line, {each.name: (each.serial, each.is_sound) for each in places}
        )
        watched.bridge = make_bridge(folder, base, line, places, **mqtt)
        ending.callback(watched.bridge.end)
        for place in places:
            if place.name.startswith("faulty"):
                self.actors.append(MeterActor(self.stage, place, watched, self.deck))
            elif not place.is_sound and place.budget == AMPLE:
                self.actors.append(LineActor(self.stage, place, watched))
        return watched

    def run(self, duration):
        for each in self.judge.watched:
            self.judge.begin_run(each)
            each.bridge.start()
        sampled = Samples(self.steady.bridge.pid)
        for each in self.actors:
            each.start()
        self.began = time.time()
        next_sample = self.began
        while time.time() < self.began + duration:
            self.judge.tick()
            assert self.steady.bridge.is_alive, f"it ended:\n{self.steady.bridge.log[-4000:]}"
            if time.time() >= next_sample:
                sampled.take()
                next_sample += 1
            time.sleep(TICK)
        self.rest = self.come_to_rest()
        sampled.take()
        self.rows = sampled.after(min(duration / 5, LONGEST_WARM_UP))
        report.judge_samples(self.judge, self.rows)
        self.end()
        self.look_for_idle_checks(duration)

    def look_for_idle_checks(self, duration):
        """What was never looked at was not seen to be right."""
        seen = {
            "telegrams counted": self.judge.counts["counters compared"],
            "commands answered once": self.judge.counts["answers"],
            "clean stop": sum(map(len, self.stage.stops.values())),
            "sound meters": self.sound[0],
        }
        if duration < LONG_ENOUGH:
            return
        for check, count in seen.items():
            if not count:
                self.judge.complain(check, "nothing was seen")
        if left := self.deck.left:
            self.judge.complain("all scenarios shown", f"not shown: {', '.join(left)}")

    def come_to_rest(self):
        """No more faults: every meter is read again, and nothing waits. @returns seconds"""
        self.stage.ending.set()
        for each in self.actors:
            while each.is_alive():
                each.join(TICK)
                self.judge.tick()
        mended = time.time()
        while waiting := list(self.not_at_rest(mended)):
            if time.time() > mended + LONGEST_REST:
                self.judge.complain("all at rest", "; ".join(waiting))
                break
            time.sleep(TICK)
            self.judge.tick()
        return time.time() - mended

    def not_at_rest(self, since):
        for each in self.judge.watched:
            for name, meter in each.meters.items():
                if name == "frugal" and self.has_budget:
                    continue  # it has spent all
                if not any(when > since for when in meter.read_at):
                    yield f"{each.base}/{name} has not been read"
                elif old := [it for it in meter.ledger.waiting[:-1]]:
                    yield f"{each.base}/{name}: the broker does not have {old}"

    def end(self):
        """Both bridges stop; what sound meters answered is compared with what was published."""
        for each in self.judge.watched:
            stop(self.stage, each)
        time.sleep(TICK)
        self.judge.tick()
        self.sound = sound_meters(self.steady, self.journals, self.judge)
        self.spent = self.telegrams_of_the_frugal()

    def telegrams_of_the_frugal(self):
        """The most that its meter heard in a local day, over all stops and kills."""
        spent = self.journals.of(self.hasty.meters["frugal"].serial).most_in_a_day
        if self.has_budget and spent > FRUGAL:
            self.judge.complain("telegrams within budget", f"{spent}, of {FRUGAL} a day")
        return spent


def sound_meters(watched, journals, judge):
    """Answers of the meters to whose line nothing happened, and those that stand in readings."""
    answers = published = 0
    for name, meter in watched.meters.items():
        if not meter.is_sound:
            continue
        journal = journals.of(meter.serial)
        answers += journal.value_answers
        published += meter.answers_published
        # One read may have been under way when the bridge was stopped.
        missing = journal.value_answers - meter.answers_published
        if missing > meter.answers_of_a_read:
            judge.complain("sound meters", f"{name}: {missing} answers are in no reading")
    return answers, published


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--duration", type=seconds, default=300, help="5min unless given")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--folder", type=pathlib.Path, help="logs; removed if all went well")
    chosen = parser.parse_args()
    folder = chosen.folder or pathlib.Path(tempfile.mkdtemp(prefix="campaign-"))
    folder.mkdir(exist_ok=True)
    print(f"seed {chosen.seed}, {chosen.duration} s, logs in {folder}", flush=True)
    with contextlib.ExitStack() as ending:
        campaign = Campaign(folder, chosen.seed, ending)
        campaign.run(chosen.duration)
    passed = report.print_report(campaign)
    if passed and not chosen.folder:
        shutil.rmtree(folder)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
