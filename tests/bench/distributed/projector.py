"""An exactly-once projector over 20,000 units on PostgreSQL: `python -m tests.bench.distributed.projector [--json]`.

Measured is the whole way: a batch read from the log and decoded, tracking looked up and moved, documents looked up,
made, encoded and written with their units, one durable transaction that takes its consumer's turn. Each unit has a
stream of its own and all 64 partitions have their share, so a batch moves about fifty tracking rows. The floor writes
the same finished rows, known beforehand, into the same tables with the same indexes, 100 to a transaction, and does
nothing else; it is psycopg's `executemany`, which pipelines.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter
from typing import Any

import psycopg

from services.local.engine.postgres_server import PostgresServer
from shared.database.naming import with_suffix
from shared.database.postgres import PostgresDatabase
from shared.database.postgres_dialect import definition
from shared.eventstore.interface import Submission
from shared.eventstore.postgres import PostgresStore
from shared.kernel.clock import SystemClock
from shared.kernel.ids import derive
from shared.messaging.documents import DocumentView
from shared.messaging.projecting import ProjectionInbox
from shared.serving.process import run_process
from tests.bench.parts.leaving import unless_left_out
from tests.bench.parts.postgres import running
from tests.bench.report import Row, print_rows
from tests.support import matters as m
from tests.support.postgres import database_named
from tests.support.two_services import context, tables

UNITS = 20_000
ROUNDS = 5
BATCHES = (100, 500)
FLOOR_BATCH = 100
_PARAMETER = re.compile(r":(\w+)")
FLOOR = "the finished rows, bare, 100 a transaction"


async def fill(store: PostgresStore, begin: int, end: int) -> None:
    """One stream of each unit with one event."""
    for first in range(begin, end, 200):
        await store.append_together([_opened(number) for number in range(first, min(first + 200, end))])


def _opened(number: int) -> Submission:
    unit = derive("unit", number)
    matter = m.Matter.open(derive("matter", number), unit, "会前请示")
    return Submission(context(f"open {number}", unit), matter.collect_events())


class Floor:
    """One connection, rows known beforehand."""

    def __init__(self, conninfo: str, view: DocumentView) -> None:
        self._connection = psycopg.connect(conninfo, autocommit=True, options="-c search_path=views")
        for table in view.tables:
            for ddl in table.ddl:
                self._connection.execute(definition(with_suffix(ddl, "")))
        self._upsert = _PARAMETER.sub(r"%(\1)s", with_suffix(view._upsert, ""))
        self._take_part = _PARAMETER.sub(r"%(\1)s", with_suffix(view._take_part, ""))

    def rate(self, rows: Sequence[dict[str, Any]], units: Sequence[dict[str, Any]]) -> float:
        cursor = self._connection.cursor()
        began = perf_counter()
        for begin in range(0, len(rows), FLOOR_BATCH):
            with self._connection.transaction():
                cursor.executemany(self._upsert, rows[begin : begin + FLOOR_BATCH])
                cursor.executemany(self._take_part, units[begin : begin + FLOOR_BATCH])
        return len(rows) / (perf_counter() - began)

    def close(self) -> None:
        self._connection.close()


async def project(store: PostgresStore, view: DocumentView, after: int, until: int, batch: int) -> float:
    """Events per second."""
    inbox, count = ProjectionInbox(view, store, store), until - after
    began = perf_counter()
    while after < until:
        events = await store.read(after, min(batch, until - after))
        await inbox.receive(events)
        after = events[-1].position
    return count / (perf_counter() - began)


async def finished(store: PostgresStore, view: str, begin: int, end: int) -> tuple[list[Any], list[Any]]:
    """The rows as the projection left them, in the order they were begun."""
    ids = [str(derive("matter", number)) for number in range(begin, end)]
    async with store.snapshot() as reader:
        rows = {row["id"]: row for row in await reader.all(f"SELECT * FROM {{{view}}}")}
        units = {row["id"]: row for row in await reader.all(f"SELECT * FROM {{{view}_units}}")}
    return [rows[one] for one in ids], [units[one] for one in ids]


async def measure(server: PostgresServer, count: int, rounds: int) -> list[Row]:
    views = {batch: m.matters_view(f"matters_{batch}") for batch in BATCHES}
    database = PostgresDatabase(database_named(server, "store"))
    store = PostgresStore(database, "matters", m.MATTERS, SystemClock(), tables(*views.values()))
    floor = Floor(database_named(server, "floor"), views[BATCHES[0]])
    rates: dict[int, list[float]] = {batch: [] for batch in BATCHES}
    floors = []
    for number in range(rounds):
        begin, end = number * count // rounds, (number + 1) * count // rounds
        await fill(store, begin, end)
        for batch, view in views.items():
            rates[batch].append(await project(store, view, begin, end, batch))
        floors.append(floor.rate(*await finished(store, views[BATCHES[0]].name, begin, end)))
    store.close()
    floor.close()
    return [_row(batch, collected, floors, count) for batch, collected in rates.items()]


def _row(batch: int, rates: Sequence[float], floors: Sequence[float], count: int) -> Row:
    return Row(
        measure=f"exactly-once projector, {count:,} units, batches of {batch}",
        median=median(rates),
        unit="events/s",
        floor=median(floors),
        floor_is=FLOOR,
        ratio=median(rate / bare for rate, bare in zip(rates, floors, strict=True)),
    )


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="into which the units are divided")
    arguments = parser.parse_args(argv)

    def measured() -> list[Row]:
        with running() as server:
            return run_process(measure(server, arguments.units, arguments.rounds))

    print_rows(unless_left_out(measured), as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
