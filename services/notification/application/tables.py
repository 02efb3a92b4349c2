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
        "CREATE INDEX {notices_due} ON {notices} (kind, due_order) WHERE waits = 1",
    ),
)
# These two beside the view, not in it: a rebuilt view must neither send again nor urge again.
QUEUE = Table(
    "notice_queue",
    (
        (
            "CREATE TABLE {notice_queue} (notice_id TEXT PRIMARY KEY, recorded_at TEXT NOT NULL, done BIGINT NOT NULL,"
            " asked_again BIGINT NOT NULL)"
        ),
        "CREATE INDEX {notice_queue_open} ON {notice_queue} (done, recorded_at, notice_id)",
    ),
)
URGED = Table("notice_urged", ("CREATE TABLE {notice_urged} (notice_id TEXT PRIMARY KEY, urged_at TEXT NOT NULL)",))
OUTBOX = Table(
    "outbox",
    (
        (
            "CREATE TABLE {outbox} (delivery_id TEXT PRIMARY KEY, notice_id TEXT NOT NULL, event_id TEXT NOT NULL,"
            " unit_id TEXT NOT NULL, role TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL,"
            " attempts BIGINT NOT NULL, round BIGINT NOT NULL, next_at BIGINT NOT NULL, waiting_since BIGINT NOT NULL,"
            " last_error TEXT NOT NULL, created_at TEXT NOT NULL, done_at TEXT,"
            " UNIQUE (event_id, unit_id, role, channel))"
        ),
        "CREATE INDEX {outbox_due} ON {outbox} (state, next_at, delivery_id)",
        "CREATE INDEX {outbox_by_notice} ON {outbox} (notice_id)",
    ),
)
CONTACTS = Table(
    "contacts",
    (
        (
            "CREATE TABLE {contacts} (unit_id TEXT NOT NULL, role TEXT NOT NULL, channel TEXT NOT NULL,"
            " address TEXT NOT NULL, secret TEXT NOT NULL, person_id TEXT, wanted BIGINT NOT NULL,"
            " PRIMARY KEY (unit_id, role, channel))"
        ),
        "CREATE INDEX {contacts_by_person} ON {contacts} (person_id)",
    ),
)
# `round` counts how often a link was made anew: only the last one opens anything.
LINKS = Table(
    "receipt_links",
    (
        (
            "CREATE TABLE {receipt_links} (link_id TEXT PRIMARY KEY, matter_id TEXT NOT NULL, unit_id TEXT NOT NULL,"
            " issuer_id TEXT NOT NULL, round BIGINT NOT NULL)"
        ),
        "CREATE INDEX {receipt_links_by_matter} ON {receipt_links} (matter_id, unit_id)",
    ),
)
OWN_TABLES = (QUEUE, URGED, OUTBOX, CONTACTS, LINKS)
