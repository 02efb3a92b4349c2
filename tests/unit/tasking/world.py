"""Tasking as it runs: built by its bootstrap on real SQLite stores, fed by the logs of registry and meetings."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec

from services.local.example.registry import load_registry
from services.organization.domain.events import REGISTRY
from services.organization.domain.group import Group, Selector
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import Level, Line, RelationKind, SelectorKind, UnitKind
from services.tasking.bootstrap import build
from shared.access.issuer import LocalIssuer
from shared.database.sqlite import SqliteDatabase
from shared.eventstore.interface import Submission
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.aggregate import Aggregate
from shared.kernel.clock import ManualClock
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Actor
from shared.kernel.events import DomainEvent, EventRegistry
from shared.kernel.ids import derive
from shared.messaging.runner import Runner
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.service import Dependencies
from shared.telemetry.metrics import Metrics
from tests.support.served import Served
from tests.support.stores import open_store

NOW = datetime(2023, 7, 12, 1, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)
PROVINCE = derive("unit", "CN", "230000")
RESOLUTION = derive("test", "resolution")
MEETING = derive("test", "meeting")
PLAN = derive("plan", RESOLUTION)


class Meeting(Aggregate):
    """What tasking knows of meetings: the published event, in the words of docs/services.md."""

    STREAM = "meeting.meeting"

    class ResolutionConsented(DomainEvent, frozen=True, kw_only=True, event="meeting.meeting.resolution_consented"):
        resolution_id: UUID
        meeting_id: UUID
        committee_id: UUID
        text: str

    def on_resolution_consented(self, event: ResolutionConsented) -> None:
        self.owner_unit = event.committee_id


class Instruction(Aggregate):
    """What tasking knows of leaders' instructions: the published event."""

    STREAM = "meeting.instruction"

    class OpinionsConsented(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.opinions_consented"):
        opinions_id: UUID
        instruction_id: UUID
        meeting_id: UUID
        committee_id: UUID
        title: str

    def on_opinions_consented(self, event: OpinionsConsented) -> None:
        self.owner_unit = event.committee_id


class World(Served):
    def __init__(self, path: Path) -> None:
        self.clock = ManualClock(NOW)
        self.issuer = LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self.organization = open_store(path, "organization", REGISTRY, self.clock)
        followed = EventRegistry([Meeting.ResolutionConsented, Instruction.OpinionsConsented])
        self.meeting = open_store(path, "meeting", followed, self.clock)
        self.tasking = SqliteDatabase(path / "tasking.sqlite3")
        logs: dict[str, Any] = {"organization": self.organization, "meeting": self.meeting}
        self.runner = Runner(logs)
        self.parts = build(
            Dependencies(
                clock=self.clock,
                open_store=lambda service, events: SqliteStore(self.tasking, service, events, self.clock),
                verifier=self.issuer.verifier(),
                metrics=Metrics(),
                logs=logs,
                progress=self.runner,
                channel_to=_no_channel,
                own_token=lambda: self.issuer.service_token("tasking"),
            )
        )
        logs["tasking"] = self.parts.store
        views = [table for projection in self.parts.projections for table in projection.tables]
        self.tasking.create_tables([*MESSAGING_TABLES, *views, *self.parts.tables])
        self.runner.add(
            "tasking",
            self.parts.store,
            self.parts.bus,
            self.clock,
            self.parts.projections,
            self.parts.policies,
        )
        self.units: dict[str, Unit] = {}
        self._registered: list[Aggregate] = []
        self._commands = 0

    async def settle(self) -> None:
        """What was registered meanwhile is stored in one batch; then everything that follows from anything happens."""
        registered, self._registered = self._registered, []
        if registered:
            await self.store(self.organization, *registered)
        await self.runner.settle()

    async def register_city(self) -> None:
        """A province, a city committee with member units, two counties and their group."""
        self.unit("230000", "黑龙江省关工委", kind="committee", level="province")
        self.city = self.unit("230300", "鸡西市关工委", kind="committee", relation="superior", to="230000")
        members = {"230300-xcb": "宣传部", "230300-zzb": "组织部"}
        for code, name in members.items():
            self.unit(code, f"鸡西市委{name}", f"市委{name}", relation="member_of")
        self.lead = self.units["230300-xcb"].id
        self.education = self.unit("230300-jyj", "鸡西市教育局", "市教育局", relation="member_of")
        self.youth = self.unit("230300-tsw", "共青团鸡西市委", "团市委", relation="member_of")
        self.counties = [
            self.unit(code, name, kind="committee", level="county", relation="superior")
            for code, name in (("230321", "鸡东县关工委"), ("230381", "虎林市关工委"))
        ]
        self.group_id = self.group(
            "县(市)区关工委", Selector(kind="subordinate_committees", level="county"), "各县(市)区关工委"
        )
        await self.settle()

    def unit(
        self,
        code: str,
        name: str,
        *short_names: str,
        kind: UnitKind = "department",
        level: Level = "prefecture",
        relation: RelationKind | None = None,
        to: str = "230300",
    ) -> UUID:
        made = self.units[code] = Unit(derive("unit", "CN", code))
        made.register(
            kind=kind,
            level=level,
            name=name,
            short_names=short_names,
            code=code,
            status="established",
            on=FOUNDED,
            registered_by=PROVINCE,
        )
        if relation:
            made.begin_relation(relation, self.units[to], None, FOUNDED, frozenset())
        self._registered.append(made)
        return made.id

    def group(self, name: str, selector: Selector, *aliases: str, code: str = "230300") -> UUID:
        committee = self.units[code].id
        made = Group(Group.stream_id(committee, name))
        made.define(committee, name, aliases, selector, FOUNDED)
        self._registered.append(made)
        return made.id

    async def load_example_city(self) -> None:
        """The packaged example registry, as far as one city's plan needs it, in one batch."""
        example = load_registry()
        near = {unit.unit_id: unit for unit in example.units if unit.code[:4] == "2303" or unit.code == "230000"}
        made: dict[UUID, Unit] = {}
        for unit_id, seed in near.items():
            one = made[unit_id] = Unit(unit_id)
            one.register(
                kind=cast(UnitKind, seed.kind),
                level=cast(Level, seed.level),
                name=seed.name,
                short_names=seed.short_names,
                code=seed.code,
                status="established",
                on=seed.on,
                registered_by=seed.registered_by,
            )
        for seen in example.relations:
            if seen.unit_id in near and seen.target in near:
                relation, line = cast(RelationKind, seen.relation), cast("Line | None", seen.line)
                made[seen.unit_id].begin_relation(relation, made[seen.target], line, seen.on, frozenset())
        self._registered += [*made.values(), *_groups(set(near))]
        self.city = next(unit.unit_id for unit in near.values() if unit.code == "230300")
        await self.settle()

    async def consent(self, committee: UUID, resolution: UUID = RESOLUTION, text: str = "开展法治宣讲") -> None:
        meeting = Meeting(derive("meeting", resolution))
        meeting.record(
            Meeting.ResolutionConsented(resolution_id=resolution, meeting_id=MEETING, committee_id=committee, text=text)
        )
        await self.store(self.meeting, meeting)
        await self.settle()

    async def consent_to_opinions(self, committee: UUID, opinions: UUID, title: str) -> None:
        instruction = Instruction(derive("instruction", opinions))
        consented = {"opinions_id": opinions, "instruction_id": instruction.id, "committee_id": committee}
        instruction.record(Instruction.OpinionsConsented(**consented, meeting_id=MEETING, title=title))
        await self.store(self.meeting, instruction)
        await self.settle()

    async def store(self, store: SqliteStore, *aggregates: Aggregate) -> None:
        self._commands += 1
        context = CommandContext(
            command_id=derive("test", self._commands),
            actor=Actor(unit_id=PROVINCE, role="clerk"),
            now=NOW,
            correlation_id=derive("test", self._commands),
        )
        changes = [change for aggregate in aggregates for change in aggregate.collect_events()]
        await store.append(Submission(context=context, changes=changes))

    def close(self) -> None:
        for store in (self.organization, self.meeting):
            store.close()
        self.tasking.close()


def _no_channel(service: str) -> Any:
    raise AssertionError(f"tasking asks nobody while it handles a command, yet asked {service}")


def _groups(committees: set[UUID]) -> Iterator[Group]:
    for seed in load_registry().groups:
        if seed.committee_id in committees:
            made = Group(seed.group_id)
            selector = Selector(
                kind=cast(SelectorKind, seed.kind),
                level=cast("Level | None", seed.level),
                line=cast("Line | None", seed.line),
                units=seed.units,
            )
            made.define(seed.committee_id, seed.name, seed.aliases, selector, seed.on)
            yield made
