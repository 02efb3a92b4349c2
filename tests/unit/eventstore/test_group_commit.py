"""Appends that share one transaction, forced into one batch."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.eventstore.interface import CommandAlreadyStored, StreamConflict
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.command import CommandAnswer
from tests.support.notes import NOTES, START, UNIT, begun, context, note_of, submission
from tests.support.stores import held_writer, open_store

pytestmark = pytest.mark.files


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = open_store(tmp_path, "notes", NOTES, ManualClock(START))
    yield store
    store.close()


async def test_a_conflict_in_a_batch_hurts_only_its_command(store: SqliteStore) -> None:
    first, given = begun(None, UNIT, "先"), context()
    sent = [
        submission(begun()),
        submission(first),
        submission(begun(first.id, UNIT, "后")),
        submission(begun(), given),
        submission(begun(), given),
        submission(begun()),
    ]
    with held_writer(store.database):
        tasks = [asyncio.create_task(store.append(each)) for each in sent]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [
        CommandAnswer,
        CommandAnswer,
        StreamConflict,
        CommandAnswer,
        CommandAlreadyStored,
        CommandAnswer,
    ]
    assert note_of(await store.load(first.id)).texts == ["先"]
    assert [event.position for event in await store.read(0, 99)] == [1, 2, 3, 4, 5]
    assert isinstance(outcomes[4], CommandAlreadyStored)
    assert outcomes[4].stored.answer == outcomes[3]


async def test_a_batch_without_trouble_is_written_with_one_statement_per_table(store: SqliteStore) -> None:
    statements: list[str] = []
    with held_writer(store.database, lambda tx: tx.connection.set_trace_callback(statements.append)):
        tasks = [asyncio.create_task(store.append(submission(begun()))) for _ in range(20)]
        await asyncio.sleep(0)
    answers = await asyncio.gather(*tasks)
    assert [answer.position.position for answer in answers] == list(range(1, 21))
    assert sum("UPDATE log_head" in statement for statement in statements) == 1
    assert sum("COMMIT" in statement for statement in statements) == 2  # the holder's, and the batch's


async def test_events_can_be_neither_changed_into_a_taken_place_nor_doubled(store: SqliteStore) -> None:
    await store.append(submission(begun()))
    with pytest.raises(sqlite3.IntegrityError):
        await store.write(lambda tx: tx.execute("INSERT INTO events SELECT * FROM events"))
    assert (await store.head()).position == 1
