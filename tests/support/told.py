"""A data directory in which the whole story was told: matters of every kind, for tests that need a lived-in system.

LIANXI_TOLD names one that is there already, which saves its time while tests are written.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from services.local.demo.play import play
from services.local.server import Running, running
from services.local.settings import LocalSettings

DIGEST = "digest"
FILES = ("*.sqlite3*", "issuer.key.pem", "clock", "journal", "lianxi.log")


@dataclass(frozen=True, slots=True)
class Told:
    """Where it was told, by a server that has stopped since; `digest` is that of its final state."""

    data: Path
    digest: str


def tell_in(directory: Path) -> Told:
    directory = Path(os.environ.get("LIANXI_TOLD", directory))
    told = directory / DIGEST
    if not told.exists():
        directory.mkdir(parents=True, exist_ok=True)
        told.write_text(asyncio.run(play(directory, quiet=True))["digest"], encoding="ascii")
        structlog.reset_defaults()  # the story's log is closed
    return Told(directory, told.read_text(encoding="ascii"))


def copy_of(told: Told, to: Path) -> Path:
    """To be changed at will."""
    to.mkdir(parents=True, exist_ok=True)
    for pattern in FILES:
        for file in told.data.glob(pattern):
            shutil.copy2(file, to / file.name)
    return to


@asynccontextmanager
async def opened(data: Path) -> AsyncIterator[Running]:
    """The whole system on these files in this process, everything settled."""
    settings = LocalSettings(data, http_port=0, grpc_port=0, clock="manual", load_example=False)
    async with running(settings) as here:
        await here.province.settle()
        yield here
