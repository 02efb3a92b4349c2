"""A watching worker as a process of its own: python -m tests.support.watching_process DIRECTORY BOOTSTRAP GROUP NAME.

Begins when a line is typed, so that nobody waits for the start of Python. It has the replica and the recorder alone
(the store of its database belongs to the test's process), and says each change of its partitions on a line.
"""

import asyncio
import sys
from pathlib import Path

from shared.messaging.interface import Projection
from shared.messaging.kafka.worker import Worker, WorkerSettings
from shared.messaging.projecting import ProjectionInbox
from shared.telemetry.metrics import Metrics
from tests.support import matters as m
from tests.support.stores import open_store
from tests.support.workers import NO_REPAIR, TOPIC, clock, open_watching


async def main(directory: Path, bootstrap: str, group: str, name: str) -> None:
    matters = open_store(directory, "matters", m.MATTERS, clock())
    watching = open_watching(directory / "watching", matters, clock())
    projections: list[Projection] = [watching.replica, watching.recorder]
    inboxes = [ProjectionInbox(one, watching.store, matters) for one in projections]
    numbers = Metrics().of("watching")
    worker = Worker(group, name, bootstrap, {"matters": inboxes}, numbers, settings=WorkerSettings(repair=NO_REPAIR))
    await asyncio.gather(worker.run(), tell(worker))


async def tell(worker: Worker) -> None:
    told = None
    while True:
        have = worker.partitions().get(TOPIC)
        if have != told:
            print(" ".join(map(str, have)) if have else "none", flush=True)
            told = have
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    print("prepared", flush=True)
    sys.stdin.readline()
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:]))
