"""A transaction and a reader over one PostgreSQL connection."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row

from shared.database.binding import bound
from shared.database.interface import Params, Row, Table
from shared.database.naming import TableNames, checked_suffix, with_suffix
from shared.database.postgres_dialect import definition, statement
from shared.database.postgres_errors import storage_told
from shared.database.postgres_rows import as_arrays

LIVE_TABLES = "SELECT name, live_suffix FROM view_tables WHERE live_suffix <> ''"
_SWITCH = (
    "INSERT INTO view_tables (name, live_suffix, former) VALUES (%s, %s, %s)"
    " ON CONFLICT (name) DO UPDATE SET live_suffix = excluded.live_suffix, former = excluded.former"
)
_FORMER = "SELECT former FROM view_tables WHERE name = %s AND former IS NOT NULL"


class PostgresTransaction:
    """Lives on the writer's thread; `connection` is for the event store, which binds its own types."""

    def __init__(self, connection: psycopg.Connection[Any], live: Callable[[], TableNames]) -> None:
        self.connection = connection
        self._live = live
        self.has_switched = False

    @cached_property
    def names(self) -> TableNames:
        """Which tables are live in this transaction; asked of it only by who names one."""
        return self._live()

    @property
    def is_open(self) -> bool:
        """False for a single statement, which is a transaction by itself."""
        return self.connection.info.transaction_status == TransactionStatus.INTRANS

    def execute(self, sql: str, params: Params | None = None) -> int:
        return max(0, self._run(sql, params).rowcount)

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None:
        if len(rows) == 1:
            self._run(sql, rows[0])
        elif rows:
            self._run_many(self.names.physical(sql), [bound(row) for row in rows])

    def _run_many(self, sql: str, rows: Sequence[dict[str, Any]]) -> None:
        arrays = as_arrays(sql, rows)
        with storage_told():
            cursor = psycopg.RawCursor(self.connection)
            if arrays is not None:
                cursor.execute(*arrays)
                return
            text, names = statement(sql)
            cursor.executemany(text, [[row[name] for name in names] for row in rows])

    def all(self, sql: str, params: Params | None = None) -> list[Row]:
        cursor = self._run(sql, params)
        return list(cursor.fetchall()) if cursor.description is not None else []

    def one(self, sql: str, params: Params | None = None) -> Row | None:
        row: Row | None = self._run(sql, params).fetchone()
        return row

    def _run(self, sql: str, params: Params | None) -> psycopg.Cursor[dict[str, Any]]:
        with storage_told():
            text, names = statement(self.names.physical(sql))
            values = bound(params)
            cursor = psycopg.RawCursor(self.connection, row_factory=dict_row)
            return cursor.execute(text, [values[name] for name in names])

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        # Equal names resolve to the innermost one, so that they nest.
        self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if not self.connection.broken:
                self.connection.execute("ROLLBACK TO part")
                self.connection.execute("RELEASE part")
            raise
        self.connection.execute("RELEASE part")

    def beside(self, names: Iterable[str], suffix: str) -> "PostgresTransaction":
        beside = self.names.beside(names, suffix)
        return PostgresTransaction(self.connection, lambda: beside)

    def create_tables(self, tables: Sequence[Table], suffix: str = "") -> None:
        for table in tables:
            if self._exists(table.name + checked_suffix(suffix)):
                continue
            for ddl in table.ddl:
                self.connection.execute(definition(with_suffix(ddl, suffix)))

    def switch_tables(self, names: Iterable[str], suffix: str) -> None:
        _ = self.names  # what this transaction itself reads stays what was live when it began
        for name in names:
            former = self.live_suffix(name)
            if former == checked_suffix(suffix):
                continue
            self.connection.execute(_SWITCH, (name, suffix, former))
            self.has_switched = True

    def drop_former(self, names: Iterable[str]) -> None:
        for name in names:
            row = self.connection.execute(_FORMER, (name,)).fetchone()
            if row is not None:
                self.connection.execute(f'DROP TABLE IF EXISTS "{name}{row[0]}"')
                self.connection.execute("UPDATE view_tables SET former = NULL WHERE name = %s", (name,))

    def live_suffix(self, name: str) -> str:
        found = self.connection.execute("SELECT live_suffix FROM view_tables WHERE name = %s", (name,)).fetchone()
        return str(found[0]) if found else ""

    def _exists(self, table: str) -> bool:
        # Only among the read models: a view may be called what a table of the log is called.
        found = self.connection.execute("SELECT to_regclass(%s) IS NOT NULL", (f'views."{table}"',)).fetchone()
        return bool(found and found[0])


class PostgresReader:
    """Reads of one snapshot: a repeatable-read transaction."""

    def __init__(self, connection: psycopg.AsyncConnection[Any], names: TableNames) -> None:
        self.connection = connection
        self.names = names

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        return list(await (await self._run(sql, params)).fetchall())

    async def one(self, sql: str, params: Params | None = None) -> Row | None:
        row: Row | None = await (await self._run(sql, params)).fetchone()
        return row

    async def _run(self, sql: str, params: Params | None) -> psycopg.AsyncCursor[dict[str, Any]]:
        text, names = statement(self.names.physical(sql))
        values = bound(params)
        cursor = psycopg.AsyncRawCursor(self.connection, row_factory=dict_row)
        return await cursor.execute(text, [values[name] for name in names])
