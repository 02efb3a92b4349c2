"""A transaction and a reader over one SQLite connection."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property

from shared.database.binding import bound
from shared.database.interface import Params, Row, Table
from shared.database.naming import TableNames, checked_suffix, with_suffix

LIVE_TABLES = "SELECT name, live_suffix FROM view_tables WHERE live_suffix <> ''"


def rows_of(cursor: sqlite3.Cursor) -> list[Row]:
    if cursor.description is None:
        return []
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def row_of(cursor: sqlite3.Cursor) -> Row | None:
    row = cursor.fetchone()
    if row is None:
        return None
    found = {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
    cursor.close()
    return found


class SqliteTransaction:
    """Lives on the writer's thread; `connection` is for the event store, which binds its own blobs."""

    def __init__(self, connection: sqlite3.Connection, live: Callable[[], TableNames]) -> None:
        self.connection = connection
        self._live = live

    @cached_property
    def names(self) -> TableNames:
        """Which tables are live in this transaction; asked of it only by who names one."""
        return self._live()

    def execute(self, sql: str, params: Params | None = None) -> int:
        return max(0, self.connection.execute(self.names.physical(sql), bound(params)).rowcount)

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None:
        self.connection.executemany(self.names.physical(sql), map(bound, rows))

    def all(self, sql: str, params: Params | None = None) -> list[Row]:
        return rows_of(self.connection.execute(self.names.physical(sql), bound(params)))

    def one(self, sql: str, params: Params | None = None) -> Row | None:
        return row_of(self.connection.execute(self.names.physical(sql), bound(params)))

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        # SQLite resolves equal names to the innermost one, so that they nest.
        self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK TO part")
            self.connection.execute("RELEASE part")
            raise
        self.connection.execute("RELEASE part")

    def beside(self, names: Iterable[str], suffix: str) -> "SqliteTransaction":
        beside = self.names.beside(names, suffix)
        return SqliteTransaction(self.connection, lambda: beside)

    def create_tables(self, tables: Sequence[Table], suffix: str = "") -> None:
        for table in tables:
            if self._exists(table.name + checked_suffix(suffix)):
                continue
            for statement in table.ddl:
                self.connection.execute(with_suffix(statement, suffix))

    def switch_tables(self, names: Iterable[str], suffix: str) -> None:
        _ = self.names  # what this transaction itself reads stays what was live when it began
        for name in names:
            former = self.live_suffix(name)
            if former == checked_suffix(suffix):
                continue
            self.connection.execute(
                "INSERT INTO view_tables (name, live_suffix) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET live_suffix = excluded.live_suffix",
                (name, suffix),
            )
            self.connection.execute(f'DROP TABLE IF EXISTS "{name}{former}"')

    def drop_former(self, names: Iterable[str]) -> None:
        """Nothing is left: a snapshot keeps the pages it began with."""

    def live_suffix(self, name: str) -> str:
        found = self.connection.execute("SELECT live_suffix FROM view_tables WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def _exists(self, table: str) -> bool:
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self.connection.execute(query, (table,)).fetchone() is not None


class SqliteReader:
    """Reads inline: a query takes microseconds, a hop to a thread takes more."""

    def __init__(self, connection: sqlite3.Connection, names: TableNames) -> None:
        self.connection = connection
        self.names = names

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        return rows_of(self.connection.execute(self.names.physical(sql), bound(params)))

    async def one(self, sql: str, params: Params | None = None) -> Row | None:
        return row_of(self.connection.execute(self.names.physical(sql), bound(params)))
