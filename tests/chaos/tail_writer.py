"""`python -m tests.chaos.tail_writer CONNINFO KEY TASKS COMMANDS SEED HOLD_SECONDS`: batches for a reader to tail.

Holding keeps the transaction open with its events in it, so that they have positions and nobody sees them yet.
"""

import asyncio
import sys
import time
from dataclasses import dataclass
from random import Random
from typing import Any

import msgspec

from shared.database.interface import Transaction
from shared.database.postgres import PostgresDatabase
from shared.eventstore.interface import Submission
from shared.eventstore.postgres import PostgresStore
from shared.kernel.clock import SystemClock
from shared.kernel.errors import Unavailable
from shared.kernel.ids import derive
from tests.chaos.tailing import WriterSaid
from tests.support.notes import NOTES, begun, context, submission

EVENTS_MAX = 20


class RolledBack(Exception):
    pass


@dataclass
class Counts:
    stored: int = 0
    rolled_back: int = 0
    held_seconds: float = 0.0
    refused: int = 0
    largest: int = 0


async def write(store: PostgresStore, key: str, commands: int, rng: Random, hold: float, counts: Counts) -> None:
    held_at = commands // 2 if hold else -1
    for number in range(commands):
        size = rng.randint(1, EVENTS_MAX)
        note = begun(None, derive("unit", key, number), *["字"] * (size - 1))
        rolls_back = number % 10 == 7
        effects: list[Any] = [_holding(hold, counts)] if number == held_at else []
        effects += [_rolled_back] if rolls_back else []
        given = submission(note, context(command_id=derive("tail", key, number)), effects=effects)
        if await _stored(store, given, counts):
            counts.stored += size
            counts.largest = max(counts.largest, size)


async def _stored(store: PostgresStore, given: Submission, counts: Counts) -> bool:
    """Whoever waits longer for the held transaction than a lock may take is told to try again."""
    while True:
        try:
            await store.append(given)
        except RolledBack:
            counts.rolled_back += 1
            return False
        except Unavailable:
            counts.refused += 1
            await asyncio.sleep(0.05)
        else:
            return True


def _holding(seconds: float, counts: Counts) -> Any:
    def hold(tx: Transaction) -> None:
        began = time.monotonic()
        time.sleep(seconds)  # the transaction's length is what is tried here
        counts.held_seconds = time.monotonic() - began

    return hold


def _rolled_back(tx: Transaction) -> None:
    raise RolledBack


async def main(conninfo: str, key: str, tasks: str, commands: str, seed: str, hold_seconds: str) -> None:
    store = PostgresStore(PostgresDatabase(conninfo, "chaos-tail"), "notes", NOTES, SystemClock())
    counts, names = Counts(), [f"{key}.{number}" for number in range(int(tasks))]
    await asyncio.gather(
        *(
            write(store, name, int(commands), Random(f"{seed}:{name}"), float(hold_seconds) * (not number), counts)
            for number, name in enumerate(names)
        )
    )
    store.close()
    said = WriterSaid(counts.stored, counts.rolled_back, counts.held_seconds, counts.refused, counts.largest)
    print(msgspec.json.encode(said).decode(), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
