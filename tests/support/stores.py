"""Stores for tests: real files, a clock that is moved by hand."""

from collections.abc import Sequence
from pathlib import Path

from shared.database.interface import Table
from shared.database.sqlite import SqliteDatabase
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import Clock
from shared.kernel.events import EventRegistry


def open_store(
    tmp_path: Path, service: str, registry: EventRegistry, clock: Clock, tables: Sequence[Table] = ()
) -> SqliteStore:
    """Opening the same path again finds what was stored; the caller closes it."""
    return SqliteStore(SqliteDatabase(tmp_path / f"{service}.sqlite3"), service, registry, clock, tables)
