"""`python -m tests.chaos.tail_reader CONNINFO`: tails the log until the position that comes on standard input."""

import asyncio
import sys

import msgspec

from shared.database.postgres_readers import PostgresReaders
from shared.eventstore.postgres_log import PostgresLogReader
from shared.eventstore.times import micros_of
from tests.chaos.tailing import ReaderSaid

_PACE_SECONDS = 0.001


async def main(conninfo: str) -> None:
    readers = PostgresReaders(conninfo, "chaos-reader")
    log = PostgresLogReader("notes", readers)
    until = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
    positions, recorded, reads = list[int](), list[int](), 0
    after = 0
    while not until.done() or after < int(until.result() or 0):
        events = await log.read(after, 50)
        reads += 1
        positions += [event.position for event in events]
        recorded += [micros_of(event.recorded_at) for event in events]
        after = events[-1].position if events else after
        if not events:
            await asyncio.sleep(_PACE_SECONDS)
    print(msgspec.json.encode(ReaderSaid(positions, recorded, reads)).decode(), flush=True)
    readers.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
