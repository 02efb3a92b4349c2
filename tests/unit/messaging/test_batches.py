"""A batch does with few statements what events one by one do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from shared.database.interface import Params, Transaction
from shared.eventstore.sqlite import SqliteStore
from shared.kernel.clock import ManualClock
from shared.kernel.ids import derive
from shared.messaging.projecting import ProjectionInbox
from tests.support import matters as m
from tests.support.stores import open_store
from tests.support.two_services import OTHER, START, UNIT, TwoServices, dump, open_services, tables

MATTERS = [derive("matter", number) for number in range(5)]


@pytest.fixture
def services(tmp_path: Path) -> Any:
    opened = open_services(tmp_path)
    yield opened
    opened.close()


async def told(services: TwoServices) -> None:
    """Five matters, each changed several times, their events between each other's."""
    for matter in MATTERS:
        await services.give(m.OpenMatter(matter_id=matter, title=f"事项{matter}", concerns=(OTHER,)), f"open {matter}")
    for text in ("一", "二"):
        for matter in MATTERS[1:]:
            await services.give(m.NoteMatter(matter_id=matter, text=text), f"{text} {matter}")
    await services.give(m.CloseMatter(matter_id=MATTERS[2]), "close")


async def projected(source: SqliteStore, tmp_path: Path, batch: int) -> Sequence[Sequence[Mapping[str, Any]]]:
    view = m.matters_view()
    store = open_store(tmp_path, f"views_{batch}", m.MATTERS, ManualClock(START), tables(view))
    inbox = ProjectionInbox(view, store, source)
    done = 0
    while events := await source.read(done, batch):
        await inbox.receive(events)
        done = events[-1].position
    rows = [await dump(store, f"SELECT * FROM {{{name}}} ORDER BY 1, 2") for name in ("matters", "matters_units")]
    store.close()
    return rows


@pytest.mark.parametrize("batch", [2, 7, 100])
async def test_where_a_batch_begins_changes_no_row(services: TwoServices, tmp_path: Path, batch: int) -> None:
    await told(services)
    one_by_one = await projected(services.matters, tmp_path, 1)
    assert len(one_by_one[0]) == len(MATTERS)
    assert await projected(services.matters, tmp_path, batch) == one_by_one


class Counting:
    """A real transaction whose rows written and statements read are counted."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.reads = 0
        self.written: list[int] = []

    def all(self, sql: str, params: Params | None = None) -> Any:
        self.reads += 1
        return self._tx.all(sql, params)

    def execute_many(self, sql: str, rows: Sequence[Params]) -> None:
        self.written.append(len(rows))
        self._tx.execute_many(sql, rows)


async def test_a_batch_reads_and_writes_each_document_once(services: TwoServices) -> None:
    await told(services)
    events = await services.matters.read(0, 100)

    def apply(tx: Transaction) -> Counting:
        counting = Counting(tx)
        services.matters_view.apply_all(events, counting)  # type: ignore[arg-type]
        return counting

    counting = await services.matters.write(apply)
    assert len(events) > len(MATTERS)
    assert counting.reads == 1
    assert counting.written == [len(MATTERS), len(MATTERS) * len({UNIT, OTHER})]
