"""The portable SQL as PostgreSQL and psycopg want it.

Texts are ordered by code point, as SQLite orders them, because the whole database is: provisioning makes it so and
`PostgresDatabase.check_version` asks.
"""

import re

_PARAMETER = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")
_TYPES = (
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r"\s+WITHOUT ROWID"), ""),
)


def statement(sql: str) -> str:
    """`:name` → `%(name)s`."""
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


def definition(ddl: str) -> str:
    """A CREATE statement in PostgreSQL's types."""
    for pattern, replacement in _TYPES:
        ddl = pattern.sub(replacement, ddl)
    return ddl
