"""A process ends when what it works at does, and never without a word."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.distributed.building import Surroundings
from services.distributed.running import Process, Started, WorkEnded
from services.distributed.settings import Address, ProcessSettings
from services.distributed.starting import Servers
from services.local.engine.ports import free_port
from services.local.loopback import HOST
from shared.access.issuer import LocalIssuer
from shared.serving.operations import Operations

Work = Callable[[], Coroutine[Any, Any, None]]


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    key = tmp_path / "key.pem"
    LocalIssuer.from_file(key, make=True)
    return Surroundings.of(ProcessSettings("nowhere", "nowhere", key, http=Address(HOST, free_port())))


class Kept:
    """A start that tells how far it came, and a work of the test's."""

    def __init__(self, around: Surroundings, work: Work | None) -> None:
        self._around, self._work = around, work
        self.entered, self.left = asyncio.Event(), False

    @asynccontextmanager
    async def started(self) -> AsyncIterator[Started]:
        try:
            self.entered.set()
            yield Started(Operations(self._around.metrics), self._work)
        finally:
            self.left = True


async def returns() -> None:
    return None


async def is_cancelled_from_within() -> None:
    raise asyncio.CancelledError


async def fails() -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("work", "error"),
    [(returns, WorkEnded), (is_cancelled_from_within, WorkEnded), (fails, ZeroDivisionError)],
)
async def test_what_ends_by_itself_ends_the_process_with_an_error(
    around: Surroundings, work: Work, error: type[Exception]
) -> None:
    kept = Kept(around, work)
    with pytest.raises(error):
        await Process(around, Servers()).run(kept.started())
    assert kept.left


async def test_a_process_that_is_stopped_drains_and_then_lets_go_of_what_it_had(around: Surroundings) -> None:
    kept = Kept(around, None)
    process = asyncio.create_task(Process(around, Servers()).run(kept.started()))
    await kept.entered.wait()
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"{around.settings.own_url}/readyz")).status_code == 200
    process.cancel()
    with pytest.raises(asyncio.CancelledError):
        await process
    assert kept.left
