"""Audit's own copy (A1).

`copy_events` is written once per (log, generation, position) and never again. `copy_units` is the index of what
concerns each unit, in the order of its history; `alone` is 1 when nobody but the owner is concerned.
"""

from shared.database.interface import Table

EVENTS = Table(
    "copy_events",
    (
        (
            "CREATE TABLE {copy_events} (log TEXT NOT NULL, generation BIGINT NOT NULL, position BIGINT NOT NULL,"
            " recorded_at TEXT NOT NULL, stream_id TEXT NOT NULL, envelope BLOB NOT NULL, data BLOB NOT NULL,"
            " leaf BLOB NOT NULL, PRIMARY KEY (log, position, generation))"
        ),
    ),
)
UNITS = Table(
    "copy_units",
    (
        (
            "CREATE TABLE {copy_units} (unit_id TEXT NOT NULL, recorded_at TEXT NOT NULL, log TEXT NOT NULL,"
            " position BIGINT NOT NULL, generation BIGINT NOT NULL, stream_id TEXT NOT NULL, alone BIGINT NOT NULL,"
            " PRIMARY KEY (unit_id, recorded_at, log, position, generation))"
        ),
        "CREATE INDEX {copy_units_by_stream} ON {copy_units} (unit_id, log, stream_id)",
    ),
)
STREAMS = Table(
    "copy_streams",
    (
        (
            "CREATE TABLE {copy_streams} (log TEXT NOT NULL, stream_id TEXT NOT NULL, position BIGINT NOT NULL,"
            " generation BIGINT NOT NULL, PRIMARY KEY (log, stream_id, position, generation))"
        ),
    ),
)
DRAFTS = Table("copy_drafts", ("CREATE TABLE {copy_drafts} (stream_id TEXT PRIMARY KEY)",))
DISCREPANCIES = Table(
    "copy_discrepancies",
    (
        (
            "CREATE TABLE {copy_discrepancies} (log TEXT NOT NULL, position BIGINT NOT NULL,"
            " generation BIGINT NOT NULL, kind TEXT NOT NULL, owner_unit TEXT NOT NULL, found_leaf TEXT NOT NULL,"
            " noticed_at TEXT, PRIMARY KEY (log, position, generation, kind, found_leaf))"
        ),
    ),
)
COPY_TABLES = (EVENTS, UNITS, STREAMS, DRAFTS, DISCREPANCIES)
