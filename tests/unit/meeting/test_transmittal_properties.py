"""Whatever a committee and its units do, in whatever order: M10's invariants hold (hypothesis' state machine)."""

import contextlib
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from services.meeting.application.transmittal_board import TransmittalBoard
from services.meeting.application.transmittal_queries import TransmittalQueries
from services.meeting.application.transmittal_views import TRANSMITTALS
from services.meeting.domain.transmittal import Addressed, Transmittal
from services.meeting.domain.transmittal_return import TransmittalReturn
from shared.database.interface import Transaction
from shared.database.sqlite import SqliteDatabase
from shared.kernel.aggregate import Change
from shared.kernel.clock import ManualClock, start_of_day
from shared.kernel.envelope import Actor, Envelope, Occurred, RecordedEvent
from shared.kernel.errors import Refusal
from shared.kernel.events import canonical_json
from shared.kernel.ids import derive
from shared.messaging.visibility import Viewer
from tests.unit.meeting import matters_given as given
from tests.unit.meeting.given import COMMITTEE

POOL = [derive("pool", number) for number in range(5)]
UNITS = st.sampled_from(POOL)
FIRST_DAY = given.ISSUE_DAY


class Transmitting(RuleBasedStateMachine):
    """The model keeps for each unit on which day it first returned and what became of it."""

    def __init__(self) -> None:
        super().__init__()
        self.today = FIRST_DAY
        self.returns: dict[UUID, TransmittalReturn] = {}
        self.first: dict[UUID, date] = {}

    @initialize(units=st.lists(UNITS, min_size=1, unique=True))
    def issue(self, units: list[UUID]) -> None:
        addressed = Addressed(units=tuple(units), expansions=())
        self.transmittal = given.issued(addressed=addressed)
        self.addressed = list(units)

    @rule(days=st.integers(0, 20))
    def pass_days(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(units=st.lists(UNITS, max_size=3))
    def widen(self, units: list[UUID]) -> None:
        with contextlib.suppress(Refusal):
            wanted = Addressed(units=tuple(units), expansions=())
            self.addressed += self.transmittal.widen(wanted, today=self.today)

    @rule(unit=UNITS, attended=st.integers(-1, 3), ways=st.lists(st.sampled_from(["gathered", "online"]), max_size=2))
    def submit(self, unit: UUID, attended: int, ways: list[str]) -> None:
        returned = self.returns.get(unit) or TransmittalReturn(TransmittalReturn.stream_of(given.TRANSMITTAL, unit))
        content = given.content(attended=attended, ways=tuple(ways), held_on=FIRST_DAY)
        with contextlib.suppress(Refusal):
            returned.submit(self.transmittal, unit, content, today=self.today)
            assert unit not in self.first
            self.returns[unit], self.first[unit] = returned, self.today

    @precondition(lambda self: self.returns)
    @rule(data=st.data(), attended=st.integers(0, 3), reason=st.sampled_from(["", "更正。"]))
    def correct(self, data: st.DataObject, attended: int, reason: str) -> None:
        returned = self.returns[data.draw(st.sampled_from(sorted(self.returns)))]
        before = returned.state
        content = given.content(attended=attended, held_on=FIRST_DAY)
        with contextlib.suppress(Refusal):
            returned.correct(self.transmittal, content, reason, today=self.today)
            assert (before != "accepted", bool(reason), attended > 0) == (True, True, True)

    @precondition(lambda self: self.returns)
    @rule(data=st.data(), accept=st.booleans())
    def answer(self, data: st.DataObject, accept: bool) -> None:
        returned = self.returns[data.draw(st.sampled_from(sorted(self.returns)))]
        before = returned.state
        with contextlib.suppress(Refusal):
            if accept:
                returned.accept(today=self.today)
            else:
                returned.send_back("请补充。", today=self.today)
            assert before == "submitted"

    @invariant()
    def a_return_never_stands_without_its_transmittal(self) -> None:
        assert set(self.returns) <= set(self.addressed)
        assert all(one.transmittal_id == given.TRANSMITTAL for one in self.returns.values())

    @invariant()
    def lateness_is_the_first_returns_for_ever(self) -> None:
        assert {unit: one.late for unit, one in self.returns.items()} == {
            unit: day > given.DUE_DAY for unit, day in self.first.items()
        }

    @invariant()
    def a_replay_knows_the_same(self) -> None:
        for one in self.returns.values():
            again = replayed(one)
            assert (again.state, again.late, again.content, again.rounds) == (
                one.state,
                one.late,
                one.content,
                one.rounds,
            )

    def teardown(self) -> None:
        if getattr(self, "transmittal", None) is not None:
            assert replayed(self.transmittal).units == tuple(self.addressed)


def replayed(aggregate: Any) -> Any:
    return type(aggregate).project(None, aggregate.pending_events)


@pytest.mark.accepts("M10")
def test_m10_no_sequence_of_steps_breaks_what_holds_of_returns() -> None:
    run_state_machine_as_test(Transmitting, settings=settings(max_examples=50, stateful_step_count=30, deadline=None))


STEPS = st.lists(st.tuples(UNITS, st.sampled_from(["submit", "accept", "send_back", "correct"]), st.integers(0, 9)))


@pytest.mark.accepts("M10")
@settings(max_examples=40, deadline=None)
@hypothesis_given(units=st.lists(UNITS, min_size=1, unique=True), steps=STEPS)
async def test_m10_counts_of_the_board_equal_a_count_by_hand_from_the_events(
    units: list[UUID], steps: list[tuple[UUID, str, int]]
) -> None:
    transmittal = given.issued(addressed=Addressed(units=tuple(units), expansions=()))
    returns = {unit: TransmittalReturn(TransmittalReturn.stream_of(transmittal.id, unit)) for unit in POOL}
    changes = list(transmittal.collect_events())
    for unit, step, number in steps:
        with contextlib.suppress(Refusal):
            take(step, returns[unit], transmittal, unit, number)
        changes += returns[unit].collect_events()
    with tempfile.TemporaryDirectory() as directory:
        counted = await counted_by_the_board(Path(directory), changes, FIRST_DAY + timedelta(days=20))
    assert counted == counted_by_hand(changes, FIRST_DAY + timedelta(days=20))


def take(step: str, returned: TransmittalReturn, transmittal: Transmittal, unit: UUID, number: int) -> None:
    """`number` makes returns differ, by day and by how many attended."""
    today = FIRST_DAY + timedelta(days=10 + number)
    content = given.content(attended=number, held_on=FIRST_DAY, told_on=FIRST_DAY if number % 2 else None)
    if step == "submit":
        returned.submit(transmittal, unit, content, today=today)
    elif returned.state is None:
        return
    elif step == "correct":
        returned.correct(transmittal, content, "更正。", today=today)
    elif step == "accept":
        returned.accept(today=today)
    else:
        returned.send_back("请补充。", today=today)


def counted_by_hand(changes: list[Change], today: date) -> dict[str, int]:
    [issued] = [one.event for one in changes if isinstance(one.event, Transmittal.Issued)]
    last: dict[UUID, Any] = {}
    state: dict[UUID, str] = {}
    late = set()
    for change in changes:
        event, stream = change.event, change.originator_id
        if isinstance(event, TransmittalReturn.Submitted | TransmittalReturn.Corrected):
            last[stream], state[stream] = event, "submitted"
        if isinstance(event, TransmittalReturn.Submitted) and event.late:
            late.add(stream)
        if isinstance(event, TransmittalReturn.Accepted | TransmittalReturn.SentBack):
            state[stream] = event.NAME.rpartition(".")[2]
    awaited = len(issued.units) - len(last)
    return {
        "units": len(issued.units),
        "returned": len(last),
        "late": len(late),
        "accepted": list(state.values()).count("accepted"),
        "sent_back": list(state.values()).count("sent_back"),
        "awaited": awaited,
        "overdue": awaited if issued.due_on < today else 0,
        "party_leader_told": sum(event.told_on is not None for event in last.values()),
        "gathered": len(last),
        "attended": sum(event.attended for event in last.values()),
    }


async def counted_by_the_board(directory: Path, changes: list[Change], today: date) -> dict[str, int]:
    database, board = SqliteDatabase(directory / "meeting.sqlite3"), TransmittalBoard()
    database.create_tables([*board.tables, *TRANSMITTALS.tables])
    events = [recorded(change, position) for position, change in enumerate(changes, 1)]
    # A log is read in order within each partition only: a return may come before what it answers.
    events.sort(key=lambda event: event.envelope.type in TRANSMITTALS.sources["meeting"])

    def apply(tx: Transaction) -> None:
        for event in events:
            board.apply(event, tx)
            if event.envelope.type in TRANSMITTALS.sources["meeting"]:
                TRANSMITTALS.apply(event, tx)

    await database.write(apply)
    queries = TransmittalQueries(ManualClock(start_of_day(today)))
    async with database.snapshot() as reader:
        [level] = (await queries.coverage(reader, Viewer(COMMITTEE, "service:audit"), given.TRANSMITTAL))["levels"]
    database.close()
    left_out = {"level", "transmittals", "dispersed", "online", "offline"}
    return {name: number for name, number in level.items() if name not in left_out}


def recorded(change: Change, position: int) -> RecordedEvent:
    envelope = Envelope(
        id=derive("event", position),
        type=change.event.NAME,
        version=1,
        stream_id=change.originator_id,
        stream_type=change.stream_type,
        stream_version=change.originator_version,
        owner_unit=change.owner_unit,
        units=tuple(sorted(change.units)),
        partition=0,
        actor=Actor(unit_id=COMMITTEE, role="clerk"),
        command_id=derive("command", position),
        correlation_id=derive("story"),
        occurred=Occurred(at=start_of_day(FIRST_DAY)),
    )
    return RecordedEvent(
        log="meeting",
        generation=1,
        position=position,
        recorded_at=start_of_day(FIRST_DAY),
        envelope=envelope,
        envelope_bytes=b"",
        data=canonical_json(change.event),
        leaf=b"",
    )
