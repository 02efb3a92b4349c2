"""The replica's tables: one row per dated value, `since` its first day, `until` the first day it no longer held."""

from shared.database.interface import Table
from shared.messaging.visibility import REACH

_DATED = "since TEXT NOT NULL, until TEXT"

UNITS = Table(
    "registry_units",
    (
        (
            "CREATE TABLE {registry_units} (id TEXT PRIMARY KEY, kind TEXT NOT NULL, level TEXT NOT NULL,"
            " registered_by TEXT NOT NULL, founded_on TEXT NOT NULL)"
        ),
    ),
)
NAMES = Table(
    "registry_names",
    (
        (
            "CREATE TABLE {registry_names} (unit_id TEXT NOT NULL, ordinal BIGINT NOT NULL, name TEXT NOT NULL,"
            f" name_key TEXT NOT NULL, {_DATED})"
        ),
        "CREATE INDEX {registry_names_by_unit} ON {registry_names} (unit_id)",
        "CREATE INDEX {registry_names_by_key} ON {registry_names} (name_key)",
    ),
)
CODES = Table(
    "registry_codes",
    (
        f"CREATE TABLE {{registry_codes}} (unit_id TEXT NOT NULL, code TEXT NOT NULL, {_DATED})",
        "CREATE INDEX {registry_codes_by_unit} ON {registry_codes} (unit_id)",
        "CREATE INDEX {registry_codes_by_code} ON {registry_codes} (code)",
    ),
)
STATUSES = Table(
    "registry_statuses",
    (
        f"CREATE TABLE {{registry_statuses}} (unit_id TEXT NOT NULL, status TEXT NOT NULL, {_DATED})",
        "CREATE INDEX {registry_statuses_by_unit} ON {registry_statuses} (unit_id)",
    ),
)
RELATIONS = Table(
    "registry_relations",
    (
        (
            "CREATE TABLE {registry_relations} (unit_id TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL,"
            f" line TEXT, {_DATED})"
        ),
        "CREATE INDEX {registry_relations_by_unit} ON {registry_relations} (unit_id, kind)",
        "CREATE INDEX {registry_relations_by_target} ON {registry_relations} (target, kind)",
    ),
)
SUCCESSIONS = Table(
    "registry_successions",
    (
        (
            "CREATE TABLE {registry_successions} (unit_id TEXT NOT NULL, successor TEXT NOT NULL, kind TEXT NOT NULL,"
            " since TEXT NOT NULL)"
        ),
        "CREATE INDEX {registry_successions_by_unit} ON {registry_successions} (unit_id)",
        "CREATE INDEX {registry_successions_by_successor} ON {registry_successions} (successor)",
    ),
)
TERMS = Table(
    "registry_terms",
    (
        (
            "CREATE TABLE {registry_terms} (unit_id TEXT NOT NULL, office TEXT NOT NULL, person_id TEXT NOT NULL,"
            f" {_DATED})"
        ),
        "CREATE INDEX {registry_terms_by_unit} ON {registry_terms} (unit_id, office)",
        "CREATE INDEX {registry_terms_by_person} ON {registry_terms} (person_id)",
    ),
)
GROUPS = Table(
    "registry_groups",
    (
        (
            "CREATE TABLE {registry_groups} (group_id TEXT NOT NULL, committee_id TEXT NOT NULL, name TEXT NOT NULL,"
            f" selector TEXT NOT NULL, {_DATED})"
        ),
        "CREATE INDEX {registry_groups_by_id} ON {registry_groups} (group_id)",
    ),
)
GROUP_NAMES = Table(
    "registry_group_names",
    (
        (
            "CREATE TABLE {registry_group_names} (group_id TEXT NOT NULL, committee_id TEXT NOT NULL,"
            f" name TEXT NOT NULL, name_key TEXT NOT NULL, {_DATED})"
        ),
        "CREATE INDEX {registry_group_names_by_key} ON {registry_group_names} (committee_id, name_key)",
        "CREATE INDEX {registry_group_names_by_id} ON {registry_group_names} (group_id)",
    ),
)
POSITION = Table(
    "registry_position",
    ("CREATE TABLE {registry_position} (log TEXT PRIMARY KEY, generation BIGINT NOT NULL, position BIGINT NOT NULL)",),
)

TABLES = (UNITS, NAMES, CODES, STATUSES, RELATIONS, SUCCESSIONS, TERMS, GROUPS, GROUP_NAMES, POSITION, REACH)
