"""The store on SQLite keeps the store's contract."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from shared.database.interface import Table
from shared.database.sqlite_readers import SqliteReaders
from shared.eventstore.sqlite import SqliteStore
from shared.eventstore.sqlite_log import SqliteLogReader
from shared.kernel.clock import Clock, ManualClock
from shared.kernel.events import EventRegistry
from tests.contract.append_contract import AppendContract
from tests.contract.log_contract import LogContract, ViewContract
from tests.support.notes import NOTES, START, UNIT, begun, submission
from tests.support.stores import open_store


class SqliteEngine:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._following: list[SqliteReaders] = []

    def open(self, service: str, registry: EventRegistry, clock: Clock, tables: Sequence[Table] = ()) -> SqliteStore:
        return open_store(self._path, service, registry, clock, tables)

    def follow(self, service: str) -> SqliteLogReader:
        readers = SqliteReaders(self._path / f"{service}.sqlite3")
        self._following.append(readers)
        return SqliteLogReader(service, readers)

    def close(self) -> None:
        for readers in self._following:
            readers.close()


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[SqliteEngine]:
    engine = SqliteEngine(tmp_path)
    yield engine
    engine.close()


class _OnSqlite:
    @pytest.fixture
    def engine(self, sqlite_engine: SqliteEngine) -> SqliteEngine:
        return sqlite_engine


class TestAppend(_OnSqlite, AppendContract): ...


class TestLog(_OnSqlite, LogContract): ...


class TestViews(_OnSqlite, ViewContract): ...


async def test_consumers_that_ask_for_the_same_events_share_them(sqlite_engine: SqliteEngine) -> None:
    store = sqlite_engine.open("notes", NOTES, ManualClock(START))
    await store.append(submission(begun(None, UNIT, "一")))
    assert (await store.read(0, 9))[0] is (await store.read(0, 9))[0]
    store.close()
