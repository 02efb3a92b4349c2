"""Services of docker-compose.yml, run by a real engine beside PostgreSQL and Kafka of this machine.

The file is used as it is, but for what an address needs: the containers are on the machine's own network, because the
servers listen on loopback, and every process listens on a free port. Users, roots, capabilities, limits, secrets,
health and order are the file's own.
"""

import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from services.distributed.names import SERVICES
from services.local.engine.kafka_server import KafkaServer
from services.local.engine.ports import free_port
from services.local.engine.postgres_server import PostgresServer
from services.local.loopback import HOST
from shared.database.postgres_provision import WRITER
from tests.support.docker import said
from tests.support.project import ROOT

HEALTHY_SECONDS_MAX = 300.0
STOP_SECONDS = 40
RESTARTS_MAX = 5  # whoever starts before a peer or while the machine is busy may need a second try


class ComposedServices:
    """`processes` are names of docker-compose.yml; their addresses are known before they run."""

    def __init__(self, compose: Sequence[str], project: str, directory: Path, processes: Sequence[str]) -> None:
        self.project, self.processes = project, tuple(processes)
        ports = _different_ports()
        self.http = {process: next(ports) for process in processes}
        # A service that does not run has an address as well: its callers must bear that nobody answers there.
        self._apis = {service: self.http.get(f"{service}-api") or next(ports) for service in SERVICES}
        self._grpc = {service: next(ports) for service in SERVICES}
        self._directory = directory
        files = ["-f", str(ROOT / "docker-compose.yml"), "-f", str(self._override)]
        self._compose = [*compose, "-p", project, "--env-file", str(directory / "env"), *files]

    @property
    def _override(self) -> Path:
        return self._directory / "override.yml"

    def write(self, postgres: PostgresServer, kafka: KafkaServer) -> None:
        secrets = self._directory / "secrets"
        secrets.mkdir()
        (secrets / "database").write_text(postgres.conninfo("lianxi_{service}", WRITER))
        (secrets / "database-admin").write_text(postgres.conninfo())
        (secrets / "postgres-password").write_text(postgres.password)
        (self._directory / "env").write_text(f"LIANXI_SECRETS={secrets}\n")
        peers = {
            "LIANXI_KAFKA": kafka.bootstrap,
            "LIANXI_GRPC_PEERS": ",".join(f"{service}={HOST}:{port}" for service, port in self._grpc.items()),
            "LIANXI_HTTP_PEERS": ",".join(f"{service}=http://{HOST}:{port}" for service, port in self._apis.items()),
        }
        lines = ["services:", *_overridden("provision", peers, waits=False)]
        for process in self.processes:
            grpc = self._grpc[process.partition("-")[0]]
            own = {"LIANXI_HTTP": f"{HOST}:{self.http[process]}", "LIANXI_GRPC": f"{HOST}:{grpc}"}
            lines += _overridden(process, {**peers, **own}, waits=True)
        self._override.write_text("\n".join([*lines, ""]), encoding="utf-8")

    def up(self) -> None:
        said([*self._compose, "up", "--detach", "--no-build", "--pull", "never", *self.processes])

    def until_healthy(self) -> None:
        """By the engine's own check of each; AssertionError after the bound, with what the unhealthy said last."""
        until = time.monotonic() + HEALTHY_SECONDS_MAX
        while lacking := [name for name in self.processes if self.health(name) != "healthy"]:
            ended = [name for name in lacking if self.inspected(name)["RestartCount"] >= RESTARTS_MAX]
            assert not ended, f"they end again and again: {ended}\n{self.logs(*ended)}"
            assert time.monotonic() < until, f"not healthy: {lacking}\n{self.logs(*lacking)}"
            time.sleep(0.5)

    def health(self, process: str) -> str:
        return str(self.inspected(process)["State"]["Health"]["Status"])

    def inspected(self, process: str) -> dict[str, Any]:
        (found,) = json.loads(said(["docker", "inspect", f"{self.project}-{process}-1"]))
        return dict(found)

    def get(self, process: str, path: str) -> httpx.Response:
        return httpx.get(f"http://{HOST}:{self.http[process]}{path}", timeout=10, trust_env=False)

    def run_in(self, process: str, *command: str) -> str:
        return said([*self._compose, "exec", "-T", process, *command]).strip()

    def stop(self, process: str) -> int:
        """The exit status of the container's process."""
        said([*self._compose, "stop", "--timeout", str(STOP_SECONDS), process])
        return int(self.inspected(process)["State"]["ExitCode"])

    def logs(self, *processes: str) -> str:
        return said([*self._compose, "logs", "--no-color", "--tail", "30", *processes])

    def remove(self) -> None:
        command = [*self._compose, "down", "--volumes", "--timeout", "5"]
        subprocess.run(command, capture_output=True, check=False)


def _different_ports() -> Iterator[int]:
    taken: set[int] = set()
    while True:
        port = free_port()
        if port not in taken:
            taken.add(port)
            yield port


def _overridden(process: str, environment: Mapping[str, str], *, waits: bool) -> list[str]:
    lines = [f"  {process}:", "    network_mode: host", "    networks: !reset null", "    environment:"]
    lines += [f"      {name}: {json.dumps(value)}" for name, value in environment.items()]
    return lines if waits else [*lines, "    depends_on: !reset null"]


@contextmanager
def composed_services(
    compose: Sequence[str],
    directory: Path,
    servers: tuple[PostgresServer, KafkaServer],
    processes: Sequence[str],
) -> Iterator[ComposedServices]:
    """Started and healthy; gone with its volumes at the end."""
    here = ComposedServices(compose, f"lianxi-test-{free_port()}", directory, processes)
    here.write(*servers)
    try:
        here.up()
        here.until_healthy()
        yield here
    finally:
        here.remove()
