"""The group commit itself: what shares a transaction, and what happens when the disk says no."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from shared.database import group_commit
from shared.database.group_commit import StorageFailed, WriterBusy, WriterClosed
from shared.database.interface import Table
from shared.database.sqlite import SqliteDatabase
from shared.database.sqlite_session import SqliteTransaction
from tests.support.stores import held_writer

THINGS = Table("things", ("CREATE TABLE {things} (id INTEGER PRIMARY KEY, body TEXT)",))


@pytest.fixture
def batches() -> list[int]:
    return []


@pytest.fixture
def failures() -> list[str]:
    return []


@pytest.fixture
def database(tmp_path: Path, batches: list[int], failures: list[str]) -> Iterator[SqliteDatabase]:
    def observe(jobs: int, seconds: float) -> None:
        batches.append(jobs)

    database = SqliteDatabase(tmp_path / "x.sqlite3", observe=observe, failed=failures.append)
    database.create_tables([THINGS])
    yield database
    database.close()


def put(number: int, body: str = "") -> Callable[[SqliteTransaction], int]:
    return lambda tx: tx.execute("INSERT INTO {things} VALUES (:id, :body)", {"id": number, "body": body})


def fail(tx: SqliteTransaction) -> None:
    put(99)(tx)
    raise LookupError


async def ids(database: SqliteDatabase) -> list[int]:
    async with database.snapshot() as reader:
        return [row["id"] for row in await reader.all("SELECT id FROM {things} ORDER BY id")]


async def test_jobs_queued_while_it_is_busy_share_one_commit(database: SqliteDatabase, batches: list[int]) -> None:
    with held_writer(database):
        sent = [asyncio.create_task(database.write(job)) for job in (put(1), fail, put(2), put(2), put(3))]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, LookupError, int, sqlite3.IntegrityError, int]
    assert await ids(database) == [1, 2, 3]
    database.close()
    assert batches[-1] == 5


async def test_a_job_cancelled_in_the_queue_is_stored_with_its_batch(database: SqliteDatabase) -> None:
    with held_writer(database):
        caller = asyncio.create_task(database.write(put(1)))
        neighbour = asyncio.create_task(database.write(put(2)))
        await asyncio.sleep(0)
        caller.cancel()
    assert await neighbour == 1
    assert caller.cancelled()
    assert await ids(database) == [1, 2]


async def test_a_full_disk_answers_nobody_of_the_batch_as_stored(database: SqliteDatabase, failures: list[str]) -> None:
    await database.write(put(1))
    with held_writer(database, lambda tx: tx.all("PRAGMA max_page_count = 12")):
        sent = [asyncio.create_task(database.write(job)) for job in (put(2), fail, put(3, "字" * 100_000), put(4))]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageFailed] * 4
    assert failures == ["storage"], "an operator is told once for the batch, and not of the job that failed by itself"
    assert await ids(database) == [1]
    await database.write(lambda tx: tx.all("PRAGMA max_page_count = 100000"))
    await database.write(put(3, "字" * 100_000))
    assert await ids(database) == [1, 3]


async def test_a_batch_is_not_answered_when_its_commit_fails(database: SqliteDatabase) -> None:
    await database.write(put(1))
    log = database.path.with_name(database.path.name + "-wal")
    with files_no_larger_than(log.stat().st_size):
        # Both jobs go well in memory; it is the commit that meets the limit.
        sent = (database.write(put(number)) for number in (2, 3))
        outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StorageFailed] * 2
    assert await ids(database) == [1]
    await database.write(put(4))
    assert await ids(database) == [1, 4]


async def test_a_full_queue_is_refused_at_once(database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "QUEUED_JOBS_MAX", 3)
    with held_writer(database):
        sent = [asyncio.create_task(database.write(put(number))) for number in range(4)]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, int, int, WriterBusy]
    assert await ids(database) == [0, 1, 2]


async def test_closing_stores_what_was_submitted_and_refuses_the_rest(database: SqliteDatabase) -> None:
    sent = [asyncio.create_task(database.write(put(number))) for number in range(5)]
    await asyncio.sleep(0)
    database.close()
    assert await asyncio.gather(*sent) == [1] * 5
    with pytest.raises(WriterClosed):
        await database.write(put(9))


def test_a_job_must_not_wait_for_another_job(database: SqliteDatabase) -> None:
    with pytest.raises(RuntimeError):
        database.write_now(lambda tx: database.write_now(put(1)))


async def test_a_reader_cannot_write(database: SqliteDatabase) -> None:
    async with database.snapshot() as reader:
        with pytest.raises(sqlite3.OperationalError):
            await reader.all("DELETE FROM {things}")


def test_what_is_answered_has_been_flushed(database: SqliteDatabase) -> None:
    settings: list[Any] = database.write_now(lambda tx: [tx.all("PRAGMA journal_mode"), tx.all("PRAGMA synchronous")])
    assert settings == [[{"journal_mode": "wal"}], [{"synchronous": 2}]]


def test_the_write_ahead_log_is_copied_back_every_16_mib(database: SqliteDatabase) -> None:
    (pages,), (size,) = database.write_now(
        lambda tx: [[*row.values()] for row in (*tx.all("PRAGMA wal_autocheckpoint"), *tx.all("PRAGMA page_size"))]
    )
    assert pages * size == 16 * 1024 * 1024


def test_migrations_run_once_each_and_in_order(tmp_path: Path) -> None:
    first = ("CREATE TABLE a (id INTEGER PRIMARY KEY)",)
    second = ("INSERT INTO a VALUES (1)",)
    for migrations in ((first,), (first, second), (first, second)):
        database = SqliteDatabase(tmp_path / "m.sqlite3")
        database.migrate("part", migrations)
        database.close()
    database = SqliteDatabase(tmp_path / "m.sqlite3")
    with database.snapshot_now() as reader:
        assert reader.connection.execute("SELECT count(*) FROM a").fetchone() == (1,)
    database.close()


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Writes past the size fail, as on a disk that has run into its quota."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
