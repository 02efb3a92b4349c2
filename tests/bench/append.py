"""Durable append on SQLite against bare INSERTs: `python -m tests.bench.append [--json]`.

The floor is the cheapest durable thing SQLite can do: one connection, one prepared row at a time, autocommit, into a
table with the same columns and indexes and in the same flush mode. An append also encodes the event and its envelope,
digests the leaf, stores the command's answer and moves the log's head. Rounds of floor and appends take turns.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from shared.database.sqlite import SqliteDatabase
from shared.eventstore.interface import Submission
from shared.eventstore.postgres import PostgresStore
from shared.eventstore.sqlite import SqliteStore
from shared.eventstore.sqlite_schema import MIGRATIONS
from shared.kernel.clock import SystemClock
from shared.serving.process import run_process
from tests.bench.parts.rows import own_row
from tests.bench.report import Row, print_rows
from tests.support.notes import NOTES, begun, context, submission

CALLERS = (1, 8, 32)


class Bench:
    """The ways into one store."""

    def __init__(self, store: SqliteStore | PostgresStore, appends: int) -> None:
        self.store = store
        self._appends = appends
        self._clock = SystemClock()

    def from_tasks(self, callers: int) -> float:
        return run_process(self._tasks(callers))

    async def _tasks(self, callers: int) -> float:
        share = self.submissions(callers)

        async def caller(mine: Sequence[Submission]) -> None:
            for each in mine:
                await self.store.append(each)

        began = perf_counter()
        await asyncio.gather(*map(caller, share))
        return self._appends / (perf_counter() - began)

    def from_threads(self, callers: int) -> float:
        """Through the library's application, as a synchronous caller would."""
        share = self.submissions(callers)
        save = self.store.application.events.put

        def caller(mine: Sequence[Submission]) -> None:
            for each in mine:
                save(each.changes, context=each.context)

        with ThreadPoolExecutor(callers) as pool:
            began = perf_counter()
            list(pool.map(caller, share))
            return self._appends / (perf_counter() - began)

    def submissions(self, callers: int) -> list[list[Submission]]:
        made = [submission(begun(), context(now=self._clock.now())) for _ in range(self._appends)]
        return [made[number::callers] for number in range(callers)]


class Floor:
    """Bare INSERTs of a row as the store itself wrote it."""

    def __init__(self, path: Path, sample: tuple[Any, ...]) -> None:
        self._sample = sample
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        for statement in MIGRATIONS[0]:
            self._connection.execute(statement)
        self._number = count(1)

    def rate(self, inserts: int) -> float:
        rows = [own_row(self._sample, next(self._number)) for _ in range(inserts)]
        sql = f"INSERT INTO events VALUES ({', '.join('?' * len(self._sample))})"
        began = perf_counter()
        for row in rows:
            self._connection.execute(sql, row)
        return inserts / (perf_counter() - began)

    def close(self) -> None:
        self._connection.close()


def measure(appends: int, rounds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as directory:
        store = SqliteStore(SqliteDatabase(Path(directory) / "store.sqlite3"), "notes", NOTES, SystemClock())
        store.application.save(begun(), context=context())
        with store.database.snapshot_now() as reader:
            sample = reader.connection.execute("SELECT * FROM events LIMIT 1").fetchone()
        floor = Floor(Path(directory) / "floor.sqlite3", sample)
        bench = Bench(store, appends)
        ways = {f"asyncio, {callers} callers": partial(bench.from_tasks, callers) for callers in CALLERS}
        ways |= {f"threads, {callers} callers": partial(bench.from_threads, callers) for callers in CALLERS}
        try:
            return in_turns(ways, partial(floor.rate, appends), rounds)
        finally:
            store.close()
            floor.close()


def in_turns(ways: Mapping[str, Callable[[], float]], floor: Callable[[], float], rounds: int) -> list[Row]:
    """Each way's appends per second beside the floor's."""
    rates: dict[str, list[float]] = {way: [] for way in ways}
    floors: list[float] = []
    for _ in range(rounds):
        floors.append(floor())
        for way, run in ways.items():
            rates[way].append(run())
    return [
        Row(
            measure=f"durable append, {way}",
            median=median(collected),
            unit="appends/s",
            floor=median(floors),
            floor_is="bare INSERT with commit",
            ratio=median(rate / bare for rate, bare in zip(collected, floors, strict=True)),
        )
        for way, collected in rates.items()
    ]


def main(argv: Sequence[str]) -> int:
    arguments = options(__doc__).parse_args(argv)
    print_rows(measure(arguments.appends, arguments.rounds), as_json=arguments.json)
    return 0


def options(told: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--appends", type=int, default=1200, help="per round and way")
    parser.add_argument("--rounds", type=int, default=5)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
