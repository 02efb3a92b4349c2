"""The portable SQL as PostgreSQL and psycopg want it.

Texts are ordered by code point, as SQLite orders them, because the whole database is: provisioning makes it so and
`PostgresDatabase.check_version` asks.
"""

import re
from functools import lru_cache

_PARAMETER = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")
_TYPES = (
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r"\s+WITHOUT ROWID"), ""),
)


@lru_cache(maxsize=4096)
def statement(sql: str) -> tuple[str, tuple[str, ...]]:
    """`:name` → `$1`, and the names in the order of their numbers: psycopg has nothing left to translate."""
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return numbers.setdefault(found[1], f"${len(numbers) + 1}")

    return _PARAMETER.sub(number, sql), tuple(numbers)


def definition(ddl: str) -> str:
    """A CREATE statement in PostgreSQL's types."""
    for pattern, replacement in _TYPES:
        ddl = pattern.sub(replacement, ddl)
    return ddl
