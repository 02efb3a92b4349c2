"""Reporting as it runs: built by its bootstrap on a real store, fed by real logs in the other services' own events."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import grpc.aio
from cryptography.hazmat.primitives.asymmetric import ec

from services.meeting.domain.record import EVENTS as MEETING_EVENTS
from services.organization.domain.events import REGISTRY
from services.organization.domain.unit import Unit
from services.reporting.bootstrap import build
from services.supervision.bootstrap import EVENTS as SUPERVISION_EVENTS
from services.tasking.domain.events import EVENTS as TASKING_EVENTS
from shared.access.issuer import LocalIssuer
from shared.database.sqlite import SqliteDatabase
from shared.eventstore.interface import Submission
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.aggregate import Change
from shared.kernel.clock import ManualClock
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Actor, Occurred
from shared.kernel.events import DomainEvent, EventRegistry
from shared.kernel.ids import derive
from shared.messaging.runner import Runner
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.service import Dependencies
from shared.telemetry.metrics import Metrics
from tests.support.served import Served
from tests.support.stores import open_store

NOW = datetime(2023, 10, 9, 1, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)
PROVINCE, CITY, COUNTY, OTHER_CITY = (derive("unit", "CN", code) for code in ("230000", "230300", "230302", "230100"))
EDUCATION, FINANCE = (derive("unit", "CN", code) for code in ("230300-jyj", "230300-czj"))
NAMES = {
    PROVINCE: ("committee", "province", "黑龙江省关工委", "230000"),
    CITY: ("committee", "prefecture", "鸡西市关工委", "230300"),
    OTHER_CITY: ("committee", "prefecture", "哈尔滨市关工委", "230100"),
    COUNTY: ("committee", "county", "鸡冠区关工委", "230302"),
    EDUCATION: ("department", "prefecture", "鸡西市教育局", "230300-jyj"),
    FINANCE: ("department", "prefecture", "鸡西市财政局", "230300-czj"),
}
SUPERIORS = {CITY: PROVINCE, OTHER_CITY: PROVINCE, COUNTY: CITY}
REQUEST, PLAN = derive("test", "request"), derive("test", "plan")
FIELDS: dict[str, Any] = {
    "request_id": str(REQUEST),
    "committee_id": str(CITY),
    "subject": "三季度责任分工落实情况",
    "units": [str(EDUCATION), str(FINANCE), str(COUNTY)],
    "due_on": "2023-10-15",
    "requirements": "写明进展。",
}


def nobody(service: str) -> grpc.aio.Channel:
    raise AssertionError(f"nobody is asked here, yet {service} was")


class World(Served):
    """`tasking` is another store than the world's own where the real service runs beside it."""

    def __init__(
        self,
        path: Path,
        channel_to: Callable[[str], grpc.aio.Channel] = nobody,
        issuer: LocalIssuer | None = None,
        tasking: SqliteStore | None = None,
    ) -> None:
        self.clock = ManualClock(NOW)
        self.issuer = issuer or LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self.logs: dict[str, SqliteStore] = {
            "organization": open_store(path, "organization", REGISTRY, self.clock),
            "meeting": open_store(path, "meeting", EventRegistry(MEETING_EVENTS), self.clock),
            "tasking": tasking or open_store(path, "tasking", TASKING_EVENTS, self.clock),
            "supervision": open_store(path, "supervision", EventRegistry(SUPERVISION_EVENTS), self.clock),
        }
        self.database = SqliteDatabase(path / "reporting.sqlite3")
        self.runner = Runner(self.logs)
        self.metrics = Metrics()
        self.parts = build(
            Dependencies(
                clock=self.clock,
                open_store=lambda service, events: SqliteStore(self.database, service, events, self.clock),
                verifier=self.issuer.verifier(),
                metrics=self.metrics,
                logs=self.logs,
                progress=self.runner,
                channel_to=channel_to,
                own_token=lambda: self.issuer.service_token("reporting"),
            )
        )
        self.logs["reporting"] = self.parts.store  # type: ignore[assignment]
        views = [table for projection in self.parts.projections for table in projection.tables]
        self.database.create_tables([*MESSAGING_TABLES, *views, *self.parts.tables])
        self.runner.add("reporting", self.parts.store, self.parts.bus, self.clock, self.parts.projections)
        self._versions: dict[UUID, int] = {}
        self._commands = 0

    async def settle(self) -> None:
        await self.runner.settle()

    async def register(self) -> None:
        for unit, (kind, level, name, code) in NAMES.items():
            registered = Unit.Registered(
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
            await self.happens("organization", unit, registered, owner=unit)
        for unit, superior in SUPERIORS.items():
            await self.place(unit, superior)
        await self.settle()

    async def place(self, unit: UUID, superior: UUID, on: date = FOUNDED) -> None:
        begun = Unit.RelationBegun(relation="superior", target=superior, line=None, on=on)
        await self.happens("organization", unit, begun, owner=unit)

    async def happens(
        self, log: str, stream: UUID, event: DomainEvent, *, owner: UUID = CITY, concerns: tuple[UUID, ...] = ()
    ) -> None:
        """Another service records an event now."""
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        units, occurred = frozenset({owner, *concerns}), Occurred(at=self.clock.now())
        change = Change(
            stream, version, event.NAME.rpartition(".")[0], owner, owner, units, event, occurred, None, None
        )
        self._commands += 1
        key = derive("test-command", self._commands)
        context = CommandContext(key, Actor(unit_id=owner, role="clerk"), self.clock.now(), key)
        await self.logs[log].append(Submission(context, [change], stream))

    async def figures(self, unit: UUID, **query: Any) -> dict[str, Any]:
        """Figure → its value, or (numerator, denominator)."""
        await self.settle()
        answer = await self.get(unit, f"/rollup/{unit}", **query)
        return {each["figure"]: shown(each) for each in answer["figures"]}

    def close(self) -> None:
        for name, store in self.logs.items():
            if name != "reporting":
                store.close()
        self.database.close()


def shown(figure: Mapping[str, Any]) -> Any:
    return figure["value"] if "value" in figure else (figure["numerator"], figure["denominator"])


def report_of(unit: UUID, request: UUID = REQUEST) -> UUID:
    return derive("report", request, unit)
