"""The whole service on a real store: commands through its bus or over HTTP, views by the runner."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import grpc.aio
import httpx
from cryptography.hazmat.primitives.asymmetric import ec

from services.organization.application import commands as c
from services.organization.bootstrap import build
from services.organization.domain.vocabulary import Line, RelationKind
from shared.access.issuer import LocalIssuer
from shared.database.interface import Table
from shared.eventstore.interface import Store
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import Actor, LogPosition
from shared.kernel.events import EventRegistry
from shared.kernel.ids import derive
from shared.messaging.inbox import Redriven
from shared.messaging.interface import Incomplete
from shared.messaging.runner import Runner
from shared.messaging.tracking import MESSAGING_TABLES, Parked
from shared.serving.reception import request_digest
from shared.serving.service import Dependencies
from shared.telemetry.metrics import Metrics
from tests.support.stores import open_store
from tests.unit.organization.world import FOUNDED, PROVINCE

NOW = datetime(2023, 7, 3, 1, tzinfo=UTC)
LOADER = "service:local"


class Running:
    """Reads wait by settling: what a test has done is in every view when it asks."""

    def __init__(self, directory: Path, first_key: int = 0, *, poll_seconds: float = 0.02) -> None:
        self.directory = directory
        self.clock = ManualClock(NOW)
        self.issuer = LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self.metrics = Metrics()
        self.parts = build(
            Dependencies(
                clock=self.clock,
                open_store=self._open,
                verifier=self.issuer.verifier(),
                metrics=self.metrics,
                logs={},
                progress=self,
                channel_to=_no_channel,
                own_token=lambda: self.issuer.service_token("organization"),
            )
        )
        self.store: SqliteStore = self._store
        self.store.database.create_tables(self._tables())
        self.runner = Runner({"organization": self.store}, poll_seconds=poll_seconds)
        self.runner.add(
            "organization", self.store, self.parts.bus, self.clock, self.parts.projections, self.parts.policies
        )
        self._keys = first_key

    def _open(self, service: str, registry: EventRegistry) -> Store:
        self._store = open_store(self.directory, service, registry, self.clock)
        return self._store

    def _tables(self) -> Sequence[Table]:
        views = [table for projection in self.parts.projections for table in projection.tables]
        return [*views, *self.parts.tables, *MESSAGING_TABLES]

    async def wait_for(self, service: str, consumer: str, position: LogPosition, timeout: float) -> bool:
        return await self.runner.wait_for(service, consumer, position, timeout)

    async def positions(self, service: str, consumer: str) -> Mapping[str, int]:
        return await self.runner.positions(service, consumer)

    async def parked(self, service: str) -> Sequence[Parked]:
        return await self.runner.parked(service)

    async def incomplete(self, service: str, consumer: str) -> Sequence[Incomplete]:
        return await self.runner.incomplete(service, consumer)

    async def redrive(self, service: str) -> Redriven:
        return await self.runner.redrive(service)

    async def give(
        self, command: Command, unit: UUID = PROVINCE, role: str = LOADER, key: str | None = None
    ) -> CommandAnswer:
        self._keys += 1
        command_id = derive("test", self.directory, key or self._keys)
        context = CommandContext(
            command_id=command_id,
            actor=Actor(unit_id=unit, role=role),
            now=self.clock.now(),
            correlation_id=command_id,
            request_digest=request_digest(command, str(command_id)),
        )
        return await self.parts.bus.handle(command, context)

    async def clerk(self, unit: UUID, command: Command) -> CommandAnswer:
        return await self.give(command, unit, "clerk")

    async def relate(self, unit: UUID, relation: RelationKind, target: UUID, line: Line | None = None) -> CommandAnswer:
        return await self.give(c.BeginRelation(unit_id=unit, relation=relation, target=target, line=line, on=FOUNDED))

    def client(self, unit: UUID, role: str = "clerk") -> httpx.AsyncClient:
        bearer = {"Authorization": f"Bearer {self.issuer.person_token(unit, role)}"}
        transport = httpx.ASGITransport(app=self.parts.app)
        return httpx.AsyncClient(transport=transport, base_url="http://lianxi/organization/v1", headers=bearer)

    async def read(self, unit: UUID, path: str, role: str = "clerk") -> httpx.Response:
        await self.runner.settle()
        async with self.client(unit, role) as client:
            return await client.get(path)

    def close(self) -> None:
        self.store.close()


def _no_channel(service: str) -> grpc.aio.Channel:
    raise AssertionError(f"organization asks no other service, least of all {service}")
