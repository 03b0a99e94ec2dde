# SPDX-License-Identifier: Apache-2.0
"""kmptool align: what comes back, drawn for the person with the head in hand."""

import json
import signal

import pytest

from kmptool import in_terminal, lines, run, start

ONE_TRY = ("--timeout", "300ms", "align", "--for", "100ms")
CODES = {"good": 0, "silent": 3, "echo": 3, "damaged": 4, "noise": 4, "no_port": 5}


def tries(ended):
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.mark.parametrize(
    "options, verdict, count",
    [
        ((), "good", 10),
        (("--echo",), "good", 16),
        (("--scenario", "silent"), "silent", 0),
        (("--scenario", "silent", "--echo"), "echo", 6),
        (("--scenario", "half"), "damaged", 5),
    ],
)
def test_the_verdict_is_what_came_back(bench, options, verdict, count):
    ended = run(bench.meter(*options).device, *ONE_TRY, "--json")
    one, summary = tries(ended)
    assert (one["try"], one["verdict"], one["bytes"]) == (1, verdict, count)
    assert ended.returncode == CODES[verdict]
    assert summary["summary"]["telegrams"] == 1
    assert (one["ms"] is None) == (verdict != "good")


def test_noise_is_told_with_its_bytes_and_over_a_pseudo_terminal_too(bench):
    ended = run(bench.noisy_line().device, *ONE_TRY)
    assert ended.returncode == 4
    assert "NOISE    4 bytes" in ended.stdout
    assert "shade the head" in ended.stdout
    good = run(bench.meter(pty=str(bench.folder / "meter")).device, *ONE_TRY)
    assert good.returncode == 0
    assert "GOOD     10 bytes" in good.stdout


def test_every_third_damaged_answer_is_seen_among_good_ones(bench):
    ended = run(bench.meter("--scenario", "bad_checksum").device, "align", "--for", "2500ms")
    assert ended.returncode == 4
    words = [line.split()[1] for line in ended.stdout.splitlines()[:3]]
    assert words == ["GOOD", "GOOD", "DAMAGED"]
    assert ended.stdout.splitlines()[-2] == "ended: its time is over (see --for)"
    assert ended.stdout.splitlines()[-1] == "good 2/3, tries 3, telegrams 3"


def test_a_port_that_vanishes_is_waited_for(bench):
    meter = bench.meter()
    person = start(meter.device, "align", "--json", "--for", "20s")
    assert json.loads(person.stdout.readline())["verdict"] == "good"
    meter.stop()
    while (one := json.loads(person.stdout.readline()))["verdict"] == "good":
        pass
    assert one["verdict"] == "no_port" and one["hint"]
    meter.start()
    while json.loads(person.stdout.readline())["verdict"] != "good":
        pass
    person.send_signal(signal.SIGINT)
    out, _ = person.communicate(timeout=20)
    assert person.returncode == 0
    assert json.loads(out.splitlines()[-1])["summary"]["verdict"] == "good"


def test_an_interrupt_ends_with_the_last_verdict(bench):
    person = start(bench.meter("--scenario", "half").device, "align")
    assert "DAMAGED" in person.stdout.readline()
    person.send_signal(signal.SIGINT)
    out, _ = person.communicate(timeout=20)
    assert person.returncode == 4
    assert out == "ended: interrupted\ngood 0/1, tries 1, telegrams 1\n"


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("scenario", ["none", "half", "silent", "no port"])
def test_no_line_is_longer_than_the_terminal(bench, columns, scenario):
    options = () if scenario in ("none", "no port") else ("--scenario", scenario)
    meter = bench.meter(*options)
    if scenario == "no port":
        meter.stop()
    code, written = in_terminal(columns, meter.device, *ONE_TRY, NO_COLOR="1")
    assert code == {"none": 0, "half": 4, "silent": 3, "no port": 5}[scenario]
    shown = lines(written)
    assert max(map(len, shown)) < columns
    ink = "##" if columns == 80 else "#"
    assert sum(ink in line for line in shown) >= 9
    assert "\x1b[7m" not in written


def test_large_letters_are_inverse_blocks_and_drawn_over(bench):
    code, written = in_terminal(80, bench.meter().device, "align", "--for", "1500ms", "--bell")
    assert code == 0
    assert "\x1b[7m" in written and "#" not in written
    assert written.count("\x1b[17A") == 1
    assert written.count("\a") == 2


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_plain_terminal_gets_a_line_a_try(bench, kind):
    _, written = in_terminal(80, bench.meter().device, *ONE_TRY, TERM=kind)
    assert "\x1b" not in written
    assert "GOOD" in written and "1/1" in written
