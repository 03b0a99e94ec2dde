# SPDX-License-Identifier: Apache-2.0
"""kmptool simulate, where a test or a person wants the same fault once more."""

import socket
import time

import pytest

USAGE = 2
ASK_EIGHT = bytes.fromhex("803f1008003c0044004a00500056005700590063503c0d")
FAULTS = ("--scenario", "bit_errors:0.05")


def answers(meter):
    """What comes back, damaged; a while of silence ends an answer."""
    heard = []
    with socket.create_connection(("127.0.0.1", meter.port)) as line:
        line.settimeout(0.3)
        for _ in range(4):
            line.sendall(ASK_EIGHT)
            answer = b""
            try:
                while part := line.recv(4096):
                    answer += part
            except TimeoutError:
                pass
            heard.append(answer.hex(" "))
    return heard


def test_the_same_seed_and_time_give_the_same_bytes_whenever_the_meter_starts(meter):
    same = ("--seed", "7", "--at", "2026-01-31T18:30", *FAULTS)
    first = answers(meter(*same))
    time.sleep(1.5)  # the clock of the system goes on
    assert answers(meter(*same)) == first
    assert all(first)
    assert answers(meter("--seed", "8", *same[2:])) != first
    assert answers(meter(*same[:2], "--at", "2026-01-31T18:31", *FAULTS)) != first


def test_the_meters_clock_starts_at_the_time(meter, kmptool):
    device = meter("--at", "2026-01-31 18:30").device
    end = kmptool("-d", device, "get-register", "--register", "date", "--register", "clock")
    assert "2026-01-31" in end.out
    assert " 18:30:" in end.out


@pytest.mark.parametrize("when", ["yesterday", "2026-02-30", "2026-01-31T18:30Z", ""])
def test_a_time_that_is_none_is_a_usage_error(kmptool, when):
    end = kmptool("simulate", "--at", when, "--tcp", "0")
    assert end.code == USAGE
    assert end.errors.startswith("kmptool: --at: ")
    assert "2026-01-31T18:30" in end.errors
