"""The distributed engine on this machine without Docker: PostgreSQL, Kafka, and every service's processes.

All of it lies in one data directory; whatever is started is found again by its process number, also by another
program. Nothing here supervises: `up` again starts what has ended.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final

import httpx

from services.distributed.names import SERVICES, chosen
from services.distributed.provision import provision
from services.distributed.settings import PREFIX, Address, Clock, ProcessSettings
from services.local.engine.kafka_server import KafkaServer
from services.local.engine.layout import GATEWAY, Ports, ProcessName, all_processes
from services.local.engine.postgres_server import PostgresServer
from services.local.engine.process import ServerProcess
from services.local.loopback import HOST
from shared.access.issuer import KEY_FILE, LocalIssuer
from shared.database.postgres_provision import WRITER
from shared.kernel.errors import Invalid, Unavailable

START_SECONDS_MAX: Final = 300.0  # of all processes together, on a busy machine
STOP_SECONDS_MAX: Final = 15.0
CLOCK_FILE: Final = "clock-kind"
_PROGRAM: Final = "from services.local.cli import main; main()"
_ROOT: Final = Path(__file__).resolve().parents[3]
_ASK_SECONDS: Final = 0.1

Say = Callable[[str], None]


class EngineNotStarted(Unavailable):
    code = "engine_not_started"


class ClockKindDiffers(Invalid):
    code = "clock_differs"


class NativeEngine:
    """`safe=False` lets PostgreSQL flush nothing: for tests that do not kill it."""

    def __init__(self, directory: Path, *, safe: bool = True, dies_with_us: bool = False) -> None:
        self.directory = directory.absolute()
        self._dies_with_us = dies_with_us
        self.postgres = PostgresServer(self.directory / "postgres", safe=safe, dies_with_us=dies_with_us)
        self.kafka = KafkaServer(self.directory / "kafka", dies_with_us=dies_with_us)
        self._processes: dict[str, ServerProcess] = {}

    @property
    def ports(self) -> Ports:
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Ports(self.directory)

    @property
    def base_url(self) -> str:
        return f"http://{HOST}:{self.ports.of(GATEWAY)}"

    @property
    def story(self) -> Path:
        """The journal of a story that was told here (lianxi demo)."""
        return self.directory / "journal"

    @property
    def issuer(self) -> LocalIssuer:
        return LocalIssuer.from_file(self.directory / KEY_FILE)

    @property
    def clock(self) -> Clock:
        """The one it was first started with."""
        kind = self.directory / CLOCK_FILE
        return "manual" if kind.exists() and kind.read_text() == "manual" else "system"

    def missing(self) -> list[str]:
        """What this machine lacks, and how to get it; empty: nothing."""
        return [lacking for lacking in (self.postgres.missing(), self.kafka.missing()) if lacking is not None]

    def settings(self, process: ProcessName | None = None) -> ProcessSettings:
        """Of one process, or of whoever works beside them."""
        return ProcessSettings(
            database=self.postgres.conninfo("lianxi_{service}", WRITER),
            database_admin=self.postgres.conninfo(),
            kafka=self.kafka.bootstrap,
            issuer_key=self.directory / KEY_FILE,
            http=Address(HOST, self.ports.of(str(process))) if process else Address(HOST, 0),
            grpc=Address(HOST, self.ports.of(f"{process}.grpc")) if process else Address(HOST, 0),
            grpc_peers=",".join(f"{service}={self.grpc_address(service)}" for service in SERVICES),
            http_peers=",".join(f"{one.service}={self.address(one)}" for one in all_processes() if one.kind == "api"),
            instance=process.instance if process else "1",
            clock=self.clock,
            of_services=chosen(os.environ),
        )

    def grpc_address(self, service: str) -> str:
        return f"{HOST}:{self.ports.of(f'api-{service}.grpc')}"

    def address(self, process: ProcessName) -> str:
        return f"http://{HOST}:{self.ports.of(str(process))}"

    async def up(self, say: Say, *, clock: Clock = "system", clock_begins: datetime | None = None) -> None:
        """Starts what does not run, servers first; returns when every process says it is ready.

        Raises EngineNotStarted, PostgresNotAvailable, KafkaNotAvailable.
        """
        if lacking := self.missing():
            raise EngineNotStarted("\n".join(lacking))
        self._keep_clock(clock)
        await asyncio.to_thread(self._start_servers, say)
        await provision(self.settings(), say, clock_begins)
        self.start(all_processes())
        await self.until_ready(all_processes(), say)

    def _keep_clock(self, clock: Clock) -> None:
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        kind = self.directory / CLOCK_FILE
        if kind.exists() and kind.read_text() != clock:
            raise ClockKindDiffers(f"目录 {self.directory} 里的数据是用另一种时钟写的，请换一个目录。")
        kind.write_text(clock)

    def _start_servers(self, say: Say) -> None:
        self.postgres.start()
        say(f"PostgreSQL 已启动（端口 {self.postgres.port}）")
        self.kafka.start()
        say(f"Kafka 已启动（{self.kafka.bootstrap}）")

    def start(self, processes: Iterable[ProcessName]) -> None:
        """Without waiting; one that runs is left alone."""
        for process in processes:
            running = self.process(process)
            if running.pid is None:
                environment = {**_without_settings(os.environ), **self.settings(process).to_environment()}
                command = [sys.executable, *self._mark(process), "-c", _PROGRAM, *process.arguments]
                running.begin(command, self.log_of(process), environment=environment)

    def process(self, process: ProcessName) -> ServerProcess:
        place = self.directory / "processes"
        place.mkdir(mode=0o700, exist_ok=True)
        mark = self._mark(process)[1]
        return self._processes.setdefault(
            str(process), ServerProcess(place / f"{process}.pid", mark, dies_with_us=self._dies_with_us)
        )

    def _mark(self, process: ProcessName) -> list[str]:
        """An option that Python ignores, and by which the process is known on the list of processes."""
        return ["-X", f"lianxi={self.directory}/{process}."]

    def log_of(self, process: ProcessName) -> Path:
        return self.directory / "processes" / f"{process}.log"

    async def until_ready(
        self, processes: Iterable[ProcessName], say: Say = lambda text: None, seconds: float = START_SECONDS_MAX
    ) -> None:
        """Raises EngineNotStarted, which names the process and what it said last."""
        until = monotonic() + seconds
        async with httpx.AsyncClient(timeout=5, trust_env=False) as client:
            for process in processes:
                while not await self._is_ready(client, process):
                    if self.process(process).pid is None:
                        raise EngineNotStarted(f"{process} 没有启动：{self.last_words(process)}")
                    if monotonic() > until:
                        raise EngineNotStarted(f"{process} 在{seconds:.0f}秒内没有就绪：{self.last_words(process)}")
                    await asyncio.sleep(_ASK_SECONDS)
                say(f"{process} 已就绪")

    async def _is_ready(self, client: httpx.AsyncClient, process: ProcessName) -> bool:
        try:
            answer = await client.get(f"{self.address(process)}/readyz")
        except httpx.TransportError:
            return False
        return answer.status_code == httpx.codes.OK

    def last_words(self, process: ProcessName) -> str:
        log = self.log_of(process)
        lines = log.read_text("utf-8", "replace").strip().splitlines() if log.exists() else []
        return "\n".join(lines[-5:]) or "（没有留下记录）"

    def stop(self, processes: Iterable[ProcessName]) -> None:
        """In order: all are asked first, then waited for; by force when that takes too long."""
        running = [one for one in map(self.process, processes) if one.pid is not None]
        for process in running:
            os.kill(process.pid or 0, signal.SIGTERM)
        for process in running:
            process.end(signal.SIGTERM, STOP_SECONDS_MAX)
            process.end(signal.SIGKILL, STOP_SECONDS_MAX)

    async def restart(self, process: ProcessName) -> None:
        """Returns when it is ready again. Raises EngineNotStarted."""
        await asyncio.to_thread(self.stop, [process])
        self.start([process])
        await self.until_ready([process])

    def started(self) -> list[ProcessName]:
        """Every process there should be, in the order of their start, and those that somebody started beside them."""
        return [*all_processes(), *self._named_by_files()]

    def down(self, say: Say = lambda text: None) -> None:
        """Stops all of it, always: what does not end by itself is ended."""
        self.stop(self.started())
        say("各服务的进程已停止")
        self.kafka.stop()
        say("Kafka 已停止")
        self.postgres.stop()
        say("PostgreSQL 已停止")

    def remove(self) -> None:
        """Throws the data away, too; the directory itself is the caller's."""
        self.down()
        self.postgres.remove()

    def _named_by_files(self) -> list[ProcessName]:
        """Second workers and the like, which somebody started beside the usual ones."""
        known = {str(one) for one in all_processes()}
        found = []
        for file in (self.directory / "processes").glob("*.pid"):
            kind, _, rest = file.stem.partition("-")
            service, _, instance = rest.partition("-")
            if file.stem not in known:
                found.append(ProcessName(kind, service, instance or "1"))
        return found


def _without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Ours is the only word on how they run; the program itself is found where it lies."""
    kept = {name: value for name, value in environment.items() if not name.startswith(PREFIX)}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUNBUFFERED": "1"}
