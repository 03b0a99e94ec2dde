# SPDX-License-Identifier: Apache-2.0
"""A day of readings for a Home Assistant that is not running, in its own database.

Its recorder makes the statistics of them at the next start, as it does after an outage.
"""

import contextlib
import sqlite3

# What a counter goes up by, in its unit; in binary without a remainder.
PER_HOUR = 0.125
HOUR = 3600
HOURS = 23
# As the bridge reads: half a minute before the full hour.
EARLY = 30


def live_through(database, entity_ids):
    """As if readings had come up to the newest full hour before Home Assistant began.

    Returns the first and the last full hour of that day, in seconds since 1970.
    """
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        (began,) = connection.execute("SELECT min(last_updated_ts) FROM states").fetchone()
        end = began - began % HOUR
        for entity_id in entity_ids:
            insert_day(connection, entity_id, end)
        # Statistics are made of what is younger than their last run.
        for table in ("statistics_runs", "statistics", "statistics_short_term"):
            connection.execute(f"DELETE FROM {table}")
    return end - HOURS * HOUR, end


def insert_day(connection, entity_id, end):
    """Its states of a day up to its oldest one, with the attributes of that."""
    metadata, attributes, state = connection.execute(
        "SELECT metadata_id, attributes_id, state FROM states"
        " JOIN states_meta USING (metadata_id)"
        " WHERE states_meta.entity_id = ? AND state NOT IN ('unavailable', 'unknown')"
        " ORDER BY last_updated_ts",
        [entity_id],
    ).fetchone()
    for hour in range(HOURS + 1):
        value = float(state) - PER_HOUR * hour
        connection.execute(
            "INSERT INTO states (metadata_id, attributes_id, state, last_updated_ts)"
            " VALUES (?, ?, ?, ?)",
            [metadata, attributes, str(value), end - EARLY - hour * HOUR],
        )
