"""Works that a service does beside answering and consuming, until they are cancelled."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from shared.database.interface import Lease
from shared.kernel.errors import Unavailable
from shared.telemetry.logs import logger

PAUSE_SECONDS = 1.0
Work = Callable[[], Awaitable[None]]


async def keep_working(works: Sequence[Work]) -> None:
    """All of them side by side; one that fails begins again after a pause."""
    await asyncio.gather(*(_again_and_again(work) for work in works))


async def keep_working_in_turn(works: Sequence[Work], lease: Lease) -> None:
    """Of several processes the one that holds the lease does them; the others stand by."""
    while True:
        with suppress(Unavailable):
            await lease.take()
            working = asyncio.create_task(keep_working(works))
            try:
                while await lease.is_held():  # noqa: ASYNC110 - a lease is lost without a word
                    await asyncio.sleep(PAUSE_SECONDS)
            finally:
                working.cancel()
                await asyncio.gather(working, return_exceptions=True)
                await lease.release()
        await asyncio.sleep(PAUSE_SECONDS)


async def _again_and_again(work: Work) -> None:
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - what is under way is taken up again; its words may hold users' text
            logger().warning("work_held_up", error=type(error).__name__)
        await asyncio.sleep(PAUSE_SECONDS)
