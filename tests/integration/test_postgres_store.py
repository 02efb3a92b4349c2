"""What only PostgreSQL can get wrong: rights, trips, lost answers, time-outs, two starts at once."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from services.local.engine.postgres_server import PostgresServer
from shared.database import postgres_connect
from shared.database.group_commit import StorageFailed
from shared.database.interface import Table
from shared.database.postgres import DatabaseNotAsMade, PostgresDatabase, SchemaBehind
from shared.database.postgres_provision import provision_database
from shared.database.postgres_readers import SINGLES_MAX, SNAPSHOTS_MAX
from shared.eventstore.interface import StreamConflict
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.postgres_schema import COMPONENT, GRANTS, MIGRATIONS
from shared.kernel.clock import ManualClock
from shared.kernel.ids import derive
from tests.support.notes import NOTES, START, UNIT, begun, context, note_of, submission
from tests.support.postgres import database_named
from tests.support.severing import Severing
from tests.support.stores import held_writer

pytestmark = pytest.mark.server


@pytest.fixture
def conninfo(postgres: PostgresServer, tmp_path: Path) -> str:
    return database_named(postgres, tmp_path, "notes")


def opened(conninfo: str) -> PostgresStore:
    return PostgresStore(PostgresDatabase(conninfo), "notes", NOTES, ManualClock(START))


@pytest.fixture
def store(conninfo: str) -> Iterator[PostgresStore]:
    store = opened(conninfo)
    yield store
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET data = data",
        "DELETE FROM events",
        "TRUNCATE events",
        "ALTER TABLE events ADD COLUMN x bigint",
        "DROP TABLE events",
        "UPDATE commands SET body = body",
        "DELETE FROM log_head",
    ],
)
async def test_the_role_that_appends_cannot_touch_what_is_stored(
    store: PostgresStore, conninfo: str, statement: str
) -> None:
    await store.append(submission(begun()))
    with (
        psycopg.connect(conninfo, options="-c search_path=views,log") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)
    assert (await store.head()).position == 1


async def test_a_batch_of_commands_is_one_trip(store: PostgresStore, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    execute = psycopg.Connection.execute

    def counted(self: Any, query: Any, *given: Any, **more: Any) -> Any:
        sent.append(str(query).split()[0])
        return execute(self, query, *given, **more)

    with held_writer(store.database):
        monkeypatch.setattr(psycopg.Connection, "execute", counted)
        tasks = [asyncio.create_task(store.append(submission(begun()))) for _ in range(20)]
        await asyncio.sleep(0)
    answers = await asyncio.gather(*tasks)
    assert [answer.position.position for answer in answers] == list(range(1, 21))
    assert sent == ["COMMIT", "WITH"]  # the holder's commit; positions, events, answers and their commit


async def test_one_command_is_one_trip(store: PostgresStore, monkeypatch: pytest.MonkeyPatch) -> None:
    await store.append(submission(begun()))
    sent: list[str] = []
    execute = psycopg.Connection.execute

    def counted(self: Any, query: Any, *given: Any, **more: Any) -> Any:
        sent.append(str(query))
        return execute(self, query, *given, **more)

    monkeypatch.setattr(psycopg.Connection, "execute", counted)
    await store.append(submission(begun()))
    assert len(sent) == 1
    assert "unnest" not in sent[0]


async def test_a_conflict_in_a_batch_hurts_only_its_command(store: PostgresStore) -> None:
    first, given = begun(None, UNIT, "先"), context()
    sent = [submission(begun()), submission(first), submission(begun(first.id)), submission(begun(), given)]
    with held_writer(store.database):
        tasks = [asyncio.create_task(store.append(each)) for each in sent]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == [
        "CommandAnswer",
        "CommandAnswer",
        "StreamConflict",
        "CommandAnswer",
    ]
    assert note_of(await store.load(first.id)).texts == ["先"]
    assert [event.position for event in await store.read(0, 99)] == [1, 2, 3, 4]


async def test_an_answer_that_was_lost_on_the_way_is_found_and_given(postgres: PostgresServer, conninfo: str) -> None:
    severing = Severing("127.0.0.1", postgres.port)
    store = opened(make_conninfo(conninfo, port=severing.port))
    try:
        await store.append(submission(begun()))
        for count in range(1, 6):
            note = begun(None, UNIT, "一")
            severing.armed.set()
            answer = await store.append(submission(note, body={"count": count}))
            assert severing.cut == count
            assert (answer.stream_id, answer.version, answer.body) == (note.id, 2, {"count": count})
            assert note_of(await store.load(note.id)).texts == ["一"]
        assert (await store.head()).position == 11
    finally:
        store.close()
        severing.close()


async def test_a_true_conflict_stays_one_after_a_lost_answer(postgres: PostgresServer, conninfo: str) -> None:
    severing = Severing("127.0.0.1", postgres.port)
    store = opened(make_conninfo(conninfo, port=severing.port))
    try:
        note = begun()
        await store.append(submission(note))
        severing.armed.set()
        with pytest.raises(StreamConflict):
            await store.append(submission(begun(note.id)))
    finally:
        store.close()
        severing.close()


async def test_a_job_that_cannot_be_repeated_is_told_that_nothing_is_known_to_be_stored(
    postgres: PostgresServer, conninfo: str
) -> None:
    severing = Severing("127.0.0.1", postgres.port)
    database = PostgresDatabase(make_conninfo(conninfo, port=severing.port))
    database.create_tables([THINGS])
    try:
        severing.armed.set()
        with pytest.raises(StorageFailed):
            await database.write(lambda tx: tx.execute("INSERT INTO {things} (id) VALUES (1)"))
        await database.write(lambda tx: tx.execute("INSERT INTO {things} (id) VALUES (2)"))
        async with database.snapshot() as reader:
            assert {"id": 2} in await reader.all("SELECT id FROM {things}")
    finally:
        database.close()
        severing.close()


async def test_who_waits_too_long_for_the_head_is_told_to_try_again(
    conninfo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        postgres_connect.PARAMETERS, "options", "-c search_path=views,log -c lock_timeout=100 -c timezone=UTC"
    )
    kinds: list[str] = []
    store = PostgresStore(PostgresDatabase(conninfo, failed=kinds.append), "notes", NOTES, ManualClock(START))
    with psycopg.connect(conninfo, options="-c search_path=views,log") as holder:
        holder.execute("UPDATE log_head SET position = position WHERE id = 1")
        with pytest.raises(StorageFailed):
            await store.append(submission(begun()))
    await store.append(submission(begun()))
    assert kinds == ["timeout"]
    assert (await store.head()).position == 1
    store.close()


async def test_jobs_of_one_turn_never_run_beside_each_other(conninfo: str) -> None:
    first, second = PostgresDatabase(conninfo), PostgresDatabase(conninfo)
    first.create_tables([THINGS])
    first.write_now(lambda tx: tx.execute("INSERT INTO {things} (id, count) VALUES (1, 0)"))

    def add(tx: Any) -> None:
        row = tx.one("SELECT count FROM {things} WHERE id = 1")
        tx.execute("UPDATE {things} SET count = :count WHERE id = 1", {"count": row["count"] + 1})

    await asyncio.gather(*(database.write(add, "counting") for _ in range(50) for database in (first, second)))
    async with first.snapshot() as reader:
        assert await reader.one("SELECT count FROM {things}") == {"count": 100}
    first.close()
    second.close()


def test_provisioning_twice_at_once_is_provisioning_once(postgres: PostgresServer) -> None:
    given = (postgres.conninfo(), "t_twice_at_once", COMPONENT, MIGRATIONS, GRANTS)
    with ThreadPoolExecutor(4) as pool:
        for made in [pool.submit(provision_database, *given) for _ in range(4)]:
            made.result()
    database = PostgresDatabase(postgres.conninfo("t_twice_at_once", "lianxi_writer"))
    database.check_version(COMPONENT, len(MIGRATIONS))
    database.close()


def test_two_processes_that_start_at_once_make_the_tables_once(conninfo: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        databases = list(pool.map(lambda _: PostgresDatabase(conninfo), range(4)))
        list(pool.map(lambda database: database.create_tables([THINGS]), databases))
    for database in databases:
        database.close()


def test_a_program_that_is_newer_than_the_tables_says_so_and_does_not_start(conninfo: str) -> None:
    database = PostgresDatabase(conninfo)
    with pytest.raises(SchemaBehind, match="lianxi provision"):
        database.check_version(COMPONENT, len(MIGRATIONS) + 1)
    database.close()


def test_a_database_in_another_order_is_refused(postgres: PostgresServer) -> None:
    with psycopg.connect(postgres.conninfo(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE t_other_order TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'")
    name = conninfo_to_dict(postgres.conninfo("t_other_order"))
    database = PostgresDatabase(make_conninfo(**name))  # type: ignore[arg-type]
    with pytest.raises(DatabaseNotAsMade):
        database.check_version(COMPONENT, len(MIGRATIONS))
    database.close()


THINGS = Table("things", ("CREATE TABLE {things} (id BIGINT PRIMARY KEY, count BIGINT)",))


async def test_commands_that_hold_a_snapshot_and_ask_for_streams_do_not_wait_for_each_other(store: PostgresStore):
    """More of them than there are connections, as when a registry is loaded by several at once."""
    asked = 4 * (SNAPSHOTS_MAX + SINGLES_MAX)

    async def command(number: int) -> None:
        async with store.snapshot() as reader:
            await reader.one("SELECT 1 AS found")
            await asyncio.sleep(0)  # lets the others take theirs
            await store.load(derive("note", str(number)))

    async with asyncio.timeout(30):
        await asyncio.gather(*(command(number) for number in range(asked)))
