"""The roll-up's tables: facts with the time in which they were known, and the events behind them (R4, R5).

`recorded_from` and `recorded_to` are recorded times: what was known at T is a condition, never a replay.
`fact_territory` has the days from which and until which a superior holds as well, for both times count there.
"""

from shared.database.interface import Table

_KNOWN = "recorded_from TEXT NOT NULL, recorded_to TEXT, log TEXT NOT NULL, position BIGINT NOT NULL"

FACTS = Table(
    "facts",
    (
        (
            "CREATE TABLE {facts} (kind TEXT NOT NULL, subject TEXT NOT NULL, unit TEXT NOT NULL, value TEXT NOT NULL,"
            f" due_on TEXT, {_KNOWN}, event_id TEXT NOT NULL, PRIMARY KEY (kind, subject, unit, recorded_from))"
        ),
        # Whole rows, unit first: counting stays in the index, and nobody takes it for the way to a subject.
        ("CREATE INDEX {facts_by_unit} ON {facts} (unit, kind, value, recorded_from, recorded_to, subject, due_on)"),
    ),
)
TERRITORY = Table(
    "fact_territory",
    (
        (
            "CREATE TABLE {fact_territory} (unit TEXT NOT NULL, superior TEXT NOT NULL, since TEXT NOT NULL,"
            f" until TEXT, {_KNOWN}, event_id TEXT NOT NULL)"
        ),
        "CREATE INDEX {fact_territory_by_superior} ON {fact_territory} (superior)",
        "CREATE INDEX {fact_territory_by_unit} ON {fact_territory} (unit)",
    ),
)
EVENTS = Table(
    "fact_events",
    (
        (
            "CREATE TABLE {fact_events} (event_id TEXT PRIMARY KEY, log TEXT NOT NULL, generation BIGINT NOT NULL,"
            " position BIGINT NOT NULL, type TEXT NOT NULL, occurred_at TEXT NOT NULL, precision TEXT NOT NULL,"
            " recorded_at TEXT NOT NULL, unit TEXT NOT NULL)"
        ),
        "CREATE INDEX {fact_events_in_order} ON {fact_events} (log, recorded_at)",
    ),
)

TABLES = (FACTS, TERRITORY, EVENTS)


def known(alias: str) -> str:
    """SQL: what the row says was known at `:at`."""
    return f"{alias}.recorded_from <= :at AND ({alias}.recorded_to IS NULL OR {alias}.recorded_to > :at)"
