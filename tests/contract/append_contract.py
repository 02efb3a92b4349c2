"""Appending: positions, times, conflicts, repetition, effects, limits."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from shared.database.interface import Transaction
from shared.eventstore.interface import CommandAlreadyStored, StreamConflict
from shared.kernel.clock import ManualClock
from shared.kernel.envelope import Envelope, JudgedBy, LogPosition, Occurred, leaf_digest
from shared.kernel.errors import ControlCharacters, TooLarge
from shared.kernel.events import canonical_json
from shared.kernel.ids import derive, random_id
from shared.kernel.limits import BATCH_EVENTS_MAX, UNITS_CONCERNED_MAX
from tests.contract.store_contract import OpenStore, StoreContract, StoreEngine, UnsteadyClock, microseconds, yield_once
from tests.support.notes import NOTES, SEEN, START, UNIT, Note, begun, context, note_of, submission


class AppendContract(StoreContract):
    async def test_an_answer_names_stream_version_position_and_body(self, store: OpenStore) -> None:
        note = begun(None, UNIT, "一", "二")
        answer = await store.append(submission(note, body={"number": 7, "of": note.id}))
        assert (answer.stream_id, answer.version) == (note.id, 3)
        assert answer.position == LogPosition(log="notes", generation=1, position=3)
        assert answer.body == {"number": 7, "of": str(note.id)}

    async def test_the_envelope_says_who_when_and_why(self, store: OpenStore) -> None:
        unit, other, cause = random_id(), random_id(), random_id()
        note = Note(random_id())
        note.record(Note.Begun(unit_id=unit), concerns=[other], effective_on=START.date())
        given = replace(context(), causation_id=cause, traceparent="00-1-2-01")
        judged = JudgedBy(log="organization", generation=1, position=9)
        await store.append(submission(note, given, judged_by=[judged]))
        (event,) = await store.read(0, 10)
        assert event.envelope == msgspec.json.decode(event.envelope_bytes, type=Envelope)
        assert event.envelope.id == derive("event", given.command_id, 0)
        assert (event.envelope.type, event.envelope.version) == ("notes.note.begun", 1)
        assert event.envelope.units == tuple(sorted([unit, other]))
        assert event.envelope.actor == given.actor
        assert (event.envelope.causation_id, event.envelope.traceparent) == (cause, "00-1-2-01")
        assert event.envelope.occurred == Occurred(at=given.now)
        assert event.envelope.effective_on == START.date()
        assert event.envelope.judged_by == (judged,)
        assert event.data == canonical_json(Note.Begun(unit_id=unit))

    async def test_what_the_change_says_of_its_time_goes_before_the_context(self, store: OpenStore) -> None:
        day = Occurred(at=START - timedelta(days=3), precision="day")
        other = Occurred(at=START - timedelta(days=9), precision="month")
        note = Note(random_id())
        note.record(Note.Begun(unit_id=UNIT), occurred=day)
        note.record(Note.Said(text="一"))
        await store.append(submission(note, replace(context(), occurred=other)))
        assert [event.envelope.occurred for event in await store.read(0, 9)] == [day, other]

    async def test_positions_are_dense_and_recorded_times_rise_while_the_clock_stands(self, store: OpenStore) -> None:
        await asyncio.gather(*(store.append(submission(begun(None, UNIT, "一"))) for _ in range(20)))
        events = await store.read(0, 100)
        assert [event.position for event in events] == list(range(1, 41))
        assert [event.recorded_at for event in events] == [START + microseconds(n) for n in range(40)]

    async def test_recorded_time_rises_when_the_clock_goes_back(self, engine: StoreEngine) -> None:
        store = engine.open("notes", NOTES, UnsteadyClock([START, START - timedelta(hours=1), START]))
        for _ in range(3):
            await store.append(submission(begun()))
        times = [event.recorded_at for event in await store.read(0, 9)]
        assert times == [START, START + microseconds(1), START + microseconds(2)]
        store.close()

    async def test_an_event_is_recorded_after_its_cause(self, store: OpenStore) -> None:
        cause = START + timedelta(minutes=5)
        await store.append(submission(begun(), context(cause_recorded_at=cause)))
        await store.append(submission(begun()))
        times = [event.recorded_at for event in await store.read(0, 9)]
        assert times == [cause + microseconds(1), cause + microseconds(2)]

    async def test_recorded_time_follows_the_clock(self, store: OpenStore, clock: ManualClock) -> None:
        await store.append(submission(begun()))
        clock.advance(timedelta(days=1))
        await store.append(submission(begun()))
        assert (await store.head()).recorded_at == START + timedelta(days=1)

    async def test_a_conflict_hurts_only_its_own_command(self, store: OpenStore) -> None:
        first = begun()
        await store.append(submission(first))
        rivals = [note_of(await store.load(first.id)) for _ in range(5)]
        for number, rival in enumerate(rivals):
            rival.record(Note.Said(text=str(number)))
        others = [begun() for _ in range(5)]
        mixed = [note for pair in zip(rivals, others, strict=True) for note in pair]
        outcomes = await asyncio.gather(*(store.append(submission(note)) for note in mixed), return_exceptions=True)
        refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        assert [type(error) for error in refused] == [StreamConflict] * 4
        assert (await store.head()).position == 7
        assert len(note_of(await store.load(first.id)).texts) == 1
        assert [event.position for event in await store.read(0, 99)] == list(range(1, 8))

    async def test_a_command_refused_for_a_conflict_can_be_given_again(self, store: OpenStore) -> None:
        note, given = begun(), context()
        await store.append(submission(note))
        with pytest.raises(StreamConflict):
            await store.append(submission(begun(note.id), given))
        assert await store.answer_of(given.command_id) is None
        await store.append(submission(begun(), given))

    async def test_a_repeated_command_gets_the_first_answer(self, store: OpenStore) -> None:
        note, given = begun(), context()
        answer = await store.append(submission(note, given, body={"number": 1}))
        with pytest.raises(CommandAlreadyStored) as repeated:
            await store.append(submission(begun(), given, body={"number": 2}))
        assert repeated.value.stored.answer == answer
        assert repeated.value.stored.request_digest == b"digest"
        assert await store.answer_of(given.command_id) == repeated.value.stored
        assert (await store.head()).position == 1

    async def test_two_of_the_same_command_at_once_store_one(self, store: OpenStore) -> None:
        given = context()
        sent = [store.append(submission(begun(), given)) for _ in range(5)]
        outcomes = await asyncio.gather(*sent, return_exceptions=True)
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CommandAlreadyStored"] * 4 + [
            "CommandAnswer"
        ]
        assert (await store.head()).position == 1

    async def test_a_cancelled_caller_takes_nothing_back_and_finds_the_answer(self, store: OpenStore) -> None:
        note, given = begun(), context()
        caller = asyncio.create_task(store.append(submission(note, given)))
        await yield_once()
        neighbour = asyncio.create_task(store.append(submission(begun())))
        await yield_once()
        caller.cancel()
        await neighbour
        assert caller.cancelled()
        with pytest.raises(CommandAlreadyStored) as repeated:
            await store.append(submission(begun(note.id), given))
        assert repeated.value.stored.answer.stream_id == note.id
        assert (await store.head()).position == 2

    async def test_a_command_without_changes_stores_its_answer(self, store: OpenStore) -> None:
        note, given = begun(None, UNIT, "一"), context()
        await store.append(submission(note))
        answer = await store.append(submission(note, given))
        assert (answer.version, answer.position.position) == (2, 2)
        stored = await store.answer_of(given.command_id)
        assert stored is not None and stored.answer == answer
        assert (await store.head()).position == 2

    async def test_together_means_whole_or_not_at_all(self, store: OpenStore) -> None:
        first, second = begun(), begun()
        answers = await store.append_together([submission(first), submission(second)])
        assert [answer.position.position for answer in answers] == [1, 2]
        third, given = begun(), context()
        with pytest.raises(StreamConflict):
            await store.append_together([submission(third, given), submission(begun(first.id))])
        assert await store.load(third.id) == []
        assert await store.answer_of(given.command_id) is None

    async def test_effects_are_stored_with_the_events_or_neither_is(
        self, engine: StoreEngine, clock: ManualClock
    ) -> None:
        store = engine.open("notes", NOTES, clock, [SEEN])

        def see(tx: Transaction) -> None:
            tx.execute("INSERT INTO {seen} (id, body) VALUES (:id, :body)", {"id": UNIT, "body": "见"})

        given = context()
        with pytest.raises(LookupError):
            await store.append(submission(begun(), given, effects=[see, _fails]))
        async with store.snapshot() as reader:
            assert await reader.all("SELECT * FROM {seen}") == []
        assert (await store.head()).position == 0
        await store.append(submission(begun(), given, effects=[see]))
        async with store.snapshot() as reader:
            assert await reader.all("SELECT * FROM {seen}") == [{"id": str(UNIT), "body": "见"}]
        store.close()

    async def test_a_failing_effect_hurts_only_its_own_command(self, store: OpenStore) -> None:
        sent = [store.append(submission(begun(), effects=[_fails] if number % 3 == 0 else [])) for number in range(9)]
        outcomes = await asyncio.gather(*sent, return_exceptions=True)
        assert [isinstance(outcome, LookupError) for outcome in outcomes] == [number % 3 == 0 for number in range(9)]
        assert [event.position for event in await store.read(0, 99)] == list(range(1, 7))

    async def test_the_leaf_covers_the_stored_bytes_and_their_place(self, store: OpenStore) -> None:
        await store.append(submission(begun(None, UNIT, "一", "二")))
        for event in await store.read(0, 9):
            place = (event.log, event.generation, event.position, event.recorded_at)
            assert event.leaf == leaf_digest(*place, event.envelope_bytes, event.data)

    async def test_a_nul_is_refused_in_events_and_in_rows(self, engine: StoreEngine, clock: ManualClock) -> None:
        store = engine.open("notes", NOTES, clock, [SEEN])
        with pytest.raises(ControlCharacters):
            await store.append(submission(begun(None, UNIT, "a\x00b")))
        row = {"id": "1", "body": "a\x00b"}
        with pytest.raises(ControlCharacters):
            await store.write(lambda tx: tx.execute("INSERT INTO {seen} VALUES (:id, :body)", row))
        assert (await store.head()).position == 0
        store.close()

    async def test_a_text_that_only_spells_nul_is_stored(self, store: OpenStore) -> None:
        note = begun(None, UNIT, "写作 \\u0000 的六个字符")
        await store.append(submission(note))
        assert note_of(await store.load(note.id)).texts == ["写作 \\u0000 的六个字符"]

    async def test_batches_over_their_limits_are_refused(self, store: OpenStore) -> None:
        full = begun(None, UNIT, *["x"] * (BATCH_EVENTS_MAX - 1))
        with pytest.raises(TooLarge):
            await store.append(submission(begun(None, UNIT, *["x"] * BATCH_EVENTS_MAX)))
        with pytest.raises(TooLarge):
            await store.append(submission(begun(None, UNIT, *["长" * 20_000] * 20)))
        crowd = Note(random_id())
        crowd.record(Note.Begun(unit_id=UNIT), concerns=[random_id() for _ in range(UNITS_CONCERNED_MAX)])
        with pytest.raises(TooLarge):
            await store.append(submission(crowd))
        assert (await store.head()).position == 0
        await store.append(submission(full))
        assert (await store.head()).position == BATCH_EVENTS_MAX


def _fails(tx: Transaction) -> None:
    raise LookupError("an effect that fails")
