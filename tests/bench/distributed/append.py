"""Durable append on PostgreSQL against bare INSERTs: `python -m tests.bench.distributed.append [--json]`.

The floor is one psycopg connection that inserts the row the store wrote, prepared, each with its commit, into the same
table with the same indexes on the same server. An append also digests the leaf, stores the command's answer and moves
the log's head. Rounds of floor and appends take turns; a server that flushes, as in production.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import count
from time import perf_counter
from typing import Any

import psycopg

from services.local.engine.postgres_server import PostgresServer
from shared.database.postgres import PostgresDatabase
from shared.eventstore.postgres import PostgresStore
from shared.kernel.clock import SystemClock
from shared.serving.process import run_process
from tests.bench.append import CALLERS, Bench, in_turns, options
from tests.bench.parts.leaving import unless_left_out
from tests.bench.parts.postgres import running
from tests.bench.parts.rows import own_postgres_row, store_sample
from tests.bench.report import Row, print_rows
from tests.support.notes import NOTES, begun, submission
from tests.support.postgres import database_named
from tests.support.project import ROOT

PROCESSES, CALLERS_EACH = 4, 8
MODULE = "tests.bench.distributed.append"


class Floor:
    """`conninfo`: of a database with the log's tables, and nobody else's."""

    def __init__(self, conninfo: str, sample: tuple[Any, ...]) -> None:
        self._connection = psycopg.connect(conninfo, autocommit=True)
        self._sample = sample
        self._number = count(1)

    def rate(self, inserts: int) -> float:
        rows = [own_postgres_row(self._sample, next(self._number)) for _ in range(inserts)]
        sql = f"INSERT INTO log.events VALUES ({', '.join(['%s'] * len(self._sample))})"
        began = perf_counter()
        for row in rows:
            self._connection.execute(sql, row, prepare=True)
        return inserts / (perf_counter() - began)

    def close(self) -> None:
        self._connection.close()


class Neighbours:
    """Processes that append to one log at once, each with callers of its own."""

    def __init__(self, processes: Sequence["subprocess.Popen[str]"]) -> None:
        self._processes = processes

    def rate(self, appends: int) -> float:
        """From the first one's beginning to the last one's end; they share the machine's monotonic clock."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.write(f"{appends // len(self._processes)}\n")
            process.stdin.flush()
        answers = [process.stdout.readline().split() for process in self._processes if process.stdout is not None]
        begins, ends = [float(began) for began, _ in answers], [float(ended) for _, ended in answers]
        return appends / (max(ends) - min(begins))


@contextmanager
def neighbours(conninfo: str) -> Iterator[Neighbours]:
    command = [sys.executable, "-m", MODULE, "--neighbour", conninfo]
    with ExitStack() as ended:
        processes = []
        for _ in range(PROCESSES):
            process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            ended.callback(process.wait)
            ended.callback(process.terminate)
            processes.append(process)
        yield Neighbours(processes)


async def neighbour(conninfo: str) -> None:
    """Appends as many as each line says, then answers when it began and when it ended."""
    store = opened(conninfo)
    for line in iter(sys.stdin.readline, ""):
        share = Bench(store, int(line)).submissions(CALLERS_EACH)
        began = perf_counter()
        await asyncio.gather(*(_caller(store, mine) for mine in share))
        print(began, perf_counter(), flush=True)


async def _caller(store: PostgresStore, mine: Sequence[Any]) -> None:
    for each in mine:
        await store.append(each)


def opened(conninfo: str) -> PostgresStore:
    return PostgresStore(PostgresDatabase(conninfo), "notes", NOTES, SystemClock())


def measure(server: PostgresServer, appends: int, rounds: int) -> list[Row]:
    conninfo = database_named(server, "store")
    store = opened(conninfo)
    asyncio.run(store.append(submission(begun())))
    floor = Floor(database_named(server, "floor"), store_sample(conninfo))
    bench = Bench(store, appends)
    with neighbours(conninfo) as beside:
        ways = {f"asyncio, {callers} callers": partial(bench.from_tasks, callers) for callers in CALLERS}
        ways[f"{PROCESSES} processes × {CALLERS_EACH} callers"] = partial(beside.rate, appends)
        rows = in_turns(ways, partial(floor.rate, appends), rounds)
    store.close()
    floor.close()
    return rows


def main(argv: Sequence[str]) -> int:
    if argv[:1] == ["--neighbour"]:
        run_process(neighbour(argv[1]))
        return 0
    arguments = options(__doc__).parse_args(argv)

    def measured() -> list[Row]:
        with running() as server:
            return measure(server, arguments.appends, arguments.rounds)

    print_rows(unless_left_out(measured), as_json=arguments.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
