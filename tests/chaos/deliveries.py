"""Every record three times, then the topic from the start again: the read models are those of an undisturbed reader."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import ClassVar

from services.local.engine.postgres_server import PostgresServer
from tests.chaos.matters import (
    LOG,
    MattersService,
    OrderedRecorder,
    close_watching,
    differences,
    open_matters,
    open_watching,
    order_faults,
    state_of,
    undisturbed,
    until_done,
)
from tests.chaos.processes import Told, all_of, until
from tests.chaos.report import Report
from tests.support.postgres import database_named
from tests.support.workers import Topic, Watching

TIMES = 3


@dataclass
class Deliveries(Report):
    fault: ClassVar[str] = "deliveries"
    never: ClassVar[tuple[str, ...]] = ("differing_rows", "doubled", "out_of_order", "parked")
    some: ClassVar[tuple[str, ...]] = ("events", "records", "rows")

    events: int = 0
    records: int = 0
    starts: int = 0
    rows: int = 0
    differing_rows: int = 0
    doubled: int = 0
    out_of_order: int = 0
    parked: int = 0


def deliveries(server: PostgresServer, bootstrap: str, seed: int, notes: int, starts: int = 2) -> Deliveries:
    """Two workers; with each start their group is new, and Kafka brings everything again."""
    return asyncio.run(_deliveries(server, bootstrap, Deliveries(seed, starts=starts), notes))


async def _deliveries(server: PostgresServer, bootstrap: str, report: Deliveries, notes: int) -> Deliveries:
    rng, name = Random(f"{report.seed}:deliveries"), ("deliveries", report.seed)
    matters = await open_matters(server, bootstrap, *name)
    conninfo = database_named(server, "watching", os.getpid(), *name)
    watching, topic = open_watching(conninfo, matters.conninfo, OrderedRecorder()), Topic(bootstrap)
    try:
        await matters.open(30)
        published = 0
        for start in range(report.starts):
            await matters.note(notes // report.starts, rng, 30)
            published = await _published(matters, topic, published, report)
            workers = [_worker(conninfo, matters.conninfo, bootstrap, start, number) for number in (1, 2)]
            with all_of(workers):
                await asyncio.to_thread(_assigned, workers)
                await until_done(watching)
                await _judge(server, report, watching, matters)
                report.notes += [f"a worker ended with {status}" for one in workers if (status := one.end())]
    finally:
        topic.close()
        close_watching(watching)
        matters.store.close()
    return report


def _worker(watching: str, matters: str, bootstrap: str, start: int, number: int) -> Told:
    group = f"chaos-deliveries-{os.getpid()}-{start}"
    return Told("tests.chaos.watcher", watching, matters, bootstrap, group, number, 0, Path("never"))


def _assigned(workers: Sequence[Told]) -> None:
    until(lambda: all(worker.lines for worker in workers), "every worker has its share")


async def _published(matters: MattersService, topic: Topic, after: int, report: Deliveries) -> int:
    while events := await matters.store.read(after, 500):
        await asyncio.to_thread(topic.publish, events, TIMES)
        report.records += len(events) * TIMES
        after = events[-1].position
    report.events = after
    return after


async def _judge(server: PostgresServer, report: Deliveries, watching: Watching, matters: MattersService) -> None:
    found = await state_of(watching)
    expected = await undisturbed(server, matters.conninfo, LOG, report.seed, report.events)
    report.rows = sum(len(rows) for rows in expected.values())
    differing = differences(found, expected)
    report.differing_rows += sum(differing.values())
    report.notes += [f"{table} differs in {number} rows" for table, number in differing.items()]
    report.doubled, report.out_of_order = await order_faults(watching)
    report.parked = sum(map(len, await _parked(watching)))


async def _parked(watching: Watching) -> Sequence[Sequence[object]]:
    return [await inbox.parked() for inbox in (*watching.inboxes(), *watching.own())]
