"""Durable append on SQLite against bare INSERTs: `python -m tests.bench.append [--json]`.

The floor is the cheapest durable thing SQLite can do: one connection, one prepared row at a time, autocommit, into a
table with the same columns and indexes and in the same flush mode. An append also encodes the event and its envelope,
digests the leaf, stores the command's answer and moves the log's head. Rounds of floor and appends take turns.
"""

import argparse
import asyncio
import json
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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
from tests.support.notes import NOTES, begun, context, submission

CALLERS = (1, 8, 32)


@dataclass(frozen=True, slots=True)
class Measured:
    way: str
    callers: int
    appends_per_second: float
    ratio: float  # to the bare INSERT of the same rounds


class Bench:
    def __init__(self, directory: Path, appends: int) -> None:
        self._appends = appends
        self._clock = SystemClock()
        self.store = SqliteStore(SqliteDatabase(directory / "store.sqlite3"), "notes", NOTES, self._clock)
        self._floor = Floor(directory / "floor.sqlite3")

    def floor(self) -> float:
        return self._floor.rate(self._sample(), self._appends)

    def from_tasks(self, callers: int) -> float:
        return asyncio.run(self._tasks(callers))

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


def measure(appends: int, rounds: int) -> list[Measured]:
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Path(directory), appends)
        bench.store.application.save(begun(), context=context())
        try:
            return _measure(bench, rounds)
        finally:
            bench.close()


def _measure(bench: Bench, rounds: int) -> list[Measured]:
    ways: list[tuple[str, int, Callable[[], float]]] = [
        (way, callers, lambda run=run, callers=callers: run(callers))  # type: ignore[misc]
        for way, run in (("asyncio", bench.from_tasks), ("threads", bench.from_threads))
        for callers in CALLERS
    ]
    rates: list[list[float]] = [[] for _ in ways]
    floors: list[float] = []
    for _ in range(rounds):
        floors.append(bench.floor())
        for collected, (_, _, run) in zip(rates, ways, strict=True):
            collected.append(run())
    floor = median(floors)
    measured = [Measured("bare INSERT", 1, floor, 1.0)]
    for collected, (way, callers, _) in zip(rates, ways, strict=True):
        measured.append(Measured(way, callers, median(collected), median(collected) / floor))
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--appends", type=int, default=2000, help="per round and way")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    measured = measure(arguments.appends, arguments.rounds)
    if arguments.json:
        print(json.dumps([{name: getattr(row, name) for name in row.__slots__} for row in measured]))
        return
    print(f"{'way':<12} {'callers':>7} {'appends/s':>10} {'ratio':>6}")
    for row in measured:
        print(f"{row.way:<12} {row.callers:>7} {row.appends_per_second:>10,.0f} {row.ratio:>6.2f}")


if __name__ == "__main__":
    main()
