"""Reading: the log, streams, generations, restarts, views."""

import asyncio
import random
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest

from shared.database.interface import Transaction
from shared.eventstore.interface import CommandAlreadyStored, LogHead, LogReader
from shared.kernel.clock import ManualClock
from shared.kernel.envelope import partition_of
from shared.kernel.events import DomainEvent, EventRegistry, UnknownEvent
from shared.kernel.ids import derive, random_id
from shared.kernel.limits import PARTITIONS
from tests.contract.store_contract import OpenStore, StoreContract, StoreEngine, microseconds
from tests.support.notes import NOTES, SEEN, START, UNIT, Note, begun, context, note_of, submission

_WRITERS = 8
_COMMANDS_EACH = 30


class LogContract(StoreContract):
    async def test_a_reader_that_tails_eight_writers_misses_nothing(
        self, engine: StoreEngine, store: OpenStore
    ) -> None:
        tail = _Tail(engine)
        tail.start()
        try:
            stored = sum(await asyncio.gather(*(_write(store, number, tail.polled) for number in range(_WRITERS))))
        finally:
            tail.stop_at((await store.head()).position)
            tail.join()
        assert tail.positions == list(range(1, stored + 1))
        assert all(earlier < later for earlier, later in zip(tail.moments, tail.moments[1:], strict=False))

    async def test_previous_is_the_event_before_in_the_same_partition(self, store: OpenStore) -> None:
        units = [derive("unit", number) for number in range(40)]
        for unit in units:
            await store.append(submission(begun(None, unit, "一")))
        last: dict[int, int] = {}
        for event in await store.read(0, 200):
            assert event.previous == last.get(event.envelope.partition, 0)
            last[event.envelope.partition] = event.position
        assert await store.tails() == last
        assert set(last) == {partition_of(unit, PARTITIONS) for unit in units}

    async def test_one_partition_can_be_read_alone_and_in_pages(self, store: OpenStore) -> None:
        for number in range(30):
            await store.append(submission(begun(None, derive("unit", number))))
        everything = await store.read(0, 200)
        for partition in await store.tails():
            expected = [event for event in everything if event.envelope.partition == partition]
            assert await store.read(0, 200, partition) == expected
        assert await store.read(10, 5) == everything[10:15]
        assert await store.read(30, 5) == []

    async def test_the_same_question_asked_again_finds_what_came_since(self, store: OpenStore) -> None:
        for number in range(5):
            await store.append(submission(begun(None, derive("unit", number))))
        asked = [await store.read(2, limit) for limit in (2, 2, 9, 9)]
        await store.append(submission(begun(None, derive("unit", 5))))
        asked += [await store.read(2, limit) for limit in (2, 9)]
        positions = [[event.position for event in events] for events in asked]
        assert positions == [[3, 4], [3, 4], [3, 4, 5], [3, 4, 5], [3, 4], [3, 4, 5, 6]]

    async def test_a_stream_keeps_its_partition_when_its_owner_changes(self, store: OpenStore) -> None:
        note = begun()
        await store.append(submission(note))
        later = note_of(await store.load(note.id))
        later.owner_unit = derive("unit", "another")
        later.record(Note.Said(text="移交"))
        await store.append(submission(later))
        first, second = await store.read(0, 9)
        assert first.envelope.partition == second.envelope.partition == partition_of(UNIT, PARTITIONS)
        assert second.envelope.owner_unit == derive("unit", "another")

    async def test_a_moment_maps_to_the_last_position_recorded_by_then(
        self, store: OpenStore, clock: ManualClock
    ) -> None:
        for _ in range(5):
            await store.append(submission(begun(None, UNIT, "一")))
            clock.advance(timedelta(days=1))
        assert await store.position_at(START - microseconds(1)) == 0
        assert await store.position_at(START) == 1
        assert await store.position_at(START + timedelta(hours=1)) == 2
        assert await store.position_at(START + timedelta(days=2)) == 5
        assert await store.position_at(START + timedelta(days=99)) == 10

    async def test_an_empty_log_has_no_head_no_tails_no_moment(self, store: OpenStore) -> None:
        assert await store.head() == LogHead(1, 0, None)
        assert await store.tails() == {}
        assert await store.read(0, 10) == []
        assert await store.position_at(START) == 0

    async def test_a_stream_is_loaded_whole_or_in_part(self, store: OpenStore) -> None:
        note = begun(None, UNIT, "一", "二", "三")
        await store.append(submission(note))
        whole = await store.load(note.id)
        assert [change.originator_version for change in whole] == [1, 2, 3, 4]
        assert [change.event for change in whole][1:] == [Note.Said(text=text) for text in "一二三"]
        assert (whole[0].owner_unit, whole[0].units, whole[0].stream_type) == (UNIT, frozenset({UNIT}), "notes.note")
        assert note_of(whole).texts == ["一", "二", "三"]
        part = await store.load(note.id, after_version=1, up_to_version=3)
        assert [change.originator_version for change in part] == [2, 3]
        assert await store.load(random_id()) == []

    async def test_a_restart_keeps_everything(self, engine: StoreEngine, clock: ManualClock) -> None:
        note, given = begun(None, UNIT, "一"), context()
        store = engine.open("notes", NOTES, clock)
        answer = await store.append(submission(note, given))
        before = await store.read(0, 9)
        store.close()
        store = engine.open("notes", NOTES, clock)
        assert await store.read(0, 9) == before
        with pytest.raises(CommandAlreadyStored) as repeated:
            await store.append(submission(begun(), given))
        assert repeated.value.stored.answer == answer
        await store.append(submission(begun()))
        (last,) = await store.read(2, 9)
        assert (last.position, last.previous, last.recorded_at) == (3, 2, START + microseconds(2))
        store.close()

    async def test_a_new_generation_marks_later_events_only(self, engine: StoreEngine, store: OpenStore) -> None:
        await store.append(submission(begun()))
        assert await store.begin_generation() == LogHead(2, 1, START)
        answer = await store.append(submission(begun()))
        assert str(answer.position) == "notes:2:2"
        assert [event.generation for event in await engine.follow("notes").read(0, 9)] == [1, 2]

    async def test_an_old_version_is_upcast_and_an_unknown_event_is_named(
        self, engine: StoreEngine, clock: ManualClock
    ) -> None:
        store = engine.open("notes", NOTES, clock)
        note = begun(None, UNIT, "一")
        await store.append(submission(note))
        store.close()
        newer = EventRegistry([Note.Begun, SaidTwice], {("notes.note.said", 1): _said_twice})
        store = engine.open("notes", newer, clock)
        assert (await store.load(note.id))[1].event == SaidTwice(text="一", times=2)
        store.close()
        store = engine.open("notes", EventRegistry([Note.Begun]), clock)
        with pytest.raises(UnknownEvent):
            await store.load(note.id)
        assert len(await store.read(0, 9)) == 2
        store.close()


class ViewContract(StoreContract):
    async def test_a_snapshot_sees_one_moment(self, engine: StoreEngine, clock: ManualClock) -> None:
        store = engine.open("notes", NOTES, clock, [SEEN])
        await store.write(lambda tx: _see(tx, "1", "旧"))
        async with store.snapshot() as reader:
            await store.write(lambda tx: _see(tx, "2", "新"))
            assert len(await reader.all("SELECT id FROM {seen}")) == 1
            assert await reader.one("SELECT body FROM {seen} WHERE id = :id", {"id": "2"}) is None
        async with store.snapshot() as reader:
            assert await reader.one("SELECT body FROM {seen} WHERE id = :id", {"id": "2"}) == {"body": "新"}
        store.close()

    async def test_a_job_that_raises_leaves_nothing(self, engine: StoreEngine, clock: ManualClock) -> None:
        store = engine.open("notes", NOTES, clock, [SEEN])

        def fails(tx: Transaction) -> None:
            _see(tx, "1", "一")
            raise LookupError

        outcomes = await asyncio.gather(
            store.write(fails), store.write(lambda tx: _see(tx, "2", "二")), store.write(fails), return_exceptions=True
        )
        assert [type(outcome) for outcome in outcomes] == [LookupError, int, LookupError]
        async with store.snapshot() as reader:
            assert await reader.all("SELECT id FROM {seen}") == [{"id": "2"}]
        store.close()

    async def test_a_savepoint_undoes_its_own_part_alone(self, engine: StoreEngine, clock: ManualClock) -> None:
        store = engine.open("notes", NOTES, clock, [SEEN])

        def job(tx: Transaction) -> None:
            _see(tx, "1", "一")
            for number in ("2", "3"):
                try:
                    with tx.savepoint():
                        _see(tx, number, "二")
                        with tx.savepoint():
                            _see(tx, number + "inner", "二")
                        if number == "2":
                            raise LookupError
                except LookupError:
                    _see(tx, "parked", number)

        await store.write(job)
        async with store.snapshot() as reader:
            rows = await reader.all("SELECT id FROM {seen} ORDER BY id")
        assert [row["id"] for row in rows] == ["1", "3", "3inner", "parked"]
        store.close()

    async def test_a_read_model_is_rebuilt_beside_the_live_one_and_switched(
        self, engine: StoreEngine, clock: ManualClock
    ) -> None:
        store = engine.open("notes", NOTES, clock, [SEEN])
        await store.write(lambda tx: _see(tx, "1", "旧"))
        await store.write(lambda tx: tx.create_tables([SEEN], "_2"))
        await store.write(lambda tx: _see(tx.beside(["seen"], "_2"), "1", "新"))
        async with store.snapshot() as before:
            await store.write(lambda tx: tx.switch_tables(["seen"], "_2"))
            assert await before.all("SELECT body FROM {seen}") == [{"body": "旧"}]
        await store.write(lambda tx: _see(tx, "2", "后"))
        store.close()
        store = engine.open("notes", NOTES, clock, [SEEN])
        async with store.snapshot() as after:
            assert await after.all("SELECT body FROM {seen} ORDER BY id") == [{"body": "新"}, {"body": "后"}]
        assert await store.write(lambda tx: tx.live_suffix("seen")) == "_2"
        store.close()

    async def test_ids_days_and_moments_come_back_as_text_that_sorts(
        self, engine: StoreEngine, clock: ManualClock
    ) -> None:
        store = engine.open("notes", NOTES, clock, [SEEN])
        values: list[Any] = [START, START + microseconds(1), START.date(), UNIT]
        for number, value in enumerate(values):
            await store.write(lambda tx, n=str(number), v=value: _see(tx, n, v))  # type: ignore[misc]
        async with store.snapshot() as reader:
            rows = [row["body"] for row in await reader.all("SELECT body FROM {seen} ORDER BY id")]
        assert rows == ["2026-03-02T01:00:00.000000Z", "2026-03-02T01:00:00.000001Z", "2026-03-02", str(UNIT)]
        with pytest.raises(TypeError):
            await store.write(lambda tx: _see(tx, "9", START.replace(tzinfo=None)))
        store.close()


class SaidTwice(DomainEvent, frozen=True, kw_only=True, event="notes.note.said", version=2):
    text: str
    times: int


def _said_twice(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "times": 2}


def _see(tx: Transaction, id_: str, body: Any) -> int:
    return tx.execute("INSERT INTO {seen} (id, body) VALUES (:id, :body)", {"id": id_, "body": body})


async def _write(store: OpenStore, number: int, polled: "Event") -> int:
    """Batches of 1 to 20, one in ten rolled back; writer 0 keeps transactions open until the reader has polled."""
    chance, stored = random.Random(number), 0
    for turn in range(_COMMANDS_EACH):
        note = begun(None, derive("unit", number, turn), *["字"] * chance.randrange(20))
        effects = [_keep_open(polled)] if number == 0 and turn % 10 == 3 else []
        size = len(note.pending_events)
        if turn % 10 == 7:
            with pytest.raises(LookupError):
                await store.append(submission(note, effects=[*effects, _rolled_back]))
        else:
            stored += size
            await store.append(submission(note, effects=effects))
    return stored


def _keep_open(polled: Event) -> Any:
    def effect(tx: Transaction) -> None:
        polled.clear()
        assert polled.wait(30), "the reader stands still while a transaction is open"

    return effect


def _rolled_back(tx: Transaction) -> None:
    raise LookupError


class _Tail(Thread):
    """Follows the log from a thread and a loop of its own, as another service would."""

    def __init__(self, engine: StoreEngine) -> None:
        super().__init__(daemon=True)
        self._engine = engine
        self._until: int | None = None
        self.polled = Event()
        self.positions: list[int] = []
        self.moments: list[datetime] = []

    def stop_at(self, position: int) -> None:
        self._until = position

    def run(self) -> None:
        asyncio.run(self._follow(self._engine.follow("notes")))

    async def _follow(self, log: LogReader) -> None:
        after = 0
        while self._until is None or after < self._until:
            events = await log.read(after, 50)
            self.positions += [event.position for event in events]
            self.moments += [event.recorded_at for event in events]
            after = events[-1].position if events else after
            self.polled.set()
            if not events:
                await asyncio.sleep(0.001)  # a poll's pace, not a guess at when something is done
