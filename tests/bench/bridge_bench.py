#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the whole bridge beside simulated meters and a real mosquitto, and prints a table.

    python3 tests/bench/bridge_bench.py BUILD      BUILD: a release build with the bridge

Bounded (about four minutes), on loopback only; nothing is asserted.
"""

import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

PORT_RANGE_METERS = 1000


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A program that ends with its block; what it says on standard error is left out."""

    def __init__(self, *command, **options):
        options.setdefault("stderr", subprocess.DEVNULL)
        self.process = subprocess.Popen([str(each) for each in command], **options)

    def __enter__(self):
        return self.process

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def configuration(folder, broker, meters, interval, extra=""):
    """`meters`: name and device of each."""
    text = f'[mqtt]\nbroker = "mqtt://127.0.0.1:{broker}"\n[log]\nlevel = "warning"\n'
    for name, device in meters:
        text += f'[[meter]]\nname = "{name}"\ndevice = "{device}"\ninterval = "{interval}"\n{extra}'
    file = folder / "bench.toml"
    file.write_text(text)
    return file


def private_kilobytes(pid):
    lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def resident_kilobytes(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def threads(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()
    own = int(fields[0])
    for task in os.listdir(f"/proc/{pid}/task"):
        if int(task) != pid:
            own += int(pathlib.Path(f"/proc/{pid}/task/{task}/schedstat").read_text().split()[0])
    return own / 1e9


def subscriber(broker, topic, lines):
    """mosquitto_sub that ends after so many messages, each with its time of arrival."""
    return ["mosquitto_sub", "-p", broker, "-q", "1", "-R", "-t", topic, "-F", "%U %t %p", "-C",
            lines, "-W", 120]


def first_state(bridge, folder, broker, device):
    """Milliseconds from start to the first published state."""
    config = configuration(folder, broker, [("m", device)], "1h")
    command = [str(each) for each in subscriber(broker, "kmp2mqtt/m/state", 1)]
    listener = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    time.sleep(0.3)
    begin = time.time()
    with Process(bridge, "-c", config):
        arrived = float(listener.communicate()[0].split()[0])
    return (arrived - begin) * 1000


def one_meter(bridge, folder, broker, device):
    rows = []
    starts = [first_state(bridge, folder, broker, device) for _ in range(5)]
    rows.append(("start to first state, unpaced meter", f"{statistics.median(starts):.0f} ms",
                 "under 100 ms"))
    config = configuration(folder, broker, [("m", device)], "1h")
    with Process(bridge, "-c", config) as process:
        time.sleep(2)
        rows.append(("private memory", f"{private_kilobytes(process.pid) / 1024:.1f} MB", "4 MB"))
        rows.append(("resident memory", f"{resident_kilobytes(process.pid) / 1024:.1f} MB", ""))
        rows.append(("threads", str(threads(process.pid)), ""))
        before = cpu_seconds(process.pid)
        time.sleep(30)
        idle = (cpu_seconds(process.pid) - before) / 30
    config = configuration(folder, broker, [("m", device)], "1s")
    with Process(bridge, "-c", config) as process:
        time.sleep(2)
        before = cpu_seconds(process.pid)
        time.sleep(20)
        a_read = (cpu_seconds(process.pid) - before) / 20 - idle
    rows.append(("CPU time a day at hourly reads", f"{idle * 86400 + a_read * 24:.2f} s", ""))
    return rows


def line_pace(kmptool, bridge, folder, broker):
    """One read of eight registers at 1200 baud, by the bridge's own duration."""
    port = free_port()
    with Process(kmptool, "simulate", "--tcp", port, stdout=subprocess.DEVNULL):
        time.sleep(0.5)
        config = configuration(folder, broker, [("m", f"socket://127.0.0.1:{port}")], "2s")
        command = [str(each) for each in subscriber(broker, "kmp2mqtt/m/reading", 6)]
        listener = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        time.sleep(0.3)
        with Process(bridge, "-vvv", "-c", config, stderr=subprocess.PIPE) as process:
            readings = listener.communicate()[0].splitlines()
            process.terminate()
            frames = process.communicate()[1].decode().splitlines()
    durations = [int(line.split('"duration_ms":')[1].split(",")[0]) for line in readings[1:]]
    sent = max(len(line.split(" -> ")[1].split()) for line in frames if " -> " in line)
    received, longest = 0, 0
    for line in frames:
        received = 0 if " -> " in line else received
        received += len(line.split(" <- ")[1].split()) if " <- " in line else 0
        longest = max(longest, received)
    line_time = (sent + longest) * 11 / 1200 * 1000
    ratio = statistics.median(durations) / line_time
    return [("a read of 8 registers at 1200 baud, over line time",
             f"{ratio:.3f} ({statistics.median(durations):.0f} ms over {line_time:.0f} ms)",
             "1.02")]


def thousand_meters(kmptool, bridge, folder, broker):
    first = 20000
    with Process(kmptool, "simulate", "--tcp", first, "--meters", PORT_RANGE_METERS, "--baud", 0,
                 stdout=subprocess.DEVNULL):
        time.sleep(3)
        meters = [(f"m{i}", f"socket://127.0.0.1:{first + i}") for i in range(PORT_RANGE_METERS)]
        config = configuration(folder, broker, meters, "1min")
        with Process(bridge, "-c", config) as process:
            time.sleep(40)
            before, begin = cpu_seconds(process.pid), time.time()
            latencies = []
            while time.time() - begin < 60:
                asked = time.time()
                subprocess.run(["mosquitto_rr", "-p", str(broker), "-V", "5", "-W", "10", "-t",
                                f"kmp2mqtt/m{len(latencies) * 37 % PORT_RANGE_METERS}/get", "-e",
                                "bench/response", "-m", '{"max_age":"0s"}'],
                               stdout=subprocess.DEVNULL, check=True)
                latencies.append((time.time() - asked) * 1000)
                time.sleep(1)
            share = (cpu_seconds(process.pid) - before) / (time.time() - begin)
            memory = private_kilobytes(process.pid) / 1024
    return [("1,000 meters, one read a minute each: CPU", f"{share * 100:.1f} % of one core", ""),
            ("1,000 meters: private memory", f"{memory:.1f} MB", ""),
            ("1,000 meters: read on demand, mosquitto_rr included",
             f"median {statistics.median(latencies):.0f} ms, longest {max(latencies):.0f} ms", "")]


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    bridge, kmptool = build / "src/bridge/kmp2mqtt", build / "src/tool/kmptool"
    broker, meter = free_port(), free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "mosquitto.conf").write_text(
            f"listener {broker} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 100000\n")
        with Process("/usr/sbin/mosquitto", "-c", folder / "mosquitto.conf"), \
             Process(kmptool, "simulate", "--tcp", meter, "--baud", 0, stdout=subprocess.DEVNULL):
            time.sleep(1)
            rows = one_meter(bridge, folder, broker, f"socket://127.0.0.1:{meter}")
            rows += line_pace(kmptool, bridge, folder, broker)
            rows += thousand_meters(kmptool, bridge, folder, broker)
    for what, value, goal in rows:
        print(f"{what:55} {value:35} {'goal ' + goal if goal else ''}")


if __name__ == "__main__":
    main()
