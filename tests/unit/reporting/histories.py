"""Random histories over five logs, as they could have happened, and a count of them that uses no table."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from services.organization.domain.unit import Unit
from services.reporting.domain.report import UnitReport
from services.reporting.domain.request import ReportRequest
from shared.kernel.clock import business_day
from shared.kernel.envelope import Actor, Envelope, Occurred, RecordedEvent
from shared.kernel.events import DomainEvent, canonical_json
from shared.kernel.ids import derive
from tests.unit.reporting import happenings as h
from tests.unit.reporting.world import CITY, COUNTY, EDUCATION, FINANCE, FOUNDED, NAMES, OTHER_CITY, PROVINCE

COMMITTEES = (PROVINCE, CITY, OTHER_CITY, COUNTY)
EVERYBODY = (*COMMITTEES, EDUCATION, FINANCE)
LOGS = ("organization", "meeting", "tasking", "supervision", "reporting")
BEGIN = datetime.fromisoformat("2023-03-01T01:00:00+00:00")


@dataclass
class History:
    """`events` in the order in which they were recorded, over all logs."""

    seed: int
    events: list[RecordedEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.now = BEGIN
        self._positions = dict.fromkeys(LOGS, 0)
        self._versions: dict[UUID, int] = {}

    def record(self, log: str, stream: UUID, event: DomainEvent, owner: UUID, *concerns: UUID) -> None:
        self._positions[log] += 1
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        key = derive("event", log, self._positions[log])
        envelope = Envelope(
            id=key,
            type=event.NAME,
            version=event.VERSION,
            stream_id=stream,
            stream_type=event.NAME.rpartition(".")[0],
            stream_version=version,
            owner_unit=owner,
            units=tuple(sorted({owner, *concerns})),
            partition=0,
            actor=Actor(unit_id=owner, role="clerk"),
            command_id=key,
            correlation_id=key,
            occurred=Occurred(at=self.now),
        )
        encoded = canonical_json(envelope), canonical_json(event)
        position = self._positions[log]
        self.events.append(RecordedEvent(
            log=log, generation=1, position=position, recorded_at=self.now, envelope=envelope,
            envelope_bytes=encoded[0], data=encoded[1], leaf=b"", previous=position - 1,
        ))  # fmt: skip

    def pass_time(self) -> None:
        self.now += timedelta(microseconds=self.random.choice((1, 1, 60_000_000, 7_200_000_000, 90_000_000_000)))

    def shuffled(self, order: int) -> list[RecordedEvent]:
        """Each log in its own order, the logs in any."""
        mixer, waiting = random.Random(order), {log: [e for e in self.events if e.log == log] for log in LOGS}
        mixed: list[RecordedEvent] = []
        while left := [log for log in LOGS if waiting[log]]:
            mixed.append(waiting[mixer.choice(left)].pop(0))
        return mixed


def history(seed: int, steps: int = 60) -> History:
    made = History(seed)
    for unit, (kind, level, name, code) in NAMES.items():
        fields: dict[str, Any] = {"kind": kind, "level": level, "name": name, "code": code, "on": FOUNDED}
        made.record("organization", unit, Unit.Registered(
            unit_id=unit, short_names=(), status="established", registered_by=PROVINCE, **fields
        ), unit)  # fmt: skip
        made.pass_time()
    stories = [_territory(made), *(story(made, number) for number in range(5) for story in STORIES)]
    for _ in range(steps):
        chosen = made.random.choice(stories)
        if next(chosen, None) is None:
            stories.remove(chosen)
        made.pass_time()
    return made


def _territory(made: History) -> Iterator[bool]:
    """Cities come and go, a county changes its city; some of it counts from a later day."""
    superiors: dict[UUID, UUID] = {}
    while True:
        unit = made.random.choice((CITY, OTHER_CITY, COUNTY, COUNTY))
        on = business_day(made.now) + timedelta(days=made.random.choice((0, 0, 20)))
        if unit in superiors:
            ended = Unit.RelationEnded(relation="superior", target=superiors.pop(unit), on=on, reason="调整")
            made.record("organization", unit, ended, unit)
        else:
            superiors[unit] = made.random.choice((CITY, OTHER_CITY)) if unit == COUNTY else PROVINCE
            begun = Unit.RelationBegun(relation="superior", target=superiors[unit], line=None, on=on)
            made.record("organization", unit, begun, unit)
        yield True


def _meeting(made: History, number: int) -> Iterator[bool]:
    meeting, committee = h.the("meeting", number), made.random.choice(COMMITTEES)
    made.record(
        "meeting", meeting, h.drafted(meeting, committee, committee, *made.random.sample(COMMITTEES, 2)), committee
    )
    yield True
    made.record("meeting", meeting, h.held(), committee)
    yield True


def _task(made: History, number: int) -> Iterator[bool]:
    task, committee = h.the("task", number), made.random.choice(COMMITTEES)
    due = business_day(made.now) + timedelta(days=made.random.choice((1, 5)))
    made.record("tasking", task, h.assigned(task, h.the("plan"), committee, made.random.choice((due, None))), committee)
    yield True
    while True:
        made.record("tasking", task, h.whole_reported(), committee)
        yield True
        if made.random.random() < 0.6:
            made.record("tasking", task, h.concluded(business_day(made.now)), committee)
            yield True
            return
        made.record("tasking", task, h.returned(), committee)
        yield True


def _watch(made: History, number: int) -> Iterator[bool]:
    watch, committee, unit = h.the("watch", number), made.random.choice(COMMITTEES), made.random.choice(EVERYBODY)
    made.record("supervision", watch, h.watched(watch, unit, committee), committee, unit)
    yield True
    for _ in range(made.random.randint(0, 3)):
        made.record("supervision", watch, h.light(made.random.choice(("green", "yellow", "red"))), committee, unit)
        yield True
    made.record("supervision", watch, h.watch_closed(), committee, unit)
    yield True


def _case(made: History, number: int) -> Iterator[bool]:
    case, committee, lead = h.the("case", number), made.random.choice(COMMITTEES), made.random.choice(EVERYBODY)
    noticed = h.case_noticed(lead)
    for event in (h.case_opened(case, committee), noticed, *[h.case_answered(lead)] * 2, h.case_reported()):
        made.record("supervision", case, event, committee, lead)
        yield True
    made.record("supervision", case, h.case_closed(), committee, lead)
    yield True


def _report(made: History, number: int) -> Iterator[bool]:
    request, committee = h.the("request", number), made.random.choice(COMMITTEES)
    units = tuple(unit for unit in made.random.sample(EVERYBODY, 3) if unit != committee)
    due = business_day(made.now) + timedelta(days=made.random.choice((1, 3)))
    made.record("reporting", request, ReportRequest.Opened(
        request_id=request, committee_id=committee, subject="情况", plan_id=None, units=units, due_on=due,
        requirements="",
    ), committee, *units)  # fmt: skip
    yield True
    for unit in units[:2]:
        yield from _rounds(made, request, committee, unit, due)


def _rounds(made: History, request: UUID, committee: UUID, unit: UUID, due: date) -> Iterator[bool]:
    report, late = UnitReport.stream_of(request, unit), business_day(made.now) > due
    for number in range(1, made.random.randint(2, 3)):
        submitted = UnitReport.Submitted(
            report_id=report, request_id=request, unit_id=unit, committee_id=committee, round=number, text="好",
            document=None, submitted_on=business_day(made.now), late=late, statement=None,
        )  # fmt: skip
        made.record("reporting", report, submitted, unit, committee)
        yield True
        made.record(
            "reporting", report, UnitReport.Returned(reason="请补", returned_on=business_day(made.now)), unit, committee
        )
        yield True


STORIES = (_meeting, _task, _watch, _case, _report)


def known_at(events: Sequence[RecordedEvent], at: datetime) -> list[RecordedEvent]:
    return [event for event in events if event.recorded_at <= at]


def subtree(events: Iterable[RecordedEvent], root: UUID, day: date) -> set[str]:
    held: list[dict[str, Any]] = []
    for event in events:
        data: Any = event.fields()
        pair = (str(event.envelope.stream_id), data.get("target"))
        if event.envelope.type == "organization.unit.relation_begun":
            held.append({"pair": pair, "since": data["on"], "until": "9999"})
        if event.envelope.type == "organization.unit.relation_ended":
            next(one for one in reversed(held) if one["pair"] == pair)["until"] = data["on"]
    pairs = [one["pair"] for one in held if one["since"] <= day.isoformat() < one["until"]]
    reached = {str(root)}
    while more := {unit for unit, above in pairs if above in reached} - reached:
        reached |= more
    return reached
