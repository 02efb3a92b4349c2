"""A registry's log on a real store, and a replica of it in the database of another service."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from services.organization.client import RegistryProjection
from services.organization.client.tables import TABLES
from services.organization.domain.events import REGISTRY
from services.organization.domain.group import Group, Selector
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import Level, Line, RelationKind, UnitKind
from shared.database.interface import Transaction
from shared.eventstore.interface import Submission
from shared.kernel.aggregate import Aggregate
from shared.kernel.clock import ManualClock
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Actor, RecordedEvent
from shared.kernel.events import EventRegistry
from shared.kernel.ids import derive
from tests.support.stores import open_store
from tests.unit.organization.world import FOUNDED, PROVINCE

NOW = datetime(2023, 7, 3, 1, tzinfo=UTC)


class Replicated:
    """`here` is what organization stores; `there` a service that only reads its log."""

    def __init__(self, tmp_path: Path) -> None:
        clock = ManualClock(NOW)
        self.here = open_store(tmp_path, "organization", REGISTRY, clock)
        self.there = open_store(tmp_path, "meeting", EventRegistry([]), clock, TABLES)
        self.projection = RegistryProjection()
        self.units: dict[str, Unit] = {}
        self._commands = 0

    async def unit(
        self,
        code: str,
        name: str,
        *short_names: str,
        kind: UnitKind = "committee",
        level: Level = "prefecture",
        on: date = FOUNDED,
    ) -> UUID:
        made = Unit(derive("unit", "CN", code))
        made.register(
            kind=kind,
            level=level,
            name=name,
            short_names=short_names,
            code=code,
            status="established",
            on=on,
            registered_by=PROVINCE,
        )
        self.units[code] = made
        await self.store(made)
        return made.id

    async def relate(
        self, code: str, relation: RelationKind, target: str, *, line: Line | None = None, on: date = FOUNDED
    ) -> None:
        self.units[code].begin_relation(relation, self.units[target], line, on, frozenset())
        await self.store(self.units[code])

    async def end(self, code: str, relation: RelationKind, target: str, on: date) -> None:
        self.units[code].end_relation(relation, self.units[target].id, on, "调整")
        await self.store(self.units[code])

    async def group(self, code: str, name: str, selector: Selector, *aliases: str) -> Group:
        committee = self.units[code].id
        made = Group(Group.stream_id(committee, name))
        made.define(committee, name, aliases, selector, FOUNDED)
        await self.store(made)
        return made

    def roster(self, code: str) -> Roster:
        return Roster(Roster.stream_id(self.units[code].id))

    async def store(self, aggregate: Aggregate) -> None:
        self._commands += 1
        context = CommandContext(
            command_id=derive("test", self._commands),
            actor=Actor(unit_id=PROVINCE, role="clerk"),
            now=NOW,
            correlation_id=derive("test", self._commands),
        )
        await self.here.append(Submission(context=context, changes=aggregate.collect_events()))

    async def replicate(self, order: Sequence[int] | None = None) -> None:
        """Applies the whole log, in the given order of its events when there is one."""
        events = [event for event in await self.here.read(0, 500) if event.envelope.type in self.types]
        chosen = events if order is None else [events[ordinal] for ordinal in order]
        await self.there.write(lambda tx: self._apply(chosen, tx))

    @property
    def types(self) -> Sequence[str]:
        return self.projection.sources["organization"]

    def _apply(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        for event in events:
            self.projection.apply(event, tx)

    def close(self) -> None:
        self.here.close()
        self.there.close()
