# SPDX-License-Identifier: Apache-2.0
"""The README's commands for the broker, run as they stand there."""

import json
import os
import pathlib
import re
import subprocess

import pytest

from bench.process import PATIENCE
from bench.subscriber import BASE

README = pathlib.Path(__file__).parents[3] / "README.md"
RESPONSE = f"{BASE}/heating/response"


def commands():
    """All that a reader may copy and that speaks to the broker."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README.read_text(), re.M | re.S)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("mosquitto_")]


@pytest.fixture(scope="module")
def shell(house, tmp_path_factory):
    """Runs a command whose broker is that of the house: the clients read their port from a file."""
    folder = tmp_path_factory.mktemp("config")
    for program in ("mosquitto_pub", "mosquitto_sub", "mosquitto_rr"):
        (folder / program).write_text(f"-p {house.broker.port}\n")
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder)}

    def run(command):
        return subprocess.run(
            ["sh", "-c", command], env=environment, check=True, timeout=PATIENCE,
            stdout=subprocess.PIPE, text=True,
        ).stdout

    return run


def test_the_readme_reads_and_sets_with_both_clients():
    assert {command.split()[0] for command in commands()} == {"mosquitto_pub", "mosquitto_rr"}
    assert len(commands()) >= 5


@pytest.mark.parametrize("command", [each for each in commands() if "mosquitto_pub" in each])
def test_what_is_published_is_answered(command, house, shell):
    since = len(house.person.messages)
    shell(command)
    answer = house.person.wait_for(RESPONSE, since=since).json
    assert answer["status"] == "ok", answer


@pytest.mark.parametrize("command", [each for each in commands() if "mosquitto_rr" in each])
def test_what_asks_for_a_response_gets_it(command, shell):
    answer = json.loads(shell(command))
    assert answer["status"] == "ok" and answer["transaction"] == "mine"


def test_everything_is_seen_with_one_command(house, shell):
    text = README.read_text()
    command = re.search(r"`(mosquitto_sub [^`]*)`", text)[1]
    seen = shell(f"timeout 2 {command} || true")
    shown = re.search(r"^kmp2mqtt/bridge/state online\n(?:kmp2mqtt/.*\n)*", text, re.M)[0]
    kept = [line.split()[0] for line in shown.splitlines() if "/reading " not in line]
    assert set(kept) <= {line.split()[0] for line in seen.splitlines()}
    info = next(line for line in seen.splitlines() if line.startswith(f"{BASE}/heating/info "))
    printed = next(line for line in shown.splitlines() if line.startswith(f"{BASE}/heating/info "))
    keys = [json.loads(line.split(" ", 1)[1]).keys() for line in (info, printed)]
    assert keys[0] == keys[1]
