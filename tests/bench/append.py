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
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from shared.database.sqlite import SqliteDatabase
from shared.eventstore.interface import Submission
from shared.eventstore.sqlite import SqliteStore
from shared.eventstore.sqlite_schema import MIGRATIONS
from shared.kernel.clock import SystemClock
from shared.serving.process import run_process
from tests.bench.report import Row, print_rows
from tests.support.notes import NOTES, begun, context, submission

CALLERS = (1, 8, 32)


class Bench:
    def __init__(self, directory: Path, appends: int) -> None:
        self._appends = appends
        self._clock = SystemClock()
        self.store = SqliteStore(SqliteDatabase(directory / "store.sqlite3"), "notes", NOTES, self._clock)
        self._floor = Floor(directory / "floor.sqlite3")

    def floor(self) -> float:
        return self._floor.rate(self._sample(), self._appends)

    def from_tasks(self, callers: int) -> float:
        return run_process(self._tasks(callers))

    async def _tasks(self, callers: int) -> float:
        share = self._submissions(callers)

        async def caller(mine: Sequence[Submission]) -> None:
            for each in mine:
                await self.store.append(each)

        began = perf_counter()
        await asyncio.gather(*map(caller, share))
        return self._appends / (perf_counter() - began)

    def from_threads(self, callers: int) -> float:
        """Through the library's application, as a synchronous caller would."""
        share = self._submissions(callers)
        save = self.store.application.events.put

        def caller(mine: Sequence[Submission]) -> None:
            for each in mine:
                save(each.changes, context=each.context)

        with ThreadPoolExecutor(callers) as pool:
            began = perf_counter()
            list(pool.map(caller, share))
            return self._appends / (perf_counter() - began)

    def close(self) -> None:
        self.store.close()
        self._floor.close()

    def _submissions(self, callers: int) -> list[list[Submission]]:
        made = [submission(begun(), context(now=self._clock.now())) for _ in range(self._appends)]
        return [made[number::callers] for number in range(callers)]

    def _sample(self) -> tuple[Any, ...]:
        """A row as the store itself wrote it."""
        with self.store.database.snapshot_now() as reader:
            row: tuple[Any, ...] = reader.connection.execute("SELECT * FROM events LIMIT 1").fetchone()
        return row


class Floor:
    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        for statement in MIGRATIONS[0]:
            self._connection.execute(statement)
        self._number = count(1)

    def rate(self, sample: tuple[Any, ...], inserts: int) -> float:
        rows = [self._row(sample) for _ in range(inserts)]
        sql = f"INSERT INTO events VALUES ({', '.join('?' * len(sample))})"
        began = perf_counter()
        for row in rows:
            self._connection.execute(sql, row)
        return inserts / (perf_counter() - began)

    def close(self) -> None:
        self._connection.close()

    def _row(self, sample: tuple[Any, ...]) -> tuple[Any, ...]:
        """The sample under a position, event id and stream id of its own, as random as the store's."""
        given = context()
        ids = given.command_id.bytes
        return (next(self._number), sample[1], ids, ids[::-1], *sample[4:])


def measure(appends: int, rounds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory), appends)
        bench.store.application.save(begun(), context=context())
        try:
            return _measure(bench, rounds)
        finally:
            bench.close()


def _measure(bench: Bench, rounds: int) -> list[Row]:
    ways = [(f"asyncio, {callers} callers", partial(bench.from_tasks, callers)) for callers in CALLERS]
    ways += [(f"threads, {callers} callers", partial(bench.from_threads, callers)) for callers in CALLERS]
    rates: dict[str, list[float]] = {way: [] for way, _ in ways}
    floors: list[float] = []
    for _ in range(rounds):
        floors.append(bench.floor())
        for way, run in ways:
            rates[way].append(run())
    floor = median(floors)
    return [
        Row(
            measure=f"durable append, {way}",
            median=median(collected),
            unit="appends/s",
            floor=floor,
            floor_is="bare INSERT with commit",
            ratio=median(rate / bare for rate, bare in zip(collected, floors, strict=True)),
        )
        for way, collected in rates.items()
    ]


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--appends", type=int, default=1200, help="per round and way")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args(argv)
    print_rows(measure(arguments.appends, arguments.rounds), as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
