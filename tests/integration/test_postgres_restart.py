"""Connections that nobody used while the server was restarted cost nobody a refusal afterwards."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from services.local.engine.postgres_server import PostgresServer
from shared.database.postgres import PostgresDatabase
from shared.eventstore.postgres import PostgresStore
from shared.kernel.clock import ManualClock
from tests.support.notes import NOTES, SEEN, START, begun, submission
from tests.support.postgres import database_named

pytestmark = [pytest.mark.slow, pytest.mark.server]
_ALL = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"


@pytest.fixture
def conninfo(postgres: PostgresServer, tmp_path: Path) -> str:
    return database_named(postgres, tmp_path, "notes")


@pytest.fixture
def store(conninfo: str) -> Iterator[PostgresStore]:
    store = PostgresStore(PostgresDatabase(conninfo), "notes", NOTES, ManualClock(START), [SEEN])
    yield store
    store.close()


async def test_idle_connections_that_a_restart_ended_refuse_nobody(
    store: PostgresStore, conninfo: str, postgres: PostgresServer
) -> None:
    await store.append(submission(begun()))
    await asyncio.gather(*(store.head() for _ in range(8)))  # as many reading connections lie idle now
    database = conninfo.rpartition("/")[2]
    with psycopg.connect(postgres.conninfo(database), autocommit=True) as admin:
        ended = admin.execute(_ALL, (admin.info.backend_pid,)).fetchall()
    assert len(ended) >= 2
    assert (await store.head()).position == 1
    await store.write(lambda tx: tx.execute("INSERT INTO {seen} (id, body) VALUES ('1', '一')"))
    async with store.snapshot() as reader:
        assert await reader.all("SELECT id FROM {seen}") == [{"id": "1"}]
