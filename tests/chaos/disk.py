"""A disk that fills up, a limit on a file's size, and flushes that take 2 ms, under eight writers.

Nobody is answered without a durable row: after each fault the server is killed and what was answered is looked for.
What cannot be stored is refused as "try again" (503), never as a fault of ours (500), and goes on when there is room.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import msgspec

from services.local.engine.postgres_server import PostgresServer, _as_other_user
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_provision import provision_roles
from shared.eventstore.postgres import PostgresStore
from shared.kernel.clock import SystemClock
from tests.chaos.processes import Told, all_of, until
from tests.chaos.report import Report
from tests.chaos.store_kills import judge, stored
from tests.chaos.writer import LOG, Outcome
from tests.support.notes import NOTES, UNIT, begun, submission
from tests.support.postgres import database_named

PROCESSES, TASKS = 4, 2
DISK_MB = 96
_REFUSED_MIN = 8
_FILE_ROOM = 64 * 1024  # what a table may still grow by under the limit
_WAL_FILE = 16 * 1024 * 1024
_BALLAST_EVENTS, _BALLAST_CHARS = 480, 500  # of one command: below its limits, each event within its row
# The database's user must reach it, so it is no temporary directory of ours alone.
_PLACE = Path("/var/tmp")  # noqa: S108 - a directory of a name nobody else has is made in it


@dataclass
class Disk(Report):
    fault: ClassVar[str] = "disk"
    never: ClassVar[tuple[str, ...]] = (
        "lost", "changed", "halves", "doubled", "false_conflicts", "other_errors", "gaps", "out_of_order",
    )  # fmt: skip
    some: ClassVar[tuple[str, ...]] = ("answered",)

    kind: str = ""
    commands: int = 0
    answered: int = 0
    refused: int = 0
    left_open: int = 0
    left_open_stored: int = 0
    events: int = 0
    lost: int = 0
    changed: int = 0
    halves: int = 0
    doubled: int = 0
    false_conflicts: int = 0
    other_errors: int = 0
    gaps: int = 0
    out_of_order: int = 0
    refusals: dict[str, int] = field(default_factory=dict)


class NoSmallDisk(Exception):
    """This machine lets us have none: it takes root and the right to mount."""


def slow_flushes(directory: Path, seed: int, answers: int) -> Disk:
    """Each commit waits 2 ms before its flush, whoever else commits; the server is killed in the middle of it."""
    settings = ("commit_delay=2000", "commit_siblings=0")
    with _running(PostgresServer(directory, settings=settings, dies_with_us=True)) as server:
        return _tried(server, seed, "2 ms flushes", lambda _, writers: _answered(writers, answers))


def file_limit(directory: Path, seed: int) -> Disk:
    """No file of PostgreSQL may grow beyond a limit that the events reach soon; then the limit is taken away."""
    with _running(PostgresServer(directory, dies_with_us=True)) as server:
        return _tried(server, seed, "file size limit", lambda conninfo, writers: _limited(server, conninfo, writers))


def full_disk(directory: Path, seed: int) -> Disk:
    """The cluster lies on a small disk that somebody else's file fills. Raises NoSmallDisk."""
    with _on_small_disk(directory) as (server, disk):
        return _tried(server, seed, f"full disk of {DISK_MB} MB", lambda _, writers: _filled(server, writers, disk))


def _tried(server: PostgresServer, seed: int, kind: str, fault: Callable[[str, Sequence[Told]], None]) -> Disk:
    report = Disk(seed, kind=kind)
    conninfo = database_named(server, "disk", kind, seed, os.getpid())
    writers = [Told("tests.chaos.writer", conninfo, f"w{number}", TASKS, seed) for number in range(PROCESSES)]
    with all_of(writers):
        _answered(writers, 1)
        fault(conninfo, writers)
        _answered(writers, 20)
        server.kill()  # what was answered and not flushed would be gone now
        server.start()
        for writer in writers:
            writer.ask_to_end()
        report.notes += [f"a writer ended with {status}" for writer in writers if (status := writer.joined())]
    outcomes = [msgspec.json.decode(line, type=Outcome) for writer in writers for line in writer.lines]
    judge(report, outcomes, *stored(conninfo))
    if kind != "2 ms flushes" and not report.refused:
        report.notes.append("nobody was refused: the disk was not full")
    return report


def _answered(writers: Sequence[Told], more: int) -> None:
    """Every writer has been answered that many commands more."""
    before = [_answers(writer) for writer in writers]
    until(
        lambda: all(_answers(writer) >= known + more for writer, known in zip(writers, before, strict=True)),
        f"every writer is answered {more} commands more",
    )


def _answers(writer: Told) -> int:
    return sum('"position":null' not in line for line in writer.lines)


def _refused(writers: Sequence[Told]) -> int:
    return sum('"refused":0' not in line for writer in writers for line in writer.lines)


def _limited(server: PostgresServer, conninfo: str, writers: Sequence[Told]) -> None:
    before = _refused(writers)
    asyncio.run(_grow(conninfo, lambda: _largest(server) > _WAL_FILE))
    # No smaller than a file of the write-ahead log, or the server could not begin a new one and would end.
    with _limits(server, _largest(server) + _FILE_ROOM):
        until(lambda: _refused(writers) >= before + _REFUSED_MIN, "writers are refused at the limit")


def _largest(server: PostgresServer) -> int:
    return max(path.stat().st_size for path in server.data.glob("base/*/*") if path.is_file())


async def _grow(conninfo: str, enough: Callable[[], bool]) -> None:
    """Large commands, until the events' own file is what would grow next."""
    store = PostgresStore(PostgresDatabase(conninfo, "chaos-ballast"), LOG, NOTES, SystemClock())
    while not enough():
        await store.append(submission(begun(None, UNIT, *["字" * _BALLAST_CHARS] * _BALLAST_EVENTS)))
    store.close()


@contextmanager
def _limits(server: PostgresServer, size: int) -> Iterator[None]:
    """For all its processes of now; those that it begins inherit the server's."""
    _limit(server, str(size))
    try:
        yield
    finally:
        _limit(server, "unlimited")


def _limit(server: PostgresServer, size: str) -> None:
    """As the user it runs as: nobody else may without more rights than root has in a container."""
    pid = server.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    each = f"for pid in {pid} {' '.join(children)}; do prlimit --pid $pid --fsize={size}:unlimited; done"
    subprocess.run([*_as_other_user(), "sh", "-c", each], check=False, capture_output=True)


def _filled(server: PostgresServer, writers: Sequence[Told], disk: Path) -> None:
    before, ballast = _refused(writers), disk / "ballast"
    _fill(ballast)
    until(lambda: _refused(writers) >= before + _REFUSED_MIN or server.pid is None, "writers are refused")
    until(lambda: _refused(writers) >= before + 1, "writers are refused while the server is down")
    ballast.unlink()
    server.start()  # a full disk under the write-ahead log ends the server; with room it recovers


def _fill(ballast: Path) -> None:
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


@contextmanager
def _running(server: PostgresServer) -> Iterator[PostgresServer]:
    try:
        server.start()
        provision_roles(server.conninfo(), server.password)
        yield server
    finally:
        server.stop()
        server.remove()


@contextmanager
def _on_small_disk(directory: Path) -> Iterator[tuple[PostgresServer, Path]]:
    server = PostgresServer(directory / "server", dies_with_us=True)
    disk = Path(tempfile.mkdtemp(prefix="lianxi-chaos-", dir=_PLACE))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=711", "lianxi-chaos", str(disk)], check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    if mounted.returncode != 0:
        disk.rmdir()
        raise NoSmallDisk(mounted.stderr.strip())
    try:
        with _running(server):
            server.stop()
            yield _moved(server, disk), disk
    finally:
        server.kill()
        subprocess.run(["umount", "-l", str(disk)], check=False)
        disk.rmdir()
        server.data.unlink(missing_ok=True)


def _moved(server: PostgresServer, disk: Path) -> PostgresServer:
    """The cluster's files on the small disk, found where they were."""
    place = disk / "data"
    subprocess.run(["cp", "-a", str(server.data), str(place)], check=True)
    shutil.rmtree(server.data)
    server.data.symlink_to(place)
    server.start()
    return server
