"""An engine that was restored from the story's backup, and what an operator or a subscriber sees of it."""

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpx
import psycopg

from services.distributed.restored import Restored
from services.local.demo.cast import PROVINCE
from services.local.engine.native import NativeEngine
from shared.kernel.envelope import RecordedEvent
from shared.messaging.kafka.tail import tailing
from tests.support.project import ROOT

REGISTRY = ("units", "names", "codes", "statuses", "relations", "terms", "groups", "group_names")
WITH_REGISTRY = ("meeting", "tasking", "supervision", "reporting", "notification", "audit")
READ_SECONDS_MAX = 180.0


@dataclass(frozen=True)
class Installation:
    """`digest` is of its state when it was up again, before any test."""

    engine: NativeEngine
    restored: Restored
    digest: str

    async def lianxi(self, *arguments: object, status: int = 0) -> str:
        """The program as a process of its own; what it said on its standard output."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from services.local.cli import main; main()", *map(str, arguments)),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        said, wrong = await process.communicate()
        assert process.returncode == status, f"{arguments}: {said.decode()}\n{wrong.decode()}"
        return said.decode()

    async def asked(self, *arguments: object, role: str = "auditor") -> str:
        """A reading command on the running engine."""
        issuer = self.engine.issuer
        operator = role.startswith("service:")
        token = issuer.service_token("local") if operator else issuer.person_token(PROVINCE, role)
        return await self.lianxi(*arguments, "--server", self.engine.base_url, "--token", token)

    async def replayed(self) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(await self.asked("replay", "--all", "--json"))
        return result

    def settle(self) -> None:
        httpx.post(f"{self.engine.base_url}/clock/settle", json={}, timeout=300, trust_env=False).raise_for_status()

    def get(self, path: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.engine.issuer.person_token(PROVINCE, 'auditor')}"}
        return httpx.get(f"{self.engine.base_url}{path}", headers=headers, timeout=60, trust_env=False)

    def rows(self, service: str, sql: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.engine.postgres.conninfo(f"lianxi_{service}"), autocommit=True) as connection:
            connection.execute("SET search_path = views, log")
            return connection.execute(sql).fetchall()

    def suffix(self, service: str, table: str) -> str:
        found = self.rows(service, f"SELECT live_suffix FROM view_tables WHERE name = '{table}'")
        return str(found[0][0]) if found else ""

    def dump(self, service: str, tables: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the live tables, in an order that says nothing of how they were written."""
        return {
            table: sorted(self.rows(service, f'SELECT * FROM "{table}{self.suffix(service, table)}"'), key=repr)
            for table in tables
        }

    def registry(self, service: str) -> dict[str, list[tuple[Any, ...]]]:
        """A service's replica of the registry."""
        return self.dump(service, [f"registry_{name}" for name in REGISTRY])

    def head(self, service: str) -> tuple[int, int]:
        """Generation and position."""
        ((generation, position),) = self.rows(service, "SELECT generation, position FROM log_head")
        return generation, position

    def published(self, service: str) -> list[RecordedEvent]:
        """What a subscriber reads from the topic's beginning: all that the log has now, and what comes with it.

        Partitions come one after the other, so the newest event is no sign of the end.
        """
        stored = set(self.rows(service, "SELECT generation, position FROM events"))
        read, until = list[RecordedEvent](), monotonic() + READ_SECONDS_MAX
        with tailing(self.engine.kafka.bootstrap, [service], "beginning") as followed:
            for batch in followed.batches():
                read += batch
                stored.difference_update((event.generation, event.position) for event in batch)
                if not stored and not batch:
                    return read
                assert monotonic() < until, f"{len(read)} events read, {len(stored)} missing: {sorted(stored)[:5]}"
        return read
