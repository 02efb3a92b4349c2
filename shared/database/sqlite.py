"""One SQLite file as a service's database."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

from shared.database.group_commit import BatchObserver, FailureObserver
from shared.database.interface import Table
from shared.database.sqlite_readers import SqliteReaders
from shared.database.sqlite_session import SqliteReader, SqliteTransaction
from shared.database.sqlite_writer import SqliteWriter

T = TypeVar("T")
Migrations = Sequence[Sequence[str]]

_BUSY_TIMEOUT_S = 5.0
_OWN_TABLES = (
    "CREATE TABLE IF NOT EXISTS view_tables (name TEXT PRIMARY KEY, live_suffix TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS migrations (component TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID",
)


class SqliteDatabase:
    """`observe` hears the number of jobs and the seconds of each group commit; `failed` of each that was not stored."""

    def __init__(
        self, path: Path, *, observe: BatchObserver | None = None, failed: FailureObserver | None = None
    ) -> None:
        self.path = path
        self._writer = SqliteWriter(_open_for_writing(path), observe, failed)
        self.readers = SqliteReaders(path)

    async def write(self, job: Callable[[SqliteTransaction], T], turn: str | None = None) -> T:
        return await self._writer.write(job, turn)

    def write_now(self, job: Callable[[SqliteTransaction], T], turn: str | None = None) -> T:
        """For callers outside an event loop: start-up, the library's recorder."""
        return self._writer.write_now(job, turn)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[SqliteReader]:
        with self.readers.snapshot() as reader:
            yield reader

    def snapshot_now(self) -> AbstractContextManager[SqliteReader]:
        return self.readers.snapshot()

    def create_tables(self, tables: Sequence[Table], suffix: str = "") -> None:
        self.write_now(lambda tx: tx.create_tables(tables, suffix))

    def migrate(self, component: str, migrations: Migrations) -> None:
        """Runs the component's migrations that this file has not seen, each once, in order."""
        self.write_now(lambda tx: _migrate(tx, component, migrations))

    def close(self) -> None:
        """What was submitted before is stored."""
        self._writer.close()
        self.readers.close()


_CACHE_KIB = 32 * 1024
_LOG_PAGES = 4096


def _open_for_writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=_BUSY_TIMEOUT_S, cached_statements=256
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    # An erased name must not stay legible in free pages; not every build of SQLite has this on.
    connection.execute("PRAGMA secure_delete = ON")
    # Ids are random, so writes go all over the indexes: what is touched again soon should not be read again from disk.
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    # A page that many transactions touched is copied from the write-ahead log (16 MiB of it) into the file once.
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    for statement in _OWN_TABLES:
        connection.execute(statement)
    return connection


def _migrate(tx: SqliteTransaction, component: str, migrations: Migrations) -> None:
    row = tx.one("SELECT version FROM migrations WHERE component = :component", {"component": component})
    for statements in migrations[row["version"] if row else 0 :]:
        for statement in statements:
            tx.connection.execute(statement)
    tx.execute(
        "INSERT INTO migrations (component, version) VALUES (:component, :version) "
        "ON CONFLICT (component) DO UPDATE SET version = excluded.version",
        {"component": component, "version": len(migrations)},
    )
