"""A process that is started while PostgreSQL or Kafka is away waits for it, within its bound, and says so meanwhile."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import psycopg
import pytest
import structlog

from services.distributed.api import run_api
from services.distributed.gateway import run_gateway
from services.distributed.provision import provision_databases
from services.distributed.relay import run_relay
from services.distributed.settings import Address, ProcessSettings
from services.distributed.starting import Servers
from services.distributed.worker import run_worker
from services.local.engine.kafka_server import KafkaServer
from services.local.engine.ports import free_port
from services.local.engine.postgres_server import PostgresServer
from services.local.loopback import HOST
from shared.access.issuer import LocalIssuer
from shared.database.postgres import PostgresDatabase, SchemaBehind
from shared.database.postgres_errors import DatabaseAway, DatabaseRefused
from shared.database.postgres_provision import WRITER
from shared.kernel.errors import Refusal
from shared.messaging.kafka.client import KafkaNotReachable
from shared.messaging.kafka.topics import TOPICS, TopicNotProvisioned, provision_topic
from shared.serving.listener import PortTaken
from tests.support.postgres import postgres_server

pytestmark = [pytest.mark.slow, pytest.mark.server]

SERVICE = "meeting"
PATIENT, SHORT = 600.0, 1.0
AT_ONCE = 30.0  # of a process that would otherwise wait for ten minutes
Run = Callable[[ProcessSettings, Servers], Awaitable[None]]
RUNS: Mapping[str, Run] = {
    "api": lambda settings, servers: run_api(SERVICE, settings, servers),
    "worker": lambda settings, servers: run_worker(SERVICE, settings, servers),
    "relay": lambda settings, servers: run_relay(SERVICE, settings, servers),
    "gateway": run_gateway,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """One of this module's own: it is stopped and started."""
    with postgres_server(tmp_path_factory.mktemp("postgres"), safe=False) as server:
        provision_databases(settings_for(server, Path(), clock="manual"), lambda text: None)
        yield server


def settings_for(server: PostgresServer, directory: Path, **more: Any) -> ProcessSettings:
    given: dict[str, Any] = {
        "database": server.conninfo("lianxi_{service}", WRITER),
        "database_admin": server.conninfo(),
        "kafka": f"{HOST}:{free_port()}",  # nobody is there
        "issuer_key": directory / "key.pem",
        "http": Address(HOST, free_port()),
        "grpc": Address(HOST, free_port()),
        **more,
    }
    return ProcessSettings(**given)


@pytest.fixture
def settings(server: PostgresServer, tmp_path: Path) -> ProcessSettings:
    server.start()
    found = settings_for(server, tmp_path)
    LocalIssuer.from_file(found.issuer_key, make=True)
    return found


@asynccontextmanager
async def begun(kind: str, settings: ProcessSettings, seconds_max: float) -> AsyncIterator["asyncio.Future[None]"]:
    process = asyncio.ensure_future(RUNS[kind](settings, Servers(seconds_max)))
    try:
        yield process
    finally:
        process.cancel()
        with suppress(asyncio.CancelledError, Refusal):
            await process


class Asked:
    """A process, over HTTP; it is asked until it answers as it should, or ends."""

    def __init__(self, settings: ProcessSettings, process: "asyncio.Future[None]") -> None:
        self._base, self._process = settings.own_url, process

    async def answers(self, path: str) -> httpx.Response:
        async with httpx.AsyncClient(trust_env=False) as client:
            while True:
                if self._process.done():
                    self._process.result()
                with suppress(httpx.TransportError):
                    return await client.get(self._base + path)
                await asyncio.sleep(0.02)

    async def parts_when(self, so: Callable[[Mapping[str, bool]], bool]) -> Mapping[str, bool]:
        """What /readyz names, once it is so."""
        async with asyncio.timeout(60):
            while not so(parts := (await self.answers("/readyz")).json()["parts"]):  # noqa: ASYNC110 - asked over HTTP
                await asyncio.sleep(0.02)
        found: Mapping[str, bool] = parts
        return found

    async def lacks(self, server: str) -> None:
        """It is alive, not ready for want of this server, and takes nothing."""
        await self.parts_when(lambda parts: parts == {"started": False, server: False})
        assert (await self.answers("/healthz")).status_code == 200
        assert (await self.answers("/readyz")).status_code == 503
        refused = await self.answers(f"/{SERVICE}/v1/meetings")
        assert (refused.status_code, refused.json()["code"]) == (503, "not_started")
        assert (await self.answers("/metrics")).status_code == 200


async def ended(process: "asyncio.Future[None]", at_least: float, at_most: float) -> None:
    """Raises what ended it, after so many seconds."""
    began = monotonic()
    try:
        async with asyncio.timeout(at_most):
            await process
    finally:
        assert at_least <= monotonic() - began


@pytest.mark.parametrize("kind", ["api", "worker", "gateway"])
async def test_a_process_that_starts_before_postgresql_waits_and_says_so_and_then_serves(
    server: PostgresServer, settings: ProcessSettings, kind: str
) -> None:
    server.stop()
    settings = replace(settings, clock="manual") if kind == "gateway" else settings
    with structlog.testing.capture_logs() as lines:
        async with begun(kind, settings, PATIENT) as process:
            asked = Asked(settings, process)
            await asked.lacks("database")
            await asyncio.to_thread(server.start)
            parts = await asked.parts_when(lambda parts: "started" not in parts and parts.get("database", True))
            # A worker goes on without Kafka, and says that it lacks it.
            assert all(parts.values()) or (kind == "worker" and parts["running"] and not parts["assigned"])
    awaited = [line for line in lines if line["event"] == "server_awaited"]
    assert [(line["server"], line["at_most"]) for line in awaited] == [("database", PATIENT)]


async def test_a_relay_waits_for_postgresql_and_then_for_kafka(
    server: PostgresServer, settings: ProcessSettings, kafka: KafkaServer
) -> None:
    database = PostgresDatabase(settings.database_of(SERVICE))
    database.create_tables([TOPICS])
    await provision_topic(database, kafka.bootstrap, SERVICE, 1)
    database.close()
    server.stop()
    kafka.kill()
    settings = replace(settings, kafka=kafka.bootstrap)
    try:
        async with begun("relay", settings, PATIENT) as process:
            asked = Asked(settings, process)
            await asked.lacks("database")
            await asyncio.to_thread(server.start)
            await asked.lacks("kafka")
            await asyncio.to_thread(kafka.start)
            assert (await asked.parts_when(lambda parts: "started" not in parts))["database"]
    finally:
        kafka.start()


@pytest.mark.parametrize("kind", ["api", "worker", "relay"])
async def test_a_process_whose_postgresql_stays_away_ends_with_the_sentence_when_its_time_is_over(
    server: PostgresServer, settings: ProcessSettings, kind: str
) -> None:
    server.stop()
    async with begun(kind, settings, SHORT) as process:
        with pytest.raises(DatabaseAway):
            await ended(process, SHORT, AT_ONCE)


async def test_a_relay_whose_kafka_stays_away_ends_with_the_sentence_when_its_time_is_over(
    settings: ProcessSettings,
) -> None:
    async with begun("relay", settings, SHORT) as process:
        with pytest.raises(KafkaNotReachable):
            await ended(process, SHORT, AT_ONCE)


@pytest.mark.parametrize("kind", ["api", "worker", "relay"])
@pytest.mark.parametrize(("right", "wrong"), [("lianxi_writer:", "lianxi_writer:not"), ("lianxi_{", "nowhere_{")])
async def test_a_process_that_postgresql_does_not_let_in_ends_at_once(
    settings: ProcessSettings, kind: str, right: str, wrong: str
) -> None:
    refused = replace(settings, database=settings.database.replace(right, wrong))
    async with begun(kind, refused, PATIENT) as process:
        with pytest.raises(DatabaseRefused):
            await ended(process, 0, AT_ONCE)


async def test_a_process_whose_tables_are_of_before_ends_at_once(
    server: PostgresServer, settings: ProcessSettings
) -> None:
    with psycopg.connect(server.conninfo(f"lianxi_{SERVICE}"), autocommit=True) as admin:
        admin.execute("UPDATE log.migrations SET version = version - 1")
        try:
            async with begun("api", settings, PATIENT) as process:
                with pytest.raises(SchemaBehind):
                    await ended(process, 0, AT_ONCE)
        finally:
            admin.execute("UPDATE log.migrations SET version = version + 1")


async def test_a_relay_without_a_topic_ends_at_once(settings: ProcessSettings, kafka: KafkaServer) -> None:
    lacking = replace(settings, kafka=kafka.bootstrap, database=settings.database.replace("{service}", "audit"))
    async with begun("relay", lacking, PATIENT) as process:
        with pytest.raises(TopicNotProvisioned):
            await ended(process, 0, AT_ONCE)


@pytest.mark.parametrize("kind", ["api", "worker", "relay", "gateway"])
async def test_a_process_whose_port_is_taken_ends_at_once_also_while_postgresql_is_away(
    server: PostgresServer, settings: ProcessSettings, kind: str
) -> None:
    server.stop()
    with socket.create_server((HOST, settings.http.port)):
        async with begun(kind, settings, PATIENT) as process:
            with pytest.raises(PortTaken):
                await ended(process, 0, AT_ONCE)


async def test_a_process_that_waits_ends_when_it_is_told_to(server: PostgresServer, settings: ProcessSettings) -> None:
    server.stop()
    async with begun("api", settings, PATIENT) as process:
        await Asked(settings, process).lacks("database")
        process.cancel()
        with pytest.raises(asyncio.CancelledError):
            await ended(process, 0, AT_ONCE)


def test_a_directory_that_was_thrown_away_is_a_new_server_though_its_data_lay_elsewhere(tmp_path: Path) -> None:
    """As root PostgreSQL keeps its data apart; without the password that went with the directory nobody reads them."""
    directory = tmp_path / "server"
    first = PostgresServer(directory, safe=False, dies_with_us=True)
    if first.missing() is not None:
        pytest.skip("PostgreSQL is not installed: apt install postgresql")
    try:
        first.start()
        first.stop()
        shutil.rmtree(directory)
        again = PostgresServer(directory, safe=False, dies_with_us=True)
        again.start()
        with psycopg.connect(again.conninfo()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        PostgresServer(directory).remove()
