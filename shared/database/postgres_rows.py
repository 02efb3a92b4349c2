"""Many rows of one INSERT as one statement, whose parameters are the columns: a row each is a statement each.

`INSERT INTO t (a, b) VALUES (:a, :b) ON CONFLICT …` becomes `INSERT INTO t (a, b) SELECT … FROM unnest(…)`. What is
written otherwise, or mixes types in a column, or names one row twice to be updated, goes row by row as before.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shared.database.postgres_arrays import BigintArray, ByteaArray, TextArray

_INSERT = re.compile(r"\s*(INSERT INTO \S+ \([^()]*\))\s*VALUES\s*\(([^()]*)\)(.*)", re.DOTALL)
_VALUE = re.compile(r"\s*(?::([A-Za-z_]\w*)|(NULL))\s*")
_UPDATED = re.compile(r"ON CONFLICT \(([^()]*)\) DO UPDATE")
_ARRAYS: Mapping[type, tuple[str, type[list[Any]]]] = {
    str: ("text[]", TextArray),
    int: ("bigint[]", BigintArray),
    bytes: ("bytea[]", ByteaArray),
}

Rows = Sequence[Mapping[str, Any]]
Arrays = tuple[str, list[list[Any]]]  # a statement with $1, $2 and its parameters


@dataclass(frozen=True, slots=True)
class _Insert:
    """`values` holds the parameter of each column, or None for NULL."""

    head: str
    values: tuple[str | None, ...]
    rest: str
    names: tuple[str, ...]
    unique: tuple[str, ...]


def as_arrays(sql: str, rows: Rows) -> Arrays | None:
    """None: it must go row by row. Values are bound already (shared/database/binding.py)."""
    insert = _parsed(sql)
    if insert is None or not insert.names or _meets_twice(insert, rows):
        return None
    types, columns = list[str](), list[list[Any]]()
    for name in insert.names:
        values = [row[name] for row in rows]
        kinds = set(map(type, values)) - {type(None)}
        if len(kinds) > 1 or not kinds <= _ARRAYS.keys():
            return None
        type_, array = _ARRAYS[kinds.pop()] if kinds else ("", list)
        types.append(type_)
        if type_:
            columns.append(array(values))
    return (_statement(insert, tuple(types)), columns) if columns else None


def _meets_twice(insert: _Insert, rows: Rows) -> bool:
    """Whether a row would be updated that the same statement has written: PostgreSQL refuses that."""
    return bool(insert.unique) and len({tuple(row[name] for name in insert.unique) for row in rows}) < len(rows)


@lru_cache(maxsize=1024)
def _parsed(sql: str) -> _Insert | None:
    found = _INSERT.fullmatch(sql)
    if found is None or ":" in found[3] or "%" in sql:
        return None
    given = [_VALUE.fullmatch(value) for value in found[2].split(",")]
    columns = [column.strip() for column in found[1].partition("(")[2].rstrip(")").split(",")]
    if len(columns) != len(given):
        return None
    values = tuple(value[1] if value else "" for value in given)
    if "" in values:
        return None  # an expression
    by_column = dict(zip(columns, values, strict=True))
    updated = _UPDATED.search(found[3])
    unique = [by_column.get(column.strip()) for column in updated[1].split(",")] if updated else []
    if None in unique:
        return None
    names = tuple(dict.fromkeys(value for value in values if value is not None))
    return _Insert(found[1], values, found[3], names, tuple(name for name in unique if name is not None))


@lru_cache(maxsize=1024)
def _statement(insert: _Insert, types: tuple[str, ...]) -> str:
    """`types` of the parameters in their order; "" for one that is NULL in every row."""
    filled = {name: type_ for name, type_ in zip(insert.names, types, strict=True) if type_}
    selected = ", ".join(f"r.{name}" if name in filled else "NULL" for name in insert.values)
    arrays = ", ".join(f"${number}::{type_}" for number, type_ in enumerate(filled.values(), 1))
    return f"{insert.head} SELECT {selected} FROM unnest({arrays}) AS r ({', '.join(filled)}){insert.rest}"
