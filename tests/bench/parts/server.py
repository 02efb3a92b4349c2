"""A benchmark's HTTP server, in a process of its own: `python -m tests.bench.parts.server NAME DIRECTORY
[POSTGRES]`, which is the directory of a running PostgreSQL where the stores shall be.

Prints its port, then serves until it is terminated. All are served as the program is: one uvicorn
process, uvloop, httptools, no access log.
"""

import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from services.local.engine.postgres_server import PostgresServer
from shared.serving.process import run_process
from shared.telemetry.logs import configure_logs
from tests.bench.parts import apps
from tests.support.stores import ENGINE

ROOT = Path(__file__).resolve().parents[3]
APPS: dict[str, Callable[[Path], Awaitable[ASGIApp]]] = {
    "floor": apps.floor,
    "matters": apps.matters,
    "meeting": apps.meeting,
}


async def serve(name: str, directory: Path) -> None:
    configure_logs((directory / f"{name}.log").open("a", encoding="utf-8"))
    app = await APPS[name](directory)
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    print(listening.getsockname()[1], flush=True)
    config = uvicorn.Config(app, http="httptools", lifespan="off", access_log=False, log_config=None)
    await uvicorn.Server(config).serve(sockets=[listening])


@contextmanager
def started(name: str, directory: Path, postgres: Path | None = None) -> Iterator[int]:
    """The port of a server that is stopped at the end; raises ValueError when it does not start."""
    command = [sys.executable, "-m", __name__, name, str(directory), *([str(postgres)] if postgres else [])]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        ENGINE.postgres = PostgresServer(Path(sys.argv[3]))
    run_process(serve(sys.argv[1], Path(sys.argv[2])))
