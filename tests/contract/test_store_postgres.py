"""The store on PostgreSQL keeps the store's contract, through the role that may only read and insert events."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from services.local.engine.postgres_server import PostgresServer
from shared.database.interface import Table
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_readers import PostgresReaders
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.postgres_log import PostgresLogReader
from shared.kernel.clock import Clock
from shared.kernel.events import EventRegistry
from tests.contract.append_contract import AppendContract
from tests.contract.log_contract import LogContract, ViewContract
from tests.support.postgres import database_named

pytestmark = pytest.mark.server


class PostgresEngine:
    def __init__(self, server: PostgresServer, path: Path) -> None:
        self._server = server
        self._path = path
        self._following: list[PostgresReaders] = []

    def _conninfo(self, service: str) -> str:
        return database_named(self._server, self._path, service)

    def open(self, service: str, registry: EventRegistry, clock: Clock, tables: Sequence[Table] = ()) -> PostgresStore:
        return PostgresStore(PostgresDatabase(self._conninfo(service)), service, registry, clock, tables)

    def follow(self, service: str) -> PostgresLogReader:
        readers = PostgresReaders(self._conninfo(service), "follower")
        self._following.append(readers)
        return PostgresLogReader(service, readers)

    def close(self) -> None:
        for readers in self._following:
            readers.close()


@pytest.fixture
def postgres_engine(postgres: PostgresServer, tmp_path: Path) -> Iterator[PostgresEngine]:
    engine = PostgresEngine(postgres, tmp_path)
    yield engine
    engine.close()


class _OnPostgres:
    @pytest.fixture
    def engine(self, postgres_engine: PostgresEngine) -> PostgresEngine:
        return postgres_engine


class TestAppend(_OnPostgres, AppendContract): ...


class TestLog(_OnPostgres, LogContract): ...


class TestViews(_OnPostgres, ViewContract): ...
