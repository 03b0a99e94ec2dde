# SPDX-License-Identifier: Apache-2.0
"""A day of readings for a Home Assistant that is not running, in its own database.

Its recorder makes the statistics of them at the next start, as it does after an outage.
"""

import contextlib
import itertools
import sqlite3

# What is used in each hour of a day that ends at 22 o'clock: little at night, most in the morning.
USE = (3, 3, 3, 3, 3, 4, 6, 9, 9, 7, 5, 5, 4, 4, 4, 4, 5, 7, 8, 8, 7, 6, 5)
# Of which a counter goes up by so much, in its unit; in binary without a remainder.
PORTION = 2**-10
HOUR = 3600
# As the bridge reads: half a minute before the full hour.
EARLY = 30


def live_through(database, counters, gauges):
    """As if readings had come up to the newest full hour before Home Assistant began.

    `counters` are entities; `gauges` are {entity: what it goes up by with each portion}.
    Returns the first and the last full hour of that day, in seconds since 1970.
    """
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        (began,) = connection.execute("SELECT min(last_updated_ts) FROM states").fetchone()
        end = began - began % HOUR
        used = list(itertools.accumulate(reversed(USE), initial=0))
        for entity_id in counters:
            insert_day(connection, entity_id, end, [-PORTION * each for each in used])
        for entity_id, step in gauges.items():
            insert_day(connection, entity_id, end, [step * each for each in reversed(USE)])
        # Statistics are made of what is younger than their last run.
        for table in ("statistics_runs", "statistics", "statistics_short_term"):
            connection.execute(f"DELETE FROM {table}")
    return end - len(USE) * HOUR, end


def insert_day(connection, entity_id, end, differences):
    """States as old as 0, 1, 2 hours at `end`, by their difference to the oldest one that is
    there, with the attributes of that."""
    metadata, attributes, state = connection.execute(
        "SELECT metadata_id, attributes_id, state FROM states"
        " JOIN states_meta USING (metadata_id)"
        " WHERE states_meta.entity_id = ? AND state NOT IN ('unavailable', 'unknown')"
        " ORDER BY last_updated_ts",
        [entity_id],
    ).fetchone()
    for hours, difference in enumerate(differences):
        connection.execute(
            "INSERT INTO states (metadata_id, attributes_id, state, last_updated_ts)"
            " VALUES (?, ?, ?, ?)",
            [metadata, attributes, str(float(state) + difference), end - EARLY - hours * HOUR],
        )
