"""Audit alone, on a real store, reading golden histories as logs: nothing but the services' live state is missing."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import grpc.aio
import httpx
from cryptography.hazmat.primitives.asymmetric import ec

from services.audit.bootstrap import build
from shared.access.issuer import LocalIssuer
from shared.database.interface import Row
from shared.eventstore.interface import LogReader, Store
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.events import EventRegistry
from shared.messaging.runner import Runner
from shared.messaging.tracking import MESSAGING_TABLES
from shared.serving.service import Dependencies
from shared.telemetry.metrics import Metrics
from tests.support.golden_logs import GoldenLog, golden_logs
from tests.support.stores import open_store

NOW = datetime(2024, 1, 1, tzinfo=UTC)


class AuditWorld:
    def __init__(self, directory: Path, logs: Mapping[str, GoldenLog]) -> None:
        self.directory, self.logs = directory, dict(logs)
        self.clock = ManualClock(NOW)
        self.issuer = LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self.runner = Runner(cast(Mapping[str, LogReader], self.logs), poll_seconds=0.02)
        self.parts = build(
            Dependencies(
                clock=self.clock,
                open_store=self._open,
                verifier=self.issuer.verifier(),
                metrics=Metrics(),
                logs=cast(Mapping[str, LogReader], self.logs),
                progress=self.runner,
                channel_to=_no_channel,
                own_token=lambda: self.issuer.service_token("audit"),
            )
        )
        views = [table for projection in self.parts.projections for table in projection.tables]
        self.store.database.create_tables([*views, *self.parts.tables, *MESSAGING_TABLES])
        self.runner.add("audit", self.store, self.parts.bus, self.clock, self.parts.projections)

    def _open(self, service: str, registry: EventRegistry) -> Store:
        self.store: SqliteStore = open_store(self.directory, service, registry, self.clock)
        return self.store

    @asynccontextmanager
    async def client(self, unit: UUID, role: str) -> AsyncIterator[httpx.AsyncClient]:
        token = self.issuer.service_token(role[8:]) if role.startswith("service:") else self._person(unit, role)
        transport = httpx.ASGITransport(app=self.parts.app)
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://lianxi/audit/v1", headers=headers) as client:
            yield client

    def _person(self, unit: UUID, role: str) -> str:
        return self.issuer.person_token(unit, role)

    async def get(self, unit: UUID, role: str, path: str, **query: Any) -> httpx.Response:
        async with self.client(unit, role) as client:
            return await client.get(path, params=query)

    async def history(self, unit: UUID, role: str, of: UUID, limit: int = 200, **query: Any) -> list[dict[str, Any]]:
        """Every page of it."""
        items: list[dict[str, Any]] = []
        following: str | None = None
        while True:
            more = {"cursor": following} if following else {}
            page = (await self.get(unit, role, f"/units/{of}/history", limit=limit, **query, **more)).json()
            items += page["items"]
            following = page["cursor"]
            if following is None:
                return items

    async def rows(self, sql: str) -> list[Row]:
        async with self.store.snapshot() as reader:
            return await reader.all(sql)

    def close(self) -> None:
        self.store.close()


def world_of(directory: Path) -> AuditWorld:
    return AuditWorld(directory, golden_logs())


def _no_channel(service: str) -> grpc.aio.Channel:
    raise AssertionError(f"nothing here asks {service} what it shows")
