"""Tables of notices. What is made from events alone can be rebuilt; addresses and the outbox never are."""

from shared.database.interface import Table

MATTERS = Table(
    "notice_matters",
    (
        (
            "CREATE TABLE {notice_matters} (matter_id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL,"
            " unit_id TEXT NOT NULL, due_at TEXT)"
        ),
    ),
)
NOTICES = Table(
    "notices",
    (
        (
            "CREATE TABLE {notices} (notice_id TEXT PRIMARY KEY, event_id TEXT NOT NULL, kind TEXT NOT NULL,"
            " matter_id TEXT NOT NULL, issuer_id TEXT NOT NULL, unit_id TEXT NOT NULL, role TEXT NOT NULL,"
            " facts TEXT NOT NULL, due_at TEXT, due_order TEXT NOT NULL, recorded_at TEXT NOT NULL,"
            " waits BIGINT NOT NULL)"
        ),
        "CREATE INDEX {notices_by_unit} ON {notices} (unit_id, waits, due_order, notice_id)",
        "CREATE INDEX {notices_by_issuer} ON {notices} (issuer_id, recorded_at)",
        "CREATE INDEX {notices_by_matter} ON {notices} (matter_id)",
        "CREATE INDEX {notices_by_time} ON {notices} (recorded_at, notice_id)",
    ),
)
