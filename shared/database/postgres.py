"""One PostgreSQL database as a service's."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import psycopg

from shared.database.group_commit import BatchObserver, FailureObserver, StorageFailed
from shared.database.interface import Table
from shared.database.postgres_connect import connect
from shared.database.postgres_errors import away, kind_of
from shared.database.postgres_readers import PostgresReaders
from shared.database.postgres_session import PostgresReader, PostgresTransaction
from shared.database.postgres_writer import PostgresWriter
from shared.kernel.errors import Invalid, Unavailable

T = TypeVar("T")

_TABLES_TRIES = 6  # each waits as long as a lock may take
_TABLES_TURN = "tables"  # of two processes that start at once, one makes the tables and the other finds them


class SchemaBehind(Unavailable):
    code = "schema_behind"


class DatabaseNotAsMade(Invalid):
    code = "database_not_as_made"


class PostgresDatabase:
    """`observe` hears the number of jobs and the seconds of each group commit; `failed` the kind of failures."""

    def __init__(
        self,
        conninfo: str,
        name: str = "lianxi",
        *,
        observe: BatchObserver | None = None,
        failed: FailureObserver | None = None,
    ) -> None:
        self.conninfo = conninfo
        self._writer = PostgresWriter(conninfo, name, observe, failed)
        self.readers = PostgresReaders(conninfo, name, failed)

    async def write(self, job: Callable[[PostgresTransaction], T], turn: str | None = None) -> T:
        return await self._writer.write(job, turn)

    def write_now(self, job: Callable[[PostgresTransaction], T], turn: str | None = None) -> T:
        """For callers outside an event loop: start-up, the library's recorder."""
        return self._writer.write_now(job, turn)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[PostgresReader]:
        async with self.readers.snapshot() as reader:
            yield reader

    def create_tables(self, tables: Sequence[Table], suffix: str = "") -> None:
        """Waits while other processes make theirs. Raises StorageFailed."""
        for tries_left in reversed(range(_TABLES_TRIES)):
            try:
                self.write_now(lambda tx: tx.create_tables(tables, suffix), _TABLES_TURN)
                return
            except StorageFailed as failed:
                if not tries_left or kind_of(failed) != "timeout":
                    raise

    def check_version(self, component: str, version: int) -> None:
        """Raises SchemaBehind unless the component's tables are as this program knows them, DatabaseNotAsMade."""
        collation, found = self._as_found(component)
        if collation != "C":
            raise DatabaseNotAsMade("数据库的排序规则不是 C，顺序会与别处不同，请用 lianxi provision 建库。")
        if found != version:
            raise SchemaBehind(
                f"数据库里“{component}”的表是第{found}版，本程序需要第{version}版，请先运行 lianxi provision。",
                component=component,
                found=found,
                needed=version,
            )

    def _as_found(self, component: str) -> tuple[str, int]:
        """On a connection of its own: one that nobody has provisioned has no tables for the writer either.

        Raises DatabaseAway.
        """
        try:
            with connect(self.conninfo, "lianxi-check") as connection:
                return _collation(connection), _version(connection, component)
        except psycopg.Error as error:
            if kind_of(error) is None:
                raise
            raise away(error) from error

    def close(self) -> None:
        """What was submitted before is stored."""
        self._writer.close()
        self.readers.close()


def _collation(connection: psycopg.Connection[Any]) -> str:
    row = connection.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()").fetchone()
    return str(row[0]) if row else ""


def _version(connection: psycopg.Connection[Any], component: str) -> int:
    if connection.execute("SELECT to_regclass('log.migrations')").fetchone() == (None,):
        return 0
    row = connection.execute("SELECT version FROM log.migrations WHERE component = %s", (component,)).fetchone()
    return int(row[0]) if row else 0
