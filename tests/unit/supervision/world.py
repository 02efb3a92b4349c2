"""Supervision as it runs: built by its bootstrap on real stores, fed by the logs of registry, meetings and tasks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import grpc.aio
from cryptography.hazmat.primitives.asymmetric import ec

from services.organization.domain.events import REGISTRY
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from services.supervision.application.views import VIEWS
from services.supervision.bootstrap import build
from shared.access.issuer import LocalIssuer
from shared.database.sqlite import SqliteDatabase
from shared.eventstore.interface import Submission
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.aggregate import Change
from shared.kernel.clock import ManualClock
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import Actor, Occurred
from shared.kernel.events import DomainEvent, EventRegistry
from shared.kernel.ids import derive
from shared.messaging.runner import Runner
from shared.messaging.timers import advance
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.service import Dependencies
from shared.telemetry.metrics import Metrics
from tests.support.served import Served
from tests.support.stores import open_store

START = datetime.fromisoformat("2023-08-01T01:00:00+00:00")
FOUNDED = date(2020, 1, 1)
PROVINCE, COMMITTEE, LEAD, OTHER, PARTY, STRANGER = (
    derive("unit", name) for name in ("province", "committee", "lead", "other", "party", "stranger")
)
NAMES = {
    PROVINCE: ("committee", "province", "示例省关工委", "230000"),
    COMMITTEE: ("committee", "prefecture", "示例市关工委", "230300"),
    PARTY: ("party_committee", "prefecture", "示例市委", "230300-sw"),
    LEAD: ("department", "prefecture", "示例市教育局", "230300-jyj"),
    OTHER: ("department", "prefecture", "示例市公安局", "230300-gaj"),
    STRANGER: ("department", "prefecture", "示例市财政局", "230300-czj"),
}
TASK, RESOLUTION, MEETING = (derive("test", name) for name in ("task", "resolution", "meeting"))


class Assigned(DomainEvent, frozen=True, kw_only=True, event="tasking.task.assigned"):
    task_id: UUID
    plan_id: UUID
    committee_id: UUID
    number: int
    section: str
    text: str
    lead: UUID
    responsible: tuple[UUID, ...]
    due: dict[str, Any]
    document_number: str


class OfUnit(DomainEvent, frozen=True, kw_only=True, event="tasking.task.accepted"):
    unit_id: UUID


class Progressed(DomainEvent, frozen=True, kw_only=True, event="tasking.task.progress_reported"):
    unit_id: UUID


class PartFinished(DomainEvent, frozen=True, kw_only=True, event="tasking.task.part_finished"):
    unit_id: UUID


class WholeReported(DomainEvent, frozen=True, kw_only=True, event="tasking.task.whole_reported"):
    unit_id: UUID


class Returned(DomainEvent, frozen=True, kw_only=True, event="tasking.task.returned"):
    units: tuple[UUID, ...]
    reason: str


class RefusalAccepted(DomainEvent, frozen=True, kw_only=True, event="tasking.task.refusal_accepted"):
    unit_id: UUID


class Concluded(DomainEvent, frozen=True, kw_only=True, event="tasking.task.concluded"):
    conclusion: str


class ResolutionAdopted(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.resolution_adopted"):
    resolution_id: UUID
    text: str
    supervised_by: str | None
    listed_by: UUID | None


TASKING = (Assigned, OfUnit, Progressed, PartFinished, WholeReported, Returned, RefusalAccepted, Concluded)


def nobody(service: str) -> grpc.aio.Channel:
    raise AssertionError(f"nobody is asked here, yet {service} was")


class World(Served):
    """Everything supervision hears and says, with a clock moved by hand."""

    def __init__(
        self,
        path: Path,
        channel_to: Callable[[str], grpc.aio.Channel] = nobody,
        issuer: LocalIssuer | None = None,
        tasking: SqliteStore | None = None,
    ) -> None:
        """`tasking` is another world's store; without it a log of made-up events stands in for it."""
        self.clock = ManualClock(START)
        self.issuer = issuer or LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self._own = [
            open_store(path, "organization", REGISTRY, self.clock),
            open_store(path, "meeting", EventRegistry([ResolutionAdopted]), self.clock),
            *([] if tasking else [open_store(path, "tasking", EventRegistry(TASKING), self.clock)]),
        ]
        self.logs: dict[str, SqliteStore] = {store.log: store for store in self._own}
        if tasking:
            self.logs["tasking"] = tasking
        self.database = SqliteDatabase(path / "supervision.sqlite3")
        self.runner = Runner(self.logs)
        self.parts = build(
            Dependencies(
                clock=self.clock,
                open_store=lambda service, events: SqliteStore(self.database, service, events, self.clock),
                verifier=self.issuer.verifier(),
                metrics=Metrics(),
                logs=self.logs,
                progress=self.runner,
                channel_to=channel_to,
                own_token=lambda: self.issuer.service_token("supervision"),
            )
        )
        store, timers = self.parts.store, self.parts.timers
        assert isinstance(store, SqliteStore)
        assert timers is not None
        self.store, self.bus, self.timers = store, self.parts.bus, timers
        self.logs["supervision"] = store
        views = [table for projection in self.parts.projections for table in projection.tables]
        self.database.create_tables([*MESSAGING_TABLES, *views, *self.parts.tables])
        self.runner.add("supervision", store, self.bus, self.clock, self.parts.projections, self.parts.policies)
        self._versions: dict[UUID, int] = {}
        self._commands = 0

    async def happens(
        self, log: str, stream: UUID, event: DomainEvent, concerns: tuple[UUID, ...], owner: UUID = COMMITTEE
    ) -> None:
        """Another service publishes an event now."""
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        units = frozenset({owner, *concerns})
        occurred = Occurred(at=self.clock.now())
        change = Change(stream, version, f"{log}.test", owner, owner, units, event, occurred, None, None)
        await self.logs[log].append(Submission(self._context("clerk", COMMITTEE), [change], stream))
        await self.runner.settle()

    async def register(self) -> None:
        """A province, a city committee hosted by its party committee, three departments."""
        for unit, (kind, level, name, code) in NAMES.items():
            event = Unit.Registered(
                unit_id=unit,
                kind=kind,  # type: ignore[arg-type]
                level=level,  # type: ignore[arg-type]
                name=name,
                short_names=(),
                code=code,
                status="established",
                on=FOUNDED,
                registered_by=PROVINCE,
            )
            await self.happens("organization", unit, event, (unit,), unit)
        above = Unit.RelationBegun(relation="superior", target=PROVINCE, line=None, on=FOUNDED)
        host = Unit.RelationBegun(relation="hosted_by", target=PARTY, line=None, on=FOUNDED)
        for begun in (above, host):
            await self.happens("organization", COMMITTEE, begun, (begun.target,), COMMITTEE)

    async def appoint(self, unit: UUID, office: Any, person: UUID, on: date = FOUNDED) -> None:
        event = Roster.Appointed(unit_id=unit, office=office, person_id=person, on=on)
        await self.happens("organization", Roster.stream_id(unit), event, (unit,), unit)

    async def give(self, command: Command, unit: UUID = COMMITTEE, role: str = "supervisor") -> CommandAnswer:
        answer = await self.bus.handle(command, self._context(role, unit))
        await self.runner.settle()
        return answer

    def _context(self, role: str, unit: UUID) -> CommandContext:
        self._commands += 1
        key = derive("test-command", self._commands)
        return CommandContext(key, Actor(unit_id=unit, role=role), self.clock.now(), key)

    async def settle(self) -> None:
        await self.runner.settle()

    async def pass_days(self, days: int) -> int:
        """Returns how many timers fired on the way."""
        return await advance(self.clock, self.clock.now() + timedelta(days=days), [self.timers], self.settle)

    async def documents(self, view: str) -> list[dict[str, Any]]:
        of_name = {each.name: each for each in VIEWS}[view]
        async with self.store.snapshot() as reader:
            return [one.fields() for one in await of_name.all_of_unit(reader, COMMITTEE)]

    async def assign(self, due: str | None = "2023-08-25") -> None:
        kind = {"kind": "date", "date": due} if due else {"kind": "none", "date": None}
        full = {"start": None, "precision": None, "text": "", "scope": "item", **kind}
        event = Assigned(
            task_id=TASK,
            plan_id=TASK,
            committee_id=COMMITTEE,
            number=7,
            section="一",
            text="整治",
            lead=LEAD,
            responsible=(OTHER,),
            due=full,
            document_number="鸡关发〔2023〕2号",
        )
        await self.happens("tasking", TASK, event, (LEAD, OTHER))

    def close(self) -> None:
        for store in self._own:
            store.close()
        self.database.close()
