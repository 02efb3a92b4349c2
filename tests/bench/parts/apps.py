"""What the benchmark's servers serve: the floor, the mechanism with the tests' small domain, a real service."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
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
from tests.bench.parts.rows import own_postgres_row, own_row, store_sample
from tests.support import matters as m
from tests.support.postgres import database_named
from tests.support.stores import ENGINE, open_store
from tests.unit.meeting import given
from tests.unit.meeting.office import Office

TITLE = "关于召开联席会议的请示"
UNIT = given.COMMITTEE
POOL_CONNECTIONS = 32


async def floor(directory: Path) -> ASGIApp:
    """FastAPI and one bare durable INSERT of a row as the store itself wrote it, under ids of its own."""
    if ENGINE.postgres is not None:
        return await _floor_on_postgres(directory)
    connection = sqlite3.connect(directory / "floor.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    with sqlite3.connect(directory / "matters" / "matters.sqlite3") as store:
        sample = store.execute("SELECT * FROM events LIMIT 1").fetchone()
    sql = f"INSERT INTO events VALUES ({', '.join('?' * len(sample))})"

    async def insert(position: int) -> None:
        connection.execute(sql, own_row(sample, position))

    return _bare_app(insert)


async def _floor_on_postgres(directory: Path) -> ASGIApp:
    """The same through a pool of as many connections as there are callers; the table is the log's."""
    conninfo = database_named(ENGINE.postgres, directory, "floor")
    sample = store_sample(database_named(ENGINE.postgres, directory / "matters", "matters"))
    sql = f"INSERT INTO log.events VALUES ({', '.join(['%s'] * len(sample))})"
    pool: asyncio.LifoQueue[psycopg.AsyncConnection[Any]] = asyncio.LifoQueue()
    for _ in range(POOL_CONNECTIONS):
        pool.put_nowait(await psycopg.AsyncConnection.connect(conninfo, autocommit=True))

    async def insert(position: int) -> None:
        connection = await pool.get()
        try:
            await connection.execute(sql, own_postgres_row(sample, position), prepare=True)
        finally:
            pool.put_nowait(connection)

    return _bare_app(insert)


def _bare_app(insert: Callable[[int], Awaitable[None]]) -> FastAPI:
    positions = count(1)
    app = FastAPI()

    @app.post("/rows")
    async def add(request: Request) -> dict[str, Any]:
        fields = await request.json()
        position = next(positions)
        await insert(position)
        return {"id": fields["matter_id"], "version": 1, "position": position}

    return app


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
