"""An event through inbox and projection against a bare batch: `python -m tests.bench.inbox [--json]`.

Measured is the whole way: 100 events read from the log and decoded, tracking looked up and moved, the document read,
changed, encoded and written with its units, one durable transaction. The floor writes the same finished rows, known
beforehand, into the same tables with the same indexes and flush mode, 100 to a transaction, and does nothing else.
"""

import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from shared.commands.bus import CommandBus
from shared.database.naming import with_suffix
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.ids import derive
from shared.messaging.follower import Follower
from shared.messaging.inbox import BATCH_EVENTS
from shared.messaging.projecting import ProjectionInbox
from tests.bench.report import Row, print_rows
from tests.support import matters as m
from tests.support.stores import open_store
from tests.support.two_services import START, context, tables

EVENTS = 2000
ROUNDS = 5
FLOOR = "the finished rows, bare, 100 a transaction"


@dataclass
class Rates:
    measured: list[float]
    floor: list[float]


async def fill(store: SqliteStore) -> None:
    """Half the log begins documents, the other half changes each once."""
    bus = CommandBus(store, m.MATTER_HANDLERS, m.MATTER_PERMISSIONS)
    ids = [derive("matter", number) for number in range(EVENTS)]
    for begin in range(0, EVENTS, 32):
        part = ids[begin : begin + 32]
        await asyncio.gather(*(_open(bus, matter) for matter in part))
    for begin in range(0, EVENTS, 32):
        part = ids[begin : begin + 32]
        await asyncio.gather(*(_note(bus, matter) for matter in part))


async def _open(bus: CommandBus, matter: Any) -> None:
    await bus.handle(m.OpenMatter(matter_id=matter, title="会前请示"), context(f"open {matter}", derive("u", matter)))


async def _note(bus: CommandBus, matter: Any) -> None:
    await bus.handle(m.NoteMatter(matter_id=matter, text="已收到"), context(f"note {matter}", derive("u", matter)))


async def through(store: SqliteStore, view: Any, half: int) -> float:
    """Events per second of one half of the log."""
    follower = Follower(ProjectionInbox(view, store, store))
    follower.done = half * EVENTS
    began = perf_counter()
    done = follower.done
    for _ in range(EVENTS // BATCH_EVENTS):
        events = await store.read(done, BATCH_EVENTS)
        await follower.inbox.receive(events)
        done = events[-1].position
    return EVENTS / (perf_counter() - began)


class Floor:
    """One connection, statements with their rows known beforehand."""

    def __init__(self, path: Path, view: Any) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        for table in view.tables:
            for statement in table.ddl:
                self._connection.execute(with_suffix(statement, ""))
        self._upsert = with_suffix(view._upsert, "")

    def rate(self, rows: Sequence[dict[str, Any]], units: Sequence[dict[str, Any]]) -> float:
        began = perf_counter()
        for begin in range(0, len(rows), BATCH_EVENTS):
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(self._upsert, rows[begin : begin + BATCH_EVENTS])
            self._connection.executemany(
                "INSERT INTO matters_units (id, unit_id) VALUES (:id, :unit_id) ON CONFLICT DO NOTHING",
                units[begin : begin + BATCH_EVENTS],
            )
            self._connection.execute("COMMIT")
        return len(rows) / (perf_counter() - began)

    def close(self) -> None:
        self._connection.close()


async def finished(store: SqliteStore) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows as the projection left them, in the order they were begun."""
    async with store.snapshot() as reader:
        rows = {row["id"]: dict(row) for row in await reader.all("SELECT * FROM {matters}")}
        units = {row["id"]: dict(row) for row in await reader.all("SELECT * FROM {matters_units}")}
    ids = [str(derive("matter", number)) for number in range(EVENTS)]
    return [rows[one] for one in ids], [units[one] for one in ids]


async def round_of(directory: Path, number: int, begun: Rates, changed: Rates) -> None:
    view = m.matters_view()
    place = directory / str(number)
    place.mkdir()
    store = open_store(place, "matters", m.MATTERS, ManualClock(START), tables(view))
    floor = Floor(place / "floor.sqlite3", view)
    try:
        await fill(store)
        for half, rates in enumerate((begun, changed)):
            rates.measured.append(await through(store, view, half))
            rates.floor.append(floor.rate(*await finished(store)))
    finally:
        store.close()
        floor.close()


async def measure() -> list[Row]:
    begun, changed = Rates([], []), Rates([], [])
    with tempfile.TemporaryDirectory() as directory:
        for number in range(ROUNDS):
            await round_of(Path(directory), number, begun, changed)
    return [_row("inbox, projection: a document begun", begun), _row("inbox, projection: one changed", changed)]


def _row(measure: str, rates: Rates) -> Row:
    rate, floor = median(rates.measured), median(rates.floor)
    ratio = median(done / bare for done, bare in zip(rates.measured, rates.floor, strict=True))
    return Row(measure=measure, median=rate, unit="events/s", floor=floor, floor_is=FLOOR, ratio=ratio)


def main(argv: Sequence[str]) -> int:
    print_rows(asyncio.run(measure()), as_json="--json" in argv)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
