# SPDX-License-Identifier: Apache-2.0
"""What a process takes of the machine, over time."""

import os
import pathlib
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Samples:
    """Rows of (seconds since the first, resident KiB, descriptors, processor seconds)."""

    def __init__(self, pid):
        self._place = pathlib.Path("/proc") / str(pid)
        self._began = time.monotonic()
        self.rows = []

    def take(self):
        status = (self._place / "status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        # After the name, which may hold blanks: field 14 and 15 are those of user and system.
        fields = (self._place / "stat").read_text().rpartition(")")[2].split()
        self.rows.append(
            (
                time.monotonic() - self._began,
                int(resident.split()[1]),
                len(os.listdir(self._place / "fd")),
                (int(fields[11]) + int(fields[12])) / TICKS,
            )
        )

    def after(self, warm_up):
        return [row for row in self.rows if row[0] >= warm_up]


def growth(rows, column):
    """What a straight line through the rows gains from the first to the last."""
    times = [row[0] for row in rows]
    values = [row[column] for row in rows]
    middle = sum(times) / len(times)
    level = sum(values) / len(values)
    spread = sum((when - middle) ** 2 for when in times)
    slope = sum((when - middle) * (value - level) for when, value in zip(times, values)) / spread
    return slope * (times[-1] - times[0])


def share_of_processor(rows):
    """0 to 1, of one core."""
    return (rows[-1][3] - rows[0][3]) / (rows[-1][0] - rows[0][0])
