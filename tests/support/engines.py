"""The distributed engine for tests: PostgreSQL, Kafka and every service's processes, in a temporary directory."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from services.local.demo.cast import BEGINNING
from services.local.demo.play import perform
from services.local.engine.backup import back_up
from services.local.engine.native import NativeEngine
from tests.support.kafka import fetch_jars
from tests.support.told import DIGEST

BACKUP = "backup"


@contextmanager
def engine_running(
    directory: Path, *, clock_begins: datetime = BEGINNING, safe: bool = False
) -> Iterator[NativeEngine]:
    """With a clock that is moved by hand; skips the test where a part is missing on this machine."""
    engine = NativeEngine(directory, safe=safe, dies_with_us=True)
    if engine.kafka.missing() is not None:
        fetch_jars()
    if lacking := engine.missing():
        pytest.skip(f"the distributed engine is not to be had: {' '.join(lacking)}")
    try:
        asyncio.run(engine.up(lambda text: None, clock="manual", clock_begins=clock_begins))
        yield engine
    finally:
        engine.remove()


@contextmanager
def engine_told(directory: Path) -> Iterator[NativeEngine]:
    """One on which the whole story was told; it still runs. Its digest is in `directory / DIGEST`."""
    with engine_running(directory) as engine:
        told = asyncio.run(
            perform(engine.base_url, engine.grpc_address, engine.issuer, directory / "journal", quiet=True)
        )
        (directory / DIGEST).write_text(told["digest"], encoding="ascii")
        yield engine


def back_up_told(engine: NativeEngine) -> None:
    """For tests that go on from where the story ended, without telling it again."""
    engine.stop(engine.started())
    asyncio.run(back_up(engine, engine.directory / BACKUP, lambda text: None))
