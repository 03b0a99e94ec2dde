# SPDX-License-Identifier: Apache-2.0
"""The command line: --check, --version, and what a wrong configuration says."""

import os
import re
import subprocess

import pytest

from bench.bridge import heating, program

SMALLEST = """\
[mqtt]
broker = "mqtt://localhost:1883"

[[meter]]
name = "heating"
device = "/dev/serial/by-id/usb-FTDI_IR_head-port0"
"""
WRONG = """\
[mqtt]
broker = "http://localhost"
base_topik = "kmp"

[[meter]]
name = "Heating"
device = "/dev/ttyUSB0"
interval = "1 parsec"
registers = ["heat_energy_e1", "tempt_1"]
"""


def run(*options, **environment):
    return subprocess.run(
        [program(), *options],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def check(folder, text):
    file = folder / "kmp2mqtt.toml"
    file.write_text(text)
    return file, run("--config", file, "--check")


@pytest.mark.parametrize(
    "kind, numbers",
    [
        ("heat", [60, 68, 74, 80, 86, 87, 89, 99]),
        ("cooling", [63, 68, 74, 80, 86, 87, 89, 99]),
        ("heat-cooling", [60, 63, 68, 74, 80, 86, 87, 89, 99]),
        ("water", [68, 74, 99, 243, 292, 299, 1004]),
    ],
)
def test_a_right_configuration_is_told_with_the_default_registers_of(kind, numbers, tmp_path):
    _, said = check(tmp_path, SMALLEST + f'kind = "{kind}"\n')
    assert (said.returncode, said.stderr) == (0, "")
    assert "heating" in said.stdout and "/dev/serial/by-id/usb-FTDI_IR_head-port0" in said.stdout
    assert "mqtt://localhost:1883" in said.stdout or "localhost:1883" in said.stdout
    names = {60: "heat_energy_e1", 63: "cooling_energy_e3", 68: "volume_v1", 99: "info_code"}
    for number, name in names.items():
        assert (name in said.stdout) == (number in numbers), said.stdout


def test_every_problem_is_a_line_with_its_place_and_the_program_ends_with_2(tmp_path):
    file, said = check(tmp_path, WRONG)
    assert said.returncode == 2
    assert said.stdout == ""
    lines = said.stderr.splitlines()
    place = re.compile(re.escape(str(file)) + r":(\d+):(\d+): ([a-z0-9_.\[\]]+): .+")
    found = [place.fullmatch(line) for line in lines]
    assert all(found), said.stderr
    assert [int(each[1]) for each in found] == [2, 3, 6, 8, 9]
    assert "base_topic" in lines[1] and "temp_t1" in lines[4]


def test_a_wrong_configuration_is_not_started(tmp_path):
    file, checked = check(tmp_path, WRONG)
    started = run("--config", file)
    assert (started.returncode, started.stderr) == (2, checked.stderr)


def test_a_syntax_error_is_one_line(tmp_path):
    file, said = check(tmp_path, "[mqtt\n" + WRONG)
    assert said.returncode == 2
    assert re.fullmatch(re.escape(str(file)) + r":1:\d+: .+\n", said.stderr)


def test_a_file_that_is_not_there_is_named(tmp_path):
    said = run("--config", tmp_path / "none.toml", "--check")
    assert said.returncode == 2
    assert str(tmp_path / "none.toml") in said.stderr


def test_the_environment_names_a_configuration(tmp_path):
    file, _ = check(tmp_path, SMALLEST)
    assert run("--check", KMP2MQTT_CONFIG=str(file)).returncode == 0
    assert run("--check", KMP2MQTT_CONFIG=str(tmp_path / "none.toml")).returncode == 2


def test_version_and_help_go_to_standard_output():
    version = run("--version")
    assert (version.returncode, version.stderr) == (0, "")
    assert re.fullmatch(r"kmp2mqtt \d+\.\d+\.\d+\n", version.stdout)
    assert run("--help").returncode == 0
    assert "--check" in run("-h").stdout


@pytest.mark.parametrize("options", [["--chekc"], ["surplus"], ["--config"], ["-q", "-v"]])
def test_a_wrong_command_line_ends_with_2(options):
    said = run(*options)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr


def test_a_short_interval_is_reported_with_what_it_means_for_a_battery(bench):
    broker = bench.broker()
    bridge = bench.bridge(broker, heating(bench.meter(), interval="1min")).start()
    bridge.wait_log("battery")


@pytest.mark.parametrize("options", [["--check"], ["--version"], ["--help"]])
def test_an_answer_that_cannot_be_written_is_no_success(tmp_path, options):
    file = tmp_path / "kmp2mqtt.toml"
    file.write_text(SMALLEST)
    with open("/dev/full", "wb") as full:
        said = subprocess.run(
            [program(), "--config", file, *options],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=20,
            check=False,
        )
    assert said.returncode == 1
    assert said.stderr == "writing to the standard output: No space left on device\n"
