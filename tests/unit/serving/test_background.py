"""Works beside answering and consuming: begun again after a failure, done by whoever holds the lease."""

import asyncio

import pytest

from shared.kernel.errors import Unavailable
from shared.serving import background


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "PAUSE_SECONDS", 0)


class Work:
    """Counts its beginnings; each of the first `failing` fails, the others go on for ever."""

    def __init__(self, failing: int = 0) -> None:
        self.begun, self.cancelled, self._failing = 0, 0, failing
        self.under_way = asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        if self.begun <= self._failing:
            raise RuntimeError("away")
        self.under_way.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


class Lease:
    """Given `times` times; held until `lose` is called."""

    def __init__(self, *, away_first: bool = False) -> None:
        self.taken, self.released, self._away, self.held = 0, 0, away_first, False
        self.waiting = asyncio.Event()

    async def take(self) -> None:
        if self._away:
            self._away = False
            raise Unavailable("数据库暂时连不上。")
        if self.taken:
            self.waiting.set()
            await asyncio.Event().wait()
        self.taken, self.held = self.taken + 1, True

    async def is_held(self) -> bool:
        return self.held

    async def release(self) -> None:
        self.released += 1


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_work_that_fails_begins_again_and_holds_up_no_other():
    failing, steady = Work(failing=3), Work()
    task = asyncio.create_task(background.keep_working([failing, steady]))
    await failing.under_way.wait()
    assert (failing.begun, steady.begun) == (4, 1)
    await ended(task)
    assert (failing.cancelled, steady.cancelled) == (1, 1)


@pytest.mark.parametrize("away_first", [False, True])
async def test_who_loses_the_lease_stops_and_stands_by(away_first: bool):
    work, lease = Work(), Lease(away_first=away_first)
    task = asyncio.create_task(background.keep_working_in_turn([work], lease))
    await work.under_way.wait()
    lease.held = False
    await lease.waiting.wait()
    assert (work.begun, work.cancelled, lease.released) == (1, 1, 1)
    await ended(task)


async def test_who_is_stopped_gives_the_lease_back():
    work, lease = Work(), Lease()
    task = asyncio.create_task(background.keep_working_in_turn([work], lease))
    await work.under_way.wait()
    await ended(task)
    assert (work.cancelled, lease.released) == (1, 1)
