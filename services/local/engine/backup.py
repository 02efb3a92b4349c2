"""Backup of the engine on this machine, and bringing it into another directory: PostgreSQL's own dumps.

Kafka is not in it: everything in Kafka comes from the logs, and relays publish anew what it lacks.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from services.distributed import clock
from services.distributed.names import SERVICES
from services.distributed.provision import provision_databases
from services.distributed.restored import Restored, begin_generations
from services.local.engine.native import CLOCK_FILE, NativeEngine
from services.local.engine.postgres_server import SUPERUSER
from services.local.loopback import HOST
from shared.access.issuer import KEY_FILE
from shared.kernel.errors import Invalid, Unavailable

_KEPT: Final = (KEY_FILE, CLOCK_FILE)
Say = Callable[[str], None]


class BackupExists(Invalid):
    code = "backup_exists"


class BackupMissing(Invalid):
    code = "backup_missing"


class DirectoryTaken(Invalid):
    code = "directory_taken"


class DumpFailed(Unavailable):
    code = "dump_failed"


async def back_up(engine: NativeEngine, target: Path, say: Say) -> None:
    """Commands are taken meanwhile; workers stand still, so that no consumer is ahead of a log dumped before it.

    Raises BackupExists, DumpFailed, EngineNotStarted.
    """
    partial = _begun(target)
    runs = engine.postgres.pid is not None
    workers = [one for one in engine.started() if one.kind == "worker" and engine.process(one).pid is not None]
    await asyncio.to_thread(engine.stop, workers)
    try:
        await asyncio.to_thread(engine.postgres.start)
        for name in _databases(engine):
            await asyncio.to_thread(dump_database, engine, name, partial)
            say(f"数据库 lianxi_{name} 已备份")
    finally:
        engine.start(workers)
        if not runs:
            await asyncio.to_thread(engine.postgres.stop)
    for name in _KEPT:
        shutil.copy2(engine.directory / name, partial / name)
    partial.rename(target)
    await engine.until_ready(workers)


def _begun(target: Path) -> Path:
    """Whatever bears the right name is whole."""
    if target.exists():
        raise BackupExists(f"{target} 已经存在，请换一个名字。")
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    return partial


async def restore(engine: NativeEngine, source: Path, say: Say) -> Restored:
    """Into a directory of its own, or with everything stopped into one that was used: then Kafka there is kept.

    Each log begins a new generation. PostgreSQL and Kafka run afterwards, the services do not. Raises BackupMissing,
    DirectoryTaken, DumpFailed, StillRunning, PostgresNotAvailable, KafkaNotAvailable.
    """
    if not (source / KEY_FILE).exists():
        raise BackupMissing(f"{source} 不是一份完整的备份。")
    engine.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    running = [str(one) for one in engine.started() if engine.process(one).pid is not None]
    if running:
        raise DirectoryTaken(f"还有进程在运行（{'、'.join(running)}），请先 lianxi down。")
    for name in _KEPT:
        shutil.copy2(source / name, engine.directory / name)
    await asyncio.to_thread(_start_servers, engine)
    await asyncio.to_thread(_bring_in, engine, source, say)
    return await begin_generations(engine.settings())


def _start_servers(engine: NativeEngine) -> None:
    engine.postgres.start()
    engine.kafka.start()


def _bring_in(engine: NativeEngine, source: Path, say: Say) -> None:
    for name in _databases(engine):
        _run(engine, "dropdb", ["--if-exists", "--force", f"lianxi_{name}"])
    provision_databases(engine.settings(), lambda text: None)
    for name in _databases(engine):
        options = ["--clean", "--if-exists", "--exit-on-error", "--single-transaction"]
        _run(engine, "pg_restore", [*options, "--dbname", f"lianxi_{name}", str(_file(source, name))])
        say(f"数据库 lianxi_{name} 已恢复")


def _databases(engine: NativeEngine) -> Iterator[str]:
    yield from SERVICES
    if engine.clock == "manual":
        yield clock.DATABASE


def dump_database(engine: NativeEngine, name: str, to: Path) -> None:
    _run(engine, "pg_dump", ["--format", "custom", "--file", str(_file(to, name)), f"lianxi_{name}"])


def _file(directory: Path, name: str) -> Path:
    return directory / f"lianxi_{name}.dump"


def _run(engine: NativeEngine, program: str, arguments: Sequence[str]) -> None:
    """One of PostgreSQL's own programs; the password is for the environment, the list of processes is public."""
    server = engine.postgres
    reach = {"PGHOST": HOST, "PGPORT": str(server.port), "PGUSER": SUPERUSER}
    environment = {**os.environ, **reach, "PGPASSWORD": server.password, "LC_ALL": "C"}
    command = [server.binary(program), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise DumpFailed(f"{program} 没有做成：{done.stderr.strip()[-500:]}")
