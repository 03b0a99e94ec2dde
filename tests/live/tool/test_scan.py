# SPDX-License-Identifier: Apache-2.0
"""kmptool scan: what a meter answers, how it is told, interrupted and continued."""

import json
import os
import re
import signal
import subprocess

import pytest

from bench.process import free_port
from kmptool import in_terminal, lines, run, start

# Before the rest of a simulated 403, by one request after the other.
FEW = ("--from", "60", "--to", "90")
HASTY = ("--timeout", "200ms", "--retries", "0")


def numbers(scanned):
    return [row["id_int"] for row in json.loads(scanned.stdout)["register_data"]]


def test_a_scan_finds_exactly_what_the_meter_answers_to_single_questions(bench):
    meter = bench.meter()
    catalogue = json.loads(run(meter.device, "registers", "--json").stdout)
    asked = [each for row in catalogue for each in ("--register", row["name"])]
    single = run(meter.device, "get-register", "--json", "--allow-missing", *asked)
    scanned = run(meter.device, "scan", "--json")
    assert scanned.returncode == 0, scanned.stderr
    assert numbers(scanned) == numbers(single)
    assert len(numbers(scanned)) > 50
    found = json.loads(scanned.stdout)
    assert (found["complete"], found["silencing"], found["not_asked"]) == (True, [], [])
    asked = len(found["left_out"]) + len(numbers(scanned))
    assert found["telegrams"] == -(-asked // 8)
    assert f"{asked} registers in at least {found['telegrams']} telegrams" in scanned.stderr


def test_a_range_is_scanned_over_a_pseudo_terminal(bench):
    meter = bench.meter(pty=str(bench.folder / "meter"))
    scanned = run(meter.device, "scan", *FEW)
    assert scanned.returncode == 0, scanned.stderr
    assert re.match(r"  60 → heat_energy_e1 += [0-9.]+ MWh\n", scanned.stdout)
    assert "31 registers in at least 4 telegrams" in scanned.stderr
    assert "kmptool: 100 %, 31/31" in scanned.stderr


@pytest.mark.parametrize("model", ["403", "603", "flowiq"])
def test_the_toml_is_right_for_the_bridge(bench, model):
    meter = bench.meter(model=model)
    scanned = run(meter.device, "scan", "--toml")
    assert scanned.returncode == 0, scanned.stderr
    file = bench.folder / "kmp2mqtt.toml"
    file.write_text('[mqtt]\nbroker = "mqtt://localhost"\n\n' + scanned.stdout)
    checked = subprocess.run(
        [os.environ["KMP2MQTT"], "--config", file, "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    kind = {"403": "heat", "603": "heat-cooling", "flowiq": "water"}[model]
    assert f'kind = "{kind}"\n' in scanned.stdout
    assert "volume_v1" in checked.stdout


def test_a_register_that_makes_the_meter_silent_is_found(bench):
    line = bench.deaf_line(bench.meter(), 61)
    scanned = run(line.device, *HASTY, "scan", "--from", "60", "--to", "61")
    assert scanned.returncode == 6
    assert re.search(r"^  60 → heat_energy_e1   = ", scanned.stdout, re.MULTILINE)
    assert "  61 → flow_energy_e4     makes the meter silent\n" in scanned.stdout
    assert "1 silencing the meter" in scanned.stderr
    assert "from register 60 failed and is asked in parts: 2 telegrams so far, at" in scanned.stderr


def test_a_register_whose_answer_is_damaged_is_not_blamed_and_asked_by_the_next_run(bench):
    meter = bench.meter()
    state = ("--state", str(bench.folder / "state"))
    two = ("--from", "60", "--to", "61", "--json", *state)
    damaged = bench.deaf_line(meter, 60, answer="40 3f 10 00 00 00 0d")
    first = run(damaged.device, *HASTY, "scan", *two)
    assert first.returncode == 6, first.stderr
    found = json.loads(first.stdout)
    assert (found["unreadable"], found["silencing"], numbers(first)) == ([60], [], [61])
    second = run(meter.device, "scan", *two)
    assert (second.returncode, numbers(second)) == (0, [60, 61]), second.stderr


def test_the_toml_of_an_interrupted_scan_says_what_is_missing(bench):
    line = bench.relay(bench.meter())
    line.delay = 0.5
    scan = start(line.device, "scan", "--toml", "--from", "64", "--to", "99")
    while "8/36" not in scan.stderr.readline():
        pass
    scan.send_signal(signal.SIGINT)
    out, _ = scan.communicate(timeout=20)
    assert re.match(r"# incomplete: \d+ registers not asked\n\[\[meter\]\]\n", out)
    assert "# kind = " in out and "\nkind" not in out


def test_an_interrupted_scan_goes_on_and_ends_with_the_same(bench):
    meter = bench.meter()
    whole = run(meter.device, "scan", "--json", *FEW)
    line = bench.relay(meter)
    line.delay = 0.5
    state = ("--state", str(bench.folder / "state"))
    first = start(line.device, "scan", "--json", *FEW, *state)
    # Of the rest and the serial number, and before anything is asked.
    assert "31 registers in at least 5 telegrams" in first.stderr.readline()
    assert "silences the meter costs up to 16 telegrams and 45 s more" in first.stderr.readline()
    assert "battery" in first.stderr.readline()
    assert "8/31" in first.stderr.readline()
    first.send_signal(signal.SIGINT)
    out, errors = first.communicate(timeout=20)
    assert first.returncode == 6, errors
    assert "interrupted; the same command goes on" in errors
    part = json.loads(out)
    assert not part["complete"] and 0 < len(part["not_asked"]) < 31
    second = run(meter.device, "scan", "--json", *FEW, *state)
    assert second.returncode == 0, second.stderr
    assert numbers(second) == numbers(whole)
    found = json.loads(second.stdout)
    assert found["left_out"] == json.loads(whole.stdout)["left_out"]
    # The rest, and the serial number.
    assert found["telegrams"] == -(-len(part["not_asked"]) // 8) + 1
    again = run(meter.device, "scan", "--json", *FEW, *state)
    repeated = json.loads(again.stdout)
    # It is the same meter: that is all it is asked for.
    assert (repeated["register_data"], repeated["telegrams"]) == (found["register_data"], 1)
    assert re.search(r"values from .*state, of meter 71234567, read 20", again.stderr)


def test_the_state_of_another_meter_is_refused(bench):
    state = str(bench.folder / "state")
    line = bench.relay(bench.meter())
    line.delay = 0.5
    first = start(line.device, "scan", *FEW, "--state", state)
    while "8/31" not in first.stderr.readline():
        pass
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=20)
    assert first.returncode == 6
    other = bench.meter(serial="7654321")
    refused = run(other.device, "scan", *FEW, "--state", state)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.endswith(
        f"kmptool: --state {state}: is of meter 71234567, this is meter 7654321; "
        "choose another file\n"
    )


def test_a_finished_state_of_another_meter_is_refused(bench):
    few = ("--from", "60", "--to", "62", "--state", str(bench.folder / "state"))
    assert run(bench.meter().device, "scan", *few).returncode == 0
    other = bench.meter(serial="7654321")
    for layout in ("--json", "--toml"):
        refused = run(other.device, "scan", layout, *few)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "is of meter 71234567, this is meter 7654321; choose" in refused.stderr
    nobody = run("/nonexistent", "scan", "--toml", *few)
    assert (nobody.returncode, nobody.stdout) == (5, "")


def test_damage_now_and_then_hides_no_register(bench):
    meter = bench.meter("--scenario", "bad_checksum:2")
    scanned = run(meter.device, "--retries", "0", "scan", "--json", *FEW)
    assert scanned.returncode == 0, scanned.stderr
    found = json.loads(scanned.stdout)
    assert (found["unreadable"], found["silencing"]) == ([], [])
    assert found["telegrams"] < 16


def test_registers_that_the_meter_lacks_make_no_toml(bench):
    scanned = run(bench.meter().device, "scan", "--toml", "--from", "5000", "--to", "5001")
    assert (scanned.returncode, scanned.stdout) == (6, "")
    assert "no register was answered, so there is no [[meter]]" in scanned.stderr


def test_one_register_is_one_register_in_one_telegram(bench):
    scanned = run(bench.meter().device, "scan", "--from", "60", "--to", "60")
    assert "kmptool: 1 register in at least 1 telegram, some 1 s at" in scanned.stderr


def test_a_state_that_cannot_be_kept_costs_no_scan(bench):
    meter = bench.meter()
    refused = run(meter.device, "scan", *FEW, "--state", str(bench.folder / "none" / "state"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"kmptool: --state {bench.folder}/none/state: cannot be")
    assert refused.stderr.endswith("No such file or directory\n")


def test_a_silent_meter_ends_the_scan_after_its_first_request(bench):
    meter = bench.meter("--scenario", "silent")
    ended = run(meter.device, *HASTY, "scan")
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "no answer in 200 ms" in ended.stderr


def test_a_missing_port_ends_with_5():
    ended = run(f"socket://127.0.0.1:{free_port()}", *HASTY, "scan")
    assert (ended.returncode, ended.stdout) == (5, "")


def test_the_bar_fits_forty_columns(bench):
    code, written = in_terminal(40, bench.meter().device, "scan", *FEW)
    assert code == 0
    bars = [line for line in lines(written) if line.startswith("[")]
    assert bars and max(map(len, bars)) < 40
    assert any("31/31" in bar for bar in bars)
