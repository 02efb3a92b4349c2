"""Audit's folding of a 10,000-event history against typed decode and apply: `python -m tests.bench.folding [--json]`.

The floor has the stored bytes in memory, decodes each into its class and applies it to the aggregate. Audit reads its
own copy from SQLite in batches, envelope and data, and makes the whole state document of it. Rounds take turns.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from services.audit.application.copying import CopyProjection
from services.audit.application.states import fold_into
from services.audit.application.tables import COPY_TABLES
from services.audit.domain.folding import FOLDS, Folding
from services.tasking.domain.events import EVENTS
from services.tasking.domain.task import Task
from services.tasking.domain.values import Due
from shared.database.interface import Transaction
from shared.database.sqlite import SqliteDatabase
from shared.eventstore.interface import Submission
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Actor, RecordedEvent
from shared.kernel.ids import derive
from shared.messaging.tracking import MESSAGING_TABLES
from tests.bench.report import Row, print_rows
from tests.support.two_services import START

HISTORY = 10_000
BATCH = 200
ROUNDS = 7
FLOOR = "typed decode and apply of the same bytes"
TASK, COMMITTEE, LEAD, OTHER = (derive("bench", name) for name in ("task", "committee", "lead", "other"))


def told() -> Task:
    """One task, accepted, on which two units report without end."""
    task = Task.assign(
        Task.Assigned(
            task_id=TASK,
            plan_id=derive("bench", "plan"),
            committee_id=COMMITTEE,
            number=1,
            section="一、宣传教育",
            text="组织“五老”进校园宣讲。",
            lead=LEAD,
            responsible=(LEAD, OTHER),
            expansions=(),
            due=Due(kind="none", text="长期坚持"),
            document_number="示关发〔2023〕1号",
            issued_on=START.date(),
        )
    )
    for unit in (LEAD, OTHER):
        task.accept(unit)
    while task.version < HISTORY:
        number = task.version
        done = f"第{number}次：走访学校一所，听讲学生若干。"
        task.report_progress((LEAD, OTHER)[number % 2], number // 101, done=done, problems="交通不便。")
    return task


async def fill(store: SqliteStore) -> None:
    changes = told().collect_events()
    for begin in range(0, HISTORY, BATCH):
        command = derive("bench", "command", begin)
        context = CommandContext(command, Actor(unit_id=COMMITTEE, role="clerk"), START, command)
        await store.append(Submission(context, changes[begin : begin + BATCH], TASK))


async def copy(store: SqliteStore, database: SqliteDatabase) -> None:
    projection, after = CopyProjection(["tasking"]), 0
    while events := await store.read(after, BATCH):
        await database.write(partial(_apply, projection, events))
        after = events[-1].position


def _apply(projection: CopyProjection, events: Sequence[RecordedEvent], tx: Transaction) -> None:
    for event in events:
        projection.apply(event, tx)


@dataclass
class Bench:
    copied: SqliteDatabase
    stored: Sequence[tuple[str, int, bytes]]
    floors: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def floor(self) -> float:
        began = perf_counter()
        task = Task(TASK)
        for name, version, data in self.stored:
            task.apply(EVENTS.decode(name, version, data))
        return self._rate(began, task.version)

    async def folding(self) -> float:
        began = perf_counter()
        folding = Folding(FOLDS["tasking"])
        async with self.copied.snapshot() as reader:
            async for _ in fold_into(folding, reader):
                pass
        [document] = folding.documents.values()
        return self._rate(began, document.version)

    def _rate(self, began: float, version: int) -> float:
        seconds = perf_counter() - began
        if version != HISTORY:
            raise RuntimeError(f"replayed {version} of {HISTORY} events")
        return HISTORY / seconds

    async def round(self) -> None:
        self.floors.append(self.floor())
        self.rates.append(await self.folding())


async def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as directory:
        store = SqliteStore(SqliteDatabase(Path(directory) / "tasking.sqlite3"), "tasking", EVENTS, ManualClock(START))
        copied = SqliteDatabase(Path(directory) / "audit.sqlite3")
        copied.create_tables([*COPY_TABLES, *MESSAGING_TABLES])
        try:
            return await _measure(store, copied)
        finally:
            copied.close()
            store.close()


async def _measure(store: SqliteStore, copied: SqliteDatabase) -> list[Row]:
    await fill(store)
    await copy(store, copied)
    events = [event for start in range(0, HISTORY, BATCH) for event in await store.read(start, BATCH)]
    bench = Bench(copied, [(event.envelope.type, event.envelope.version, event.data) for event in events])
    for _ in range(ROUNDS):
        await bench.round()
    rate, floor = median(bench.rates), median(bench.floors)
    name = f"audit folds {HISTORY:,} events from its copy"
    return [Row(measure=name, median=rate, unit="events/s", floor=floor, floor_is=FLOOR, ratio=rate / floor)]


def main(argv: Sequence[str]) -> int:
    print_rows(asyncio.run(measure()), as_json="--json" in argv)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
