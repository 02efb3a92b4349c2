"""Workers of one service come and go under load, two relays stand for one log, and one event in a thousand is poison.

Up to three workers: each change is an orderly end, a kill -9 or a start, and every one takes partitions from somebody
or gives them to somebody. Two processes' transactions of one consumer meet here: they must take turns. The relay at
work is killed, and the one that stands by goes on. A poisonous event is parked with its stream's later ones; all other
streams go on, and once it is mended a re-drive does what was left.
"""

import asyncio
import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import ClassVar

from services.local.engine.postgres_server import PostgresServer
from shared.kernel.envelope import RecordedEvent
from shared.messaging.kafka.tail import tailing
from tests.chaos.matters import (
    LOG,
    MattersService,
    close_watching,
    differences,
    open_matters,
    open_watching,
    order_faults,
    recorder_that_fails,
    state_of,
    undisturbed,
    until_done,
)
from tests.chaos.processes import Told, until
from tests.chaos.report import Report
from tests.support.postgres import database_named
from tests.support.workers import PARTITIONS, Watching

MATTERS = 40
INSTANCES = ("1", "2", "3")


@dataclass
class Rebalances(Report):
    fault: ClassVar[str] = "rebalances"
    never: ClassVar[tuple[str, ...]] = (
        "lost_or_doubled_rows", "doubled", "out_of_order", "wrongly_parked", "held_up", "parked_after_redrive",
        "published_twice", "never_published", "published_out_of_order", "refused",
    )  # fmt: skip
    some: ClassVar[tuple[str, ...]] = ("events", "rebalances", "takeovers", "poisonous")

    rebalances: int = 0
    changes: dict[str, int] = field(default_factory=dict)
    takeovers: int = 0
    commands: int = 0
    refused: int = 0
    events: int = 0
    published_twice: int = 0
    never_published: int = 0
    published_out_of_order: int = 0
    poisonous: int = 0
    parked: int = 0
    wrongly_parked: int = 0
    held_up: int = 0
    redriven: int = 0
    parked_after_redrive: int = 0
    lost_or_doubled_rows: int = 0
    doubled: int = 0
    out_of_order: int = 0


@dataclass
class Stage:
    """The servers, the directory for the sign that the poison is mended, and the processes that run now."""

    server: PostgresServer
    bootstrap: str
    mended: Path
    every: int
    rng: Random
    matters: MattersService
    watching: Watching
    conninfo: str
    workers: dict[str, Told] = field(default_factory=dict)
    relays: list[Told] = field(default_factory=list)
    ended: list[Told] = field(default_factory=list)

    def start_worker(self, instance: str) -> None:
        group = f"chaos-rebalances-{os.getpid()}"
        self.workers[instance] = Told(
            "tests.chaos.watcher", self.conninfo, self.matters.conninfo, self.bootstrap, group, instance, self.every,
            self.mended,
        )  # fmt: skip

    def start_relay(self) -> None:
        self.relays.append(Told("tests.chaos.relayer", self.matters.conninfo, self.bootstrap, PARTITIONS))

    def at_work(self) -> Told | None:
        return next((relay for relay in self.relays if relay.lines and relay.lines[-1] == "at work"), None)

    def assignments(self) -> int:
        return sum(len(worker.lines) for worker in (*self.workers.values(), *self.ended))

    def is_shared(self) -> bool:
        """Every partition is with one of those that run, by what each said last, and each has said something."""
        shares = [worker.lines[-1].split()[1:] for worker in self.workers.values() if worker.lines]
        held = sorted(partition for share in shares for partition in share)
        return len(shares) == len(self.workers) and held == [str(number) for number in range(PARTITIONS)]

    def close(self) -> None:
        for process in (*self.workers.values(), *self.relays):
            if process.runs:
                process.kill()


def rebalances(
    server: PostgresServer, bootstrap: str, directory: Path, seed: int, changes: int, every: int = 1000
) -> Rebalances:
    """`every`: one event in so many is poison; the load goes on until there were two of them."""
    return asyncio.run(_rebalances(server, bootstrap, directory, Rebalances(seed), changes, every))


async def _rebalances(
    server: PostgresServer, bootstrap: str, directory: Path, report: Rebalances, changes: int, every: int
) -> Rebalances:
    rng, name = Random(f"{report.seed}:rebalances"), ("rebalances", report.seed)
    matters, mended = await open_matters(server, bootstrap, *name), directory / "mended"
    conninfo = database_named(server, "watching", os.getpid(), *name)
    watching = open_watching(conninfo, matters.conninfo, recorder_that_fails(every, mended))
    stage = Stage(server, bootstrap, mended, every, rng, matters, watching, conninfo)
    try:
        await matters.open(MATTERS)
        await _under_load(stage, report, changes)
        await until_done(watching)
        await _judge_parked(stage, report)
        await _judge(stage, report)
    finally:
        stage.close()
        close_watching(watching)
        matters.store.close()
    return report


async def _under_load(stage: Stage, report: Rebalances, changes: int) -> None:
    stop = asyncio.Event()
    load = asyncio.create_task(_load(stage, stop))
    try:
        await asyncio.to_thread(_changes, stage, report, changes)
        while (await stage.matters.store.head()).position < _enough(stage):
            await asyncio.wait({load}, timeout=0.2)
    finally:
        stop.set()
        await load
    report.commands, report.refused = stage.matters.given, stage.matters.refused
    report.rebalances = stage.assignments()


async def _load(stage: Stage, stop: asyncio.Event) -> None:
    """Fast until there is enough, then a trickle: each change shall meet some, and consumers have to keep up."""
    rng, enough = Random(f"{stage.rng.random()}"), _enough(stage)
    while not stop.is_set():
        await stage.matters.note(8 if stage.matters.given < enough else 1, rng, MATTERS)
        await asyncio.sleep(0.1 if stage.matters.given < enough else 0.3)


def _enough(stage: Stage) -> int:
    """Events among which there is a poisonous one, and others of its stream after it."""
    return stage.every * 3 // 2 + 1


def _changes(stage: Stage, report: Rebalances, changes: int) -> None:
    stage.start_relay()
    until(stage.at_work, "a relay is at work")
    stage.start_relay()
    stage.start_worker("1")
    until(stage.is_shared, "the first worker is assigned")
    done: Counter[str] = Counter()
    for number in range(changes):
        done[_change(stage)] += 1
        if number % max(1, changes // 4) == 0:
            report.takeovers += _take_over(stage)
    if not stage.workers:
        stage.start_worker("1")
    report.changes = dict(done)
    report.notes += [f"a worker ended by itself: {one}" for one, worker in stage.workers.items() if not worker.runs]


def _change(stage: Stage) -> str:
    """Returns when those that stay have their new shares."""
    running = list(stage.workers)
    stopped = [one for one in INSTANCES if one not in stage.workers]
    if stopped and (len(running) < 2 or stage.rng.random() < 0.5):
        stage.start_worker(stage.rng.choice(stopped))
        kind = "start"
    else:
        instance = stage.rng.choice(running)
        worker = stage.workers.pop(instance)
        stage.ended.append(worker)
        kind = stage.rng.choice(["stop", "kill"])
        if kind == "stop":
            worker.end()
        else:
            worker.kill()
    until(stage.is_shared, f"every partition is assigned after a {kind}")
    return kind


def _take_over(stage: Stage) -> int:
    until(lambda: stage.at_work() is not None, "a relay is at work")
    relay = stage.at_work()
    assert relay is not None
    relay.kill()
    stage.relays.remove(relay)
    until(lambda: stage.at_work() is not None, "the relay that stood by is at work")
    stage.start_relay()
    return 1


async def _judge_parked(stage: Stage, report: Rebalances) -> None:
    """Before it is mended: the poison and what waits behind it, and nothing else; everything else is done."""
    events = await stage.matters.store.read(0, 1_000_000)
    report.events = len(events)
    expected = _expected_parked(events, stage.every)
    poison = {event.position for event in events if event.position % stage.every == stage.every // 2}
    inboxes = stage.watching.inboxes()
    recorded = next(inbox for inbox in inboxes if inbox.consumer == "recorded")
    parked = {one.position for one in await recorded.parked()}
    others = [one for inbox in inboxes if inbox is not recorded for one in await inbox.parked()]
    report.poisonous, report.parked = len(poison & parked), len(parked)
    report.wrongly_parked = len(parked ^ expected) + len(others)
    report.held_up = len(events) - len(parked) - await _rows(stage.watching)
    stage.mended.touch()
    redriven = await recorded.redrive()
    report.redriven, report.parked_after_redrive = redriven.done, redriven.still_parked


def _expected_parked(events: Sequence[RecordedEvent], every: int) -> set[int]:
    """A poisonous event, and every later one of its stream."""
    stopped: set[object] = set()
    found = set()
    for event in events:
        if event.position % every == every // 2:
            stopped.add(event.envelope.stream_id)
        if event.envelope.stream_id in stopped:
            found.add(event.position)
    return found


async def _rows(watching: Watching) -> int:
    async with watching.store.snapshot() as reader:
        row = await reader.one("SELECT COUNT(*) AS number FROM {recorded}")
    assert row is not None
    return int(row["number"])


async def _judge(stage: Stage, report: Rebalances) -> None:
    expected = await undisturbed(stage.server, stage.matters.conninfo, LOG, report.seed, report.events)
    differing = differences(await state_of(stage.watching), expected)
    report.lost_or_doubled_rows = sum(differing.values())
    report.notes += [f"{table} differs in {number} rows" for table, number in differing.items()]
    report.doubled, report.out_of_order = await order_faults(stage.watching)
    events = await stage.matters.store.read(0, 1_000_000)
    read = await asyncio.to_thread(_subscribed, stage.bootstrap)
    judge_subscriber(report, {LOG: events}, read)


def _subscribed(bootstrap: str) -> list[RecordedEvent]:
    with tailing(bootstrap, [LOG], "beginning") as tail:
        return list(tail.to_end())


def judge_subscriber(
    report: object, logs: Mapping[str, Sequence[RecordedEvent]], read: Sequence[RecordedEvent]
) -> None:
    """What was committed to the topics against the logs: each event once, in order for each unit."""
    times = Counter((event.log, event.position) for event in read)
    stored = {(log, event.position) for log, events in logs.items() for event in events}
    last: dict[object, int] = defaultdict(int)
    disordered = 0
    for event in read:
        key = (event.log, event.envelope.owner_unit)
        disordered += event.position < last[key]
        last[key] = max(last[key], event.position)
    counts = {
        "published_twice": sum(number - 1 for number in times.values()),
        "never_published": len(stored - set(times)) + len(set(times) - stored),
        "published_out_of_order": disordered,
    }
    for name, number in counts.items():
        setattr(report, name, number)
