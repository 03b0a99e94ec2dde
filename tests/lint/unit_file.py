# SPDX-License-Identifier: Apache-2.0
"""What systemd says of etc/kmp2mqtt.service.in: whether it understands it, and how exposed it is.

    python3 tests/lint/unit_file.py PROJECT
"""

import pathlib
import re
import subprocess
import sys
import tempfile

LARGEST_EXPOSURE = 1.5  # of 10


def analyze(*words):
    done = subprocess.run(
        ["systemd-analyze", *[str(word) for word in words]],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def main():
    text = (pathlib.Path(sys.argv[1]) / "etc" / "kmp2mqtt.service.in").read_text()
    # A program that is there: the bridge is not installed where this runs.
    text = text.replace("@bindir@/kmp2mqtt", "/bin/true").replace("@sysconfdir@", "/etc")
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder) / "kmp2mqtt.service"
        unit.write_text(text)
        code, said = analyze("verify", "--man=no", unit)
        complaints = [line for line in said.splitlines() if "kmp2mqtt.service" in line]
        if complaints:
            print("\n".join(complaints))
            return 1
        threshold = f"--threshold={round(10 * LARGEST_EXPOSURE)}"
        code, said = analyze("security", "--offline=true", "--no-pager", threshold, unit)
    found = re.search(r"Overall exposure level for kmp2mqtt\.service: ([\d.]+)", said)
    if not found:
        print(said)
        return 1
    print(f"FIGURE exposure of the systemd unit: {found[1]} of 10, at most {LARGEST_EXPOSURE}")
    if code != 0 or float(found[1]) > LARGEST_EXPOSURE:
        print("\n".join(line for line in said.splitlines() if line.startswith("✗")))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
