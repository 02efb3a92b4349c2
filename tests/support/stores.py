"""Stores for tests: real files or a real PostgreSQL (`--engine postgres`), a clock that is moved by hand."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from shared.database.interface import Table
from shared.database.postgres import PostgresDatabase
from shared.database.sqlite import SqliteDatabase
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import Clock
from shared.kernel.events import EventRegistry


def open_store(
    tmp_path: Path, service: str, registry: EventRegistry, clock: Clock, tables: Sequence[Table] = ()
) -> SqliteStore:
    """Opening the same path again finds what was stored; the caller closes it."""
    if ENGINE.postgres is not None:
        return _on_postgres(tmp_path, service, registry, clock, tables)  # type: ignore[no-any-return]
    return SqliteStore(SqliteDatabase(tmp_path / f"{service}.sqlite3"), service, registry, clock, tables)


class Engine:
    """What the run was asked for: a running PostgresServer, or None for files."""

    postgres: Any = None


ENGINE = Engine()


def _on_postgres(tmp_path: Path, service: str, registry: EventRegistry, clock: Clock, tables: Sequence[Table]) -> Any:
    from shared.eventstore.postgres import PostgresStore
    from tests.support.postgres import database_named

    conninfo = database_named(ENGINE.postgres, tmp_path, service)
    return PostgresStore(PostgresDatabase(conninfo), service, registry, clock, tables)


@contextmanager
def held_writer(
    database: SqliteDatabase | PostgresDatabase, job: Callable[[Any], object] = lambda tx: None
) -> Iterator[None]:
    """The writer is busy with the job until the block ends, so that what is submitted inside goes together."""
    begun, released = Event(), Event()

    def hold(tx: Any) -> None:
        job(tx)
        begun.set()
        released.wait()

    held = Thread(target=database.write_now, args=(hold,), daemon=True)
    held.start()
    begun.wait()
    try:
        yield
    finally:
        released.set()
        held.join()
