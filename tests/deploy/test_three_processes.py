"""Three processes of a service from docker-compose.yml and the image, on a real PostgreSQL and a real Kafka.

Two services, so that what one publishes the other takes in: organization's relay brings a unit to meeting's worker.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from services.local.engine.postgres_server import PostgresServer
from services.organization.entrypoints.routes import ROUTES
from shared.access.issuer import LocalIssuer
from tests.support.composed_services import ComposedServices, composed_services
from tests.support.kafka import running_kafka
from tests.support.postgres import postgres_server
from tests.support.workers import until

pytestmark = [pytest.mark.slow, pytest.mark.server]

PROCESSES = [f"{service}-{kind}" for service in ("organization", "meeting") for kind in ("api", "worker", "relay")]
MEMORY_MIB = 384
KEY = "/var/lib/lianxi/issuer.key.pem"


@pytest.fixture(scope="module")
def postgres_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A server of its own: provisioning gives the writing role another password."""
    with postgres_server(tmp_path_factory.mktemp("postgres"), safe=False) as server:
        yield server


@pytest.fixture(scope="module")
def composed(
    image: str, docker_compose: list[str], postgres_here: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ComposedServices]:
    directory = tmp_path_factory.mktemp("composed")
    with (
        running_kafka(tmp_path_factory.mktemp("kafka")) as kafka,
        composed_services(docker_compose, directory, (postgres_here, kafka), PROCESSES) as here,
    ):
        yield here


@pytest.fixture
def issuer(composed: ComposedServices, tmp_path: Path) -> LocalIssuer:
    key = tmp_path / "issuer.key.pem"
    key.write_text(composed.run_in("organization-api", "cat", KEY))
    return LocalIssuer.from_file(key)


async def ask(composed: ComposedServices, method: str, path: str, token: str, body: Any = None) -> httpx.Response:
    """Of organization's api."""
    base = f"http://127.0.0.1:{composed.http['organization-api']}/organization/v1"
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        headers = {"Authorization": f"Bearer {token}"}
        return await client.request(method, base + path, json=body, headers=headers)


@pytest.mark.parametrize("process", PROCESSES)
def test_it_is_healthy_and_takes_work(process: str, composed: ComposedServices):
    assert composed.health(process) == "healthy"
    assert composed.get(process, "/healthz").status_code == 200
    assert composed.get(process, "/readyz").status_code == 200
    assert "# TYPE lianxi_" in composed.get(process, "/metrics").text


@pytest.mark.parametrize("process", PROCESSES)
def test_it_runs_as_confined_as_the_file_says(process: str, composed: ComposedServices):
    found = composed.inspected(process)
    host = found["HostConfig"]
    assert found["Config"]["User"] == "10001:10001"
    assert host["ReadonlyRootfs"] is True
    assert host["CapDrop"] == ["ALL"]
    assert "no-new-privileges:true" in host["SecurityOpt"]
    assert host["Memory"] == MEMORY_MIB * 2**20
    assert host["PidsLimit"] == 256
    assert [mount["RW"] for mount in found["Mounts"]] == [False, False]  # the key, the secret


def status_of(process: str, composed: ComposedServices) -> dict[str, Any]:
    lines = composed.run_in(process, "cat", "/proc/1/status").splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


@pytest.mark.parametrize("process", PROCESSES)
def test_the_system_itself_holds_it_so(process: str, composed: ComposedServices):
    status = status_of(process, composed)
    assert set(status["Uid"].split()) == {"10001"}
    assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
    assert status["NoNewPrivs"] == "1"
    for place in ("/", "/opt/lianxi", "/var/lib/lianxi"):
        script = f"touch {place}/x 2>/dev/null && echo written || echo refused"
        assert composed.run_in(process, "sh", "-c", script) == "refused"
    assert composed.run_in(process, "ls", "/run/secrets") == "database"


async def test_a_command_goes_through_all_of_them(
    composed: ComposedServices, issuer: LocalIssuer, postgres_here: PostgresServer
):
    unit_id = uuid4()
    example = next(route.example for route in ROUTES if route.path == "/units")
    unit = {**example, "unit_id": str(unit_id), "code": f"230300-{unit_id.hex[:8]}"}
    answer = await ask(composed, "POST", "/units", issuer.service_token("local"), unit)
    assert answer.status_code == 200, answer.text

    path = f"/units/{unit_id}?at_least={answer.json()['position']}"
    asked = await ask(composed, "GET", path, issuer.person_token(unit_id, "clerk"))
    assert asked.status_code == 200, asked.text  # its own worker has read the log

    with psycopg.connect(postgres_here.conninfo("lianxi_meeting")) as connection:
        (name,) = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'registry\\_units%'"
        ).fetchone() or ("",)
        query = f'SELECT 1 FROM views."{name}" WHERE id = %s'  # relay, Kafka and the other service's worker
        await until(lambda: connection.execute(query, (str(unit_id),)).fetchone(), seconds=60)


def test_without_a_token_nothing_is_told(composed: ComposedServices):
    assert composed.get("organization-api", "/organization/v1/units").status_code == 401


@pytest.mark.parametrize("process", PROCESSES[:3])
def test_it_ends_in_order_and_comes_back(process: str, composed: ComposedServices):
    assert composed.stop(process) == 0, composed.logs(process)
    composed.up()
    composed.until_healthy()
