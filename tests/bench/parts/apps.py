"""What the benchmark's servers serve: the floor, the mechanism with the tests' small domain, a real service."""

import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI, Request
from starlette.types import ASGIApp

from shared.access.issuer import LocalIssuer
from shared.commands.bus import CommandBus
from shared.eventstore.sqlite_schema import MIGRATIONS
from shared.kernel.clock import SystemClock
from shared.kernel.ids import random_id
from shared.serving.commands import CommandRoute, command_router
from shared.serving.http import service_app
from shared.serving.reception import Reception
from shared.telemetry.metrics import Metrics
from tests.support import matters as m
from tests.support.stores import open_store
from tests.unit.meeting import given
from tests.unit.meeting.office import Office

TITLE = "关于召开联席会议的请示"
UNIT = given.COMMITTEE


async def floor(directory: Path) -> ASGIApp:
    """FastAPI and one bare durable INSERT of a row as the store itself wrote it, under ids of its own."""
    connection = sqlite3.connect(directory / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    sample = await _sample(directory)
    insert = f"INSERT INTO events VALUES ({', '.join('?' * len(sample))})"
    positions = count(1)
    app = FastAPI()

    @app.post("/rows")
    async def add(request: Request) -> dict[str, Any]:
        fields = await request.json()
        position, ids = next(positions), random_id().bytes
        connection.execute(insert, (position, sample[1], ids, ids[::-1], *sample[4:]))
        return {"id": fields["matter_id"], "version": 1, "position": position}

    return app


async def _sample(directory: Path) -> tuple[Any, ...]:
    with sqlite3.connect(directory / "matters" / "matters.sqlite3") as store:
        row: tuple[Any, ...] = store.execute("SELECT * FROM events LIMIT 1").fetchone()
    return row


async def matters(directory: Path) -> ASGIApp:
    """The mechanism alone: token, checks, bus, store; the handler asks no registry."""
    (directory / "matters").mkdir()
    clock, metrics = SystemClock(), Metrics().of("matters")
    issuer = LocalIssuer(ec.generate_private_key(ec.SECP256R1()))
    store = open_store(directory / "matters", "matters", m.MATTERS, clock)
    bus = CommandBus(store, m.MATTER_HANDLERS, m.MATTER_PERMISSIONS, observe=metrics.observe)
    reception = Reception(service="matters", bus=bus, clock=clock, verifier=issuer.verifier(), metrics=metrics)
    example = {"matter_id": str(random_id()), "title": TITLE}
    router = command_router([CommandRoute(m.OpenMatter, "/matters", "开一件事", example)], reception)
    _leave_token(directory / "matters", issuer)
    return service_app(reception, "事项", [router])


async def meeting(directory: Path) -> ASGIApp:
    """The meeting service as its bootstrap builds it, over a registry of one city."""
    (directory / "meeting").mkdir()
    office = Office(directory / "meeting")
    await office.open_city()
    _leave_token(directory / "meeting", office.issuer)
    return office.parts.app


def _leave_token(directory: Path, issuer: LocalIssuer) -> None:
    (directory / "token").write_text(issuer.person_token(UNIT, "clerk"))
