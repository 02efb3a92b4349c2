"""The whole service in one process: real app, real store, a registry told by events; consumers run on `settle`."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from services.meeting.bootstrap import NAME, build
from shared.access.issuer import LocalIssuer
from shared.database.interface import Transaction
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.envelope import Actor, Envelope, LogPosition, Occurred, RecordedEvent
from shared.kernel.events import EventRegistry, canonical_json
from shared.kernel.ids import derive
from shared.messaging.interface import Incomplete
from shared.messaging.projecting import ProjectionInbox
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.service import Dependencies
from shared.telemetry.metrics import Metrics
from tests.support.stores import open_store
from tests.unit.meeting import given

SUPERIOR, STRANGER = derive("province committee"), derive("another city's committee")
FOUNDED = date(2020, 1, 1)


class Office:
    """`committee` and its members are those of `given`; `now` is the day on which the draft is made."""

    def __init__(self, tmp_path: Path) -> None:
        self._tmp_path = tmp_path
        self.clock = ManualClock(datetime(2023, 9, 1, 2, tzinfo=UTC))
        self.issuer = LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self._told = 0
        self._together: list[RecordedEvent] | None = None
        self.store: SqliteStore
        self.parts = build(self._dependencies())
        tables = [table for projection in self.parts.projections for table in projection.tables]
        self.store.database.create_tables([*tables, *self.parts.tables, *MESSAGING_TABLES])

    def _dependencies(self) -> Dependencies:
        def opened(service: str, registry: EventRegistry) -> SqliteStore:
            self.store = open_store(self._tmp_path, service, registry, self.clock)
            return self.store

        return Dependencies(
            clock=self.clock,
            open_store=opened,
            verifier=self.issuer.verifier(),
            metrics=Metrics(),
            logs={},
            progress=self,
            channel_to=_no_channel,
            own_token=lambda: self.issuer.service_token(NAME),
        )

    async def wait_for(self, service: str, consumer: str, position: LogPosition, timeout: float) -> bool:
        await self.settle()
        return (await self.store.head()).position >= position.position

    async def positions(self, service: str, consumer: str) -> Mapping[str, int]:
        await self.settle()
        return {NAME: (await self.store.head()).position}

    async def parked(self, service: str) -> Sequence[Any]:
        return []

    async def incomplete(self, service: str, consumer: str) -> Sequence[Incomplete]:
        return []

    async def redrive(self, service: str) -> Any:
        raise AssertionError("a failing event fails the test here")

    async def settle(self) -> None:
        """Every projection has seen the whole own log."""
        for projection in self.parts.projections:
            if NAME in projection.sources:
                inbox = ProjectionInbox(projection, self.store, self.store)
                await inbox.catch_up()
                assert await inbox.parked() == []

    async def tell(self, name: str, stream: UUID, /, **data: Any) -> None:
        """An event of organization arrives (docs/services.md)."""
        self._told += 1
        event = _recorded(f"organization.{name}", stream, self._told, data)
        if self._together is not None:
            self._together.append(event)
            return
        await self._apply([event])

    @asynccontextmanager
    async def told_together(self) -> AsyncIterator[None]:
        """What is told meanwhile arrives as one batch."""
        self._together = []
        yield
        events, self._together = self._together, None
        await self._apply(events)

    async def _apply(self, events: Sequence[RecordedEvent]) -> None:
        [registry] = [each for each in self.parts.projections if "organization" in each.sources]

        def apply(tx: Transaction) -> None:
            for event in events:
                registry.apply(event, tx)

        await self.store.write(apply)

    async def register(self, unit: UUID, kind: str, name: str, level: str = "prefecture") -> None:
        await self.tell(
            "unit.registered",
            unit,
            unit_id=unit,
            kind=kind,
            level=level,
            name=name,
            short_names=[],
            code=str(unit)[:8],
            status="established",
            on=FOUNDED,
            registered_by=SUPERIOR,
        )

    async def relate(self, unit: UUID, relation: str, target: UUID) -> None:
        await self.tell("unit.relation_begun", unit, relation=relation, target=target, line=None, on=FOUNDED)

    async def appoint(self, unit: UUID, office: str, person: UUID, on: date = FOUNDED) -> None:
        roster = derive("roster", unit)
        await self.tell("roster.appointed", roster, unit_id=unit, office=office, person_id=person, on=on)

    async def open_city(self) -> None:
        """The registry of `given`, and beside it a superior committee and a stranger."""
        for unit, kind, name in (
            (SUPERIOR, "committee", "省关工委"),
            (STRANGER, "committee", "邻市关工委"),
            (given.COMMITTEE, "committee", "市关工委"),
            (given.PARTY, "party_committee", "市委"),
            (given.GOVERNMENT, "government", "市政府"),
            (given.EDUCATION, "department", "市教育局"),
            (given.JUSTICE, "department", "市司法局"),
            (given.YOUTH_LEAGUE, "mass_organisation", "团市委"),
            (given.HOSPITAL, "other", "市医院"),
        ):
            await self.register(unit, kind, name)
        await self.relate(given.COMMITTEE, "superior", SUPERIOR)
        await self.relate(given.COMMITTEE, "hosted_by", given.PARTY)
        for member in given.MEMBERS:
            await self.relate(member, "member_of", given.COMMITTEE)
            await self.appoint(member, "liaison_officer", derive("liaison", member))
            await self.appoint(member, "leader_in_charge", derive("leader", member))
        await self.appoint(given.COMMITTEE, "director", given.DIRECTOR)
        await self.appoint(given.COMMITTEE, "deputy_director", given.DEPUTY)

    def client(self, unit: UUID = given.COMMITTEE, role: str = "clerk") -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.issuer.person_token(unit, role)}"}
        transport = httpx.ASGITransport(app=self.parts.app)
        return httpx.AsyncClient(transport=transport, base_url="http://office/meeting/v1", headers=headers)

    def service_client(self, name: str) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.issuer.service_token(name)}"}
        transport = httpx.ASGITransport(app=self.parts.app)
        return httpx.AsyncClient(transport=transport, base_url="http://office/meeting/v1", headers=headers)

    def close(self) -> None:
        self.store.database.close()


def _recorded(name: str, stream: UUID, position: int, data: Mapping[str, Any]) -> RecordedEvent:
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    envelope = Envelope(
        id=derive("event", position),
        type=name,
        version=1,
        stream_id=stream,
        stream_type=name.rpartition(".")[0],
        stream_version=1,
        owner_unit=stream,
        units=(stream,),
        partition=0,
        actor=Actor(unit_id=SUPERIOR, role="clerk", person_id=derive("clerk")),
        command_id=derive("command", position),
        correlation_id=derive("story"),
        occurred=Occurred(at=moment),
    )
    return RecordedEvent(
        log="organization",
        generation=1,
        position=position,
        recorded_at=moment,
        envelope=envelope,
        envelope_bytes=msgspec.json.encode(envelope),
        data=canonical_json(data),
        leaf=b"",
        previous=position - 1,
    )


def _no_channel(service: str) -> Any:
    raise AssertionError(f"meeting asks {service} nothing")
