"""A consumer's turn, held for longer than one transaction lasts."""

import asyncio
import threading
from pathlib import Path

import pytest

from services.local.engine.postgres_server import PostgresServer
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_turn import turn_held
from tests.support.postgres import database_named

pytestmark = [pytest.mark.slow, pytest.mark.server]


@pytest.fixture
def conninfo(postgres: PostgresServer, tmp_path: Path) -> str:
    return database_named(postgres, tmp_path)


async def test_who_needs_the_turn_waits_for_its_holder_and_nobody_else_does(conninfo: str) -> None:
    database = PostgresDatabase(conninfo)
    other = PostgresDatabase(conninfo)
    try:
        async with turn_held(conninfo, "view"):
            waiting = asyncio.create_task(database.write(lambda tx: "written", "view"))
            assert await other.write(lambda tx: "written", "another view") == "written"
            done, _ = await asyncio.wait({waiting}, timeout=0.5)
            assert not done
        assert await waiting == "written"
    finally:
        database.close()
        other.close()


async def test_the_turn_is_given_when_the_transaction_before_it_is_over(conninfo: str) -> None:
    database = PostgresDatabase(conninfo)
    begun, ended = threading.Event(), threading.Event()

    def work(tx: object) -> None:
        begun.set()
        assert ended.wait(10)

    async def hold() -> bool:
        async with turn_held(conninfo, "view"):
            return ended.is_set()

    try:
        working = asyncio.create_task(database.write(work, "view"))
        assert await asyncio.to_thread(begun.wait, 30)
        holding = asyncio.create_task(hold())
        await asyncio.wait({holding}, timeout=0.3)
        ended.set()
        assert await holding
        await working
    finally:
        ended.set()
        database.close()
