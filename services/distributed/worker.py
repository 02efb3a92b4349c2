"""The worker process of one service: every consumer of its own log and of the others', and its deadlines."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from services.distributed.building import BuiltService, Surroundings, built_when_reached
from services.distributed.running import Process, Started
from services.distributed.settings import ProcessSettings
from services.distributed.starting import Servers
from shared.database.postgres_lease import PostgresLease
from shared.kernel.clock import ManualClock
from shared.kernel.errors import Unavailable
from shared.messaging.kafka.own_log import OwnLog
from shared.messaging.kafka.worker import Worker
from shared.messaging.timers import keep_firing
from shared.messaging.tracked_progress import done_of
from shared.serving.background import keep_working_in_turn
from shared.serving.operations import Operations

SETTLE_SECONDS = 30.0  # deadlines wait that long for events that are on their way, then again


class NotSettled(Unavailable):
    code = "not_settled"


async def run_worker(service: str, settings: ProcessSettings, servers: Servers | None = None) -> None:
    """Until a signal comes. Raises DatabaseAway, DatabaseRefused, SchemaBehind, PortTaken, and what the machinery of
    consuming raises. Kafka may be away for as long as it likes: what it does not bring is asked of the producers.
    """
    around, servers = Surroundings.of(settings), servers or Servers()
    try:
        await Process(around, servers).run(_started(service, around, servers))
    finally:
        await around.close()


@asynccontextmanager
async def _started(service: str, around: Surroundings, servers: Servers) -> AsyncIterator[Started]:
    settings, built = around.settings, await built_when_reached(service, around, servers)
    try:
        own_log = _own_log(built, settings)
        worker = Worker(service, settings.instance, settings.kafka, built.of_other_logs, built.numbers, own_log=own_log)
        app = Operations(around.metrics, ready=[worker.ready, built.reachable])
        yield Started(app, lambda: _work(worker, built, around))
    finally:
        built.close()


def _own_log(built: BuiltService, settings: ProcessSettings) -> OwnLog | None:
    inboxes = built.of_own_log
    if not inboxes:
        return None
    lease = PostgresLease(settings.database_of(built.name), f"own-log:{built.name}")
    return OwnLog(inboxes, lease, built.numbers)


async def _work(worker: Worker, built: BuiltService, around: Surroundings) -> None:
    deadlines = asyncio.create_task(_deadlines(built, around))
    beside = asyncio.create_task(_background(built, around))
    working = asyncio.create_task(worker.run())
    try:
        done, _ = await asyncio.wait([working, deadlines, beside], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    except asyncio.CancelledError:
        await worker.stop()
        raise
    finally:
        for task in (deadlines, beside, working):
            task.cancel()
        await asyncio.gather(deadlines, beside, working, return_exceptions=True)


async def _background(built: BuiltService, around: Surroundings) -> None:
    if not built.parts.background:
        await asyncio.Event().wait()
    lease = PostgresLease(around.settings.database_of(built.name), f"background:{built.name}")
    await keep_working_in_turn(built.parts.background, lease)


async def _deadlines(built: BuiltService, around: Surroundings) -> None:
    """One worker of the service fires them; a clock that is moved by hand fires its own."""
    timers = built.parts.timers
    if timers is None or isinstance(around.clock, ManualClock):
        await asyncio.Event().wait()
        return
    lease = PostgresLease(around.settings.database_of(built.name), f"deadlines:{built.name}")
    while True:
        with suppress(Unavailable):
            await lease.take()
            firing = asyncio.create_task(keep_firing(around.clock, [timers], lambda: _settle(built)))
            try:
                while await lease.is_held():  # noqa: ASYNC110 - a lease is lost without a word
                    await asyncio.sleep(1)
            finally:
                firing.cancel()
                await asyncio.gather(firing, return_exceptions=True)
                await lease.release()
        await asyncio.sleep(1)


async def _settle(built: BuiltService) -> None:
    """Until this service's consumers have done what its sources hold now: no light is judged before it is known.

    Raises NotSettled: events are held up, and deadlines wait with them.
    """
    heads = {log: (await built.logs[log].head()).position for log in {inbox.log for inbox in built.inboxes}}
    try:
        async with asyncio.timeout(SETTLE_SECONDS):
            for inbox in built.inboxes:
                while await done_of(inbox) < heads[inbox.log]:  # noqa: ASYNC110 - another process does them
                    await asyncio.sleep(0.1)
    except TimeoutError:
        raise NotSettled("有事件还没有送到，到期的事项先等着。") from None
