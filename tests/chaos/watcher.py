"""A worker of the watching service: `python -m tests.chaos.watcher WATCHING MATTERS KAFKA GROUP INSTANCE EVERY MENDED`.

Says `assigned` and which of the topic's partitions it has, each time; ends in order with its standard input.
"""

import asyncio
import logging
import sys
from pathlib import Path

from shared.database.postgres_lease import PostgresLease
from shared.messaging.kafka.own_log import OwnLog
from shared.messaging.kafka.repair import RepairSettings
from shared.messaging.kafka.worker import Worker, WorkerSettings
from shared.telemetry.metrics import Metrics
from tests.chaos.matters import close_watching, open_watching, recorder_that_fails

# What is tried here is delivery: a repair comes only for what is really lost, and then late.
_REPAIR = RepairSettings(every_seconds=1.0, grace_seconds=20.0)


async def main(watching: str, matters: str, bootstrap: str, group: str, instance: str, every: str, mended: str) -> None:
    logging.basicConfig(level=logging.ERROR)
    service = open_watching(
        watching, matters, recorder_that_fails(int(every), Path(mended)), f"chaos-worker-{instance}"
    )
    numbers = Metrics().of("watching")
    own_log = OwnLog(service.own(), PostgresLease(watching, "own-log:watching"), numbers)
    worker = Worker(
        group, instance, bootstrap, {"matters": service.inboxes()}, numbers, own_log=own_log,
        settings=WorkerSettings(repair=_REPAIR),
    )  # fmt: skip
    running = asyncio.create_task(worker.run())
    telling = asyncio.create_task(_tell(worker))
    ending = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    await asyncio.wait([running, ending], return_when=asyncio.FIRST_COMPLETED)
    telling.cancel()
    if not running.done():
        await worker.stop()
    await running
    close_watching(service)


async def _tell(worker: Worker) -> None:
    before: object = None
    while True:
        assigned = sorted(partition for share in worker.partitions().values() for partition in share)
        if assigned != before and (assigned or before):
            print("assigned", *assigned, flush=True)
            before = assigned
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
