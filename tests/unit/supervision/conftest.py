"""Supervision on a real store, following what tasking and meeting publish."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.organization.client import RegistryProjection
from services.organization.domain.unit import Unit
from services.supervision.application.handlers import HANDLERS
from services.supervision.application.permissions import PERMISSIONS
from services.supervision.application.policies import POLICIES
from services.supervision.application.timers import SupervisionTimers, WatchTimers
from services.supervision.application.views import VIEWS
from services.supervision.bootstrap import EVENTS
from shared.commands.bus import CommandBus
from shared.eventstore.interface import Submission
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.aggregate import Change
from shared.kernel.clock import ManualClock
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import Actor, Occurred
from shared.kernel.events import DomainEvent, EventRegistry
from shared.kernel.ids import derive
from shared.messaging.interface import Projection
from shared.messaging.runner import Runner
from shared.messaging.timers import advance
from shared.messaging.tracking import MESSAGING_TABLES
from tests.support.stores import open_store

START = datetime.fromisoformat("2023-08-01T01:00:00+00:00")
COMMITTEE, LEAD, OTHER, PARTY = (derive("unit", name) for name in ("committee", "lead", "other", "party"))
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


@dataclass
class World:
    """Everything supervision hears and says, with a clock moved by hand."""

    directory: Path
    clock: ManualClock = field(default_factory=lambda: ManualClock(START))

    def __post_init__(self) -> None:
        projections: list[Projection] = [*VIEWS, WatchTimers(), RegistryProjection()]
        tables = [*MESSAGING_TABLES, *(table for each in projections for table in each.tables)]
        self.logs: dict[str, SqliteStore] = {
            "organization": self._open_log("organization", (Unit.Registered,)),
            "meeting": self._open_log("meeting", (ResolutionAdopted,)),
            "tasking": self._open_log("tasking", TASKING),
            "supervision": open_store(self.directory, "supervision", EventRegistry(EVENTS), self.clock, tables),
        }
        self.store = self.logs["supervision"]
        self.bus = CommandBus(self.store, HANDLERS, PERMISSIONS)
        self.runner = Runner(self.logs)
        self.runner.add("supervision", self.store, self.bus, self.clock, projections, POLICIES)
        self.timers = SupervisionTimers(self.store, self.bus)
        self._versions: dict[UUID, int] = {}
        self._commands = 0

    def _open_log(self, name: str, events: tuple[type[DomainEvent], ...]) -> SqliteStore:
        return open_store(self.directory, name, EventRegistry(events), self.clock)

    async def happens(self, log: str, stream: UUID, event: DomainEvent, concerns: tuple[UUID, ...]) -> None:
        """Another service publishes an event now."""
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        units = frozenset({COMMITTEE, *concerns})
        occurred = Occurred(at=self.clock.now())
        change = Change(stream, version, f"{log}.test", COMMITTEE, COMMITTEE, units, event, occurred, None, None)
        await self.logs[log].append(Submission(self._context("clerk", COMMITTEE), [change], stream))
        await self.runner.settle()

    async def register(self, unit: UUID) -> None:
        """The registry knows the unit."""
        event = Unit.Registered(
            unit_id=unit,
            kind="department",
            level="prefecture",
            name="示例单位",
            short_names=(),
            code="230300-slw",
            status="established",
            on=START.date(),
            registered_by=COMMITTEE,
        )
        await self.happens("organization", unit, event, (unit,))

    async def give(self, command: Command, unit: UUID = COMMITTEE, role: str = "supervisor") -> CommandAnswer:
        answer = await self.bus.handle(command, self._context(role, unit))
        await self.runner.settle()
        return answer

    def _context(self, role: str, unit: UUID) -> CommandContext:
        self._commands += 1
        key = derive("test-command", self._commands)
        return CommandContext(key, Actor(unit_id=unit, role=role), self.clock.now(), key)

    async def pass_days(self, days: int) -> int:
        """Returns how many timers fired on the way."""
        return await advance(self.clock, self.clock.now() + timedelta(days=days), [self.timers], self.runner.settle)

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
        for store in self.logs.values():
            store.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.close()
