"""A floor for whatever fills a file: the rows that it left, written bare by one connection."""

import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter

_SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name"  # tables before indexes
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def seconds_to_write(finished: Path, target: Path, transactions: int) -> float:
    """Every row of every table into the same tables and indexes, in so many durable transactions."""
    with closing(sqlite3.connect(finished)) as source:
        schema = [sql for (sql,) in source.execute(_SCHEMA)]
        tables = {name: source.execute(f"SELECT * FROM {name}").fetchall() for (name,) in source.execute(_TABLES)}
    filled = {name: rows for name, rows in tables.items() if rows}
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", *schema):
            connection.execute(statement)
        began = perf_counter()
        for number in range(transactions):
            connection.execute("BEGIN")
            for name, rows in filled.items():
                part = rows[len(rows) * number // transactions : len(rows) * (number + 1) // transactions]
                connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", part)
            connection.execute("COMMIT")
        return perf_counter() - began
