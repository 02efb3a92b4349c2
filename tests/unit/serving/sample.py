"""A tiny service for the tests of the mechanism: real routes, real tokens, a bus that remembers what it was given."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import UUID

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI
from fastapi.routing import APIRouter

from shared.access.issuer import LocalIssuer
from shared.kernel.clock import ManualClock
from shared.kernel.command import Command, CommandAnswer, CommandContext
from shared.kernel.envelope import LogPosition
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from shared.serving.commands import CommandRoute, command_router
from shared.serving.http import service_app
from shared.serving.reception import Reception
from shared.telemetry.metrics import Metrics

TASK = derive("task")
UNIT = derive("unit")


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    units: tuple[UUID, ...] = ()


class DraftTask(Command, frozen=True):
    """Begins a task."""

    task_id: UUID
    title: str
    kind: Literal["plain", "urgent"] = "plain"
    due: date | None = None
    count: int = 0
    parts: tuple[Part, ...] = ()


class AcceptTask(Command, frozen=True):
    task_id: UUID
    unit_id: UUID
    remark: str | None = None


class OnlyOnce(Refusal):
    rule = "T5"
    code = "only_once"


class RecordingBus:
    """Accepts everything but what `judge` refuses."""

    def __init__(self) -> None:
        self.given: list[tuple[Command, CommandContext]] = []
        self.judge: Callable[[Command], None] = lambda command: None

    async def handle(self, command: Command, context: CommandContext) -> CommandAnswer:
        self.judge(command)
        self.given.append((command, context))
        position = LogPosition(log="sample", generation=1, position=len(self.given))
        return CommandAnswer(stream_id=TASK, version=len(self.given), position=position, body={"title": "好"})


ROUTES = (
    CommandRoute(
        DraftTask,
        "/tasks",
        "起草任务",
        {"task_id": str(TASK), "title": "走访慰问", "parts": [{"name": "甲", "units": [str(UNIT)]}]},
    ),
    CommandRoute(AcceptTask, "/tasks/{task_id}/accept", "接受任务", {"unit_id": str(UNIT)}, rules=("T5",)),
)


class Sample:
    def __init__(self, routers: tuple[APIRouter, ...] = ()) -> None:
        self.bus = RecordingBus()
        self.issuer = LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
        self.metrics = Metrics()
        self.reception = Reception(
            service="sample",
            bus=self.bus,
            clock=ManualClock(datetime(2023, 7, 3, tzinfo=UTC)),
            verifier=self.issuer.verifier(),
            metrics=self.metrics.of("sample"),
        )
        self.app: FastAPI = service_app(self.reception, "示例服务", [command_router(ROUTES, self.reception), *routers])

    def token(self, unit: UUID = UNIT, role: str = "clerk") -> str:
        return self.issuer.person_token(unit, role)

    def client(self, token: str | None = None) -> httpx.AsyncClient:
        bearer = {"Authorization": f"Bearer {token or self.token()}"}
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://sample/sample/v1", headers=bearer)


async def draft(client: httpx.AsyncClient, headers: dict[str, str] | None = None, **fields: Any) -> httpx.Response:
    body = {"task_id": str(TASK), "title": "走访慰问", **fields}
    return await client.post("/tasks", json=body, headers=headers or {})
