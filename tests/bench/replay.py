"""Replay of a 10,000-event history against typed decode and apply: `python -m tests.bench.replay [--json]`.

Measured is the library's own way, `Repository.get` with our mapper and projector. The floor is what any replay of
the same bytes must do at least: decode each event into its type and apply it, in one plain loop. Both stand with
the read from the file and without it (the rows in memory); rounds take turns.
"""

import asyncio
import gc
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from shared.eventstore.interface import Submission
from shared.eventstore.library import ServiceApplication
from shared.eventstore.sqlite import SqliteStore
from shared.eventstore.stored import LoggedStream
from shared.kernel.clock import ManualClock
from tests.bench.report import Row, print_rows
from tests.support.notes import NOTES, START, Note, begun, context, submission
from tests.support.stores import open_store

EVENTS = 10_000
PART = 500  # events of one command
ROUNDS = 9
SELECT = "SELECT stream_version, type, data, version, envelope FROM events WHERE stream_id = ? ORDER BY stream_version"
TEXT = "市教育局报告：走访慰问已完成，共到七个街道。"


async def fill(store: SqliteStore) -> UUID:
    note = begun()
    await store.append(submission(note))
    while note.version < EVENTS:
        for number in range(min(PART, EVENTS - note.version)):
            note.record(Note.Said(text=f"{TEXT}{number}"))
        await store.append(Submission(context(), note.collect_events(), stream_id=note.id))
    return note.id


class Replay:
    def __init__(self, store: SqliteStore, stream_id: UUID) -> None:
        self.application: ServiceApplication = store.application
        self._database, self._stream_id = store.database, stream_id
        self._rows = self._read()
        self._plain = [(row[1], row[3], row[2]) for row in self._rows]

    def _read(self) -> list[tuple[Any, ...]]:
        with self._database.readers.single() as connection:
            return connection.execute(SELECT, (self._stream_id.bytes,)).fetchall()

    def from_file(self) -> Note:
        note: Note = self.application.repository.get(self._stream_id, projector_func=Note.project)
        return note

    def from_memory(self) -> Note:
        """What `Repository.get` does with the rows once they are there."""
        mapper = self.application.mapper
        note = Note.project(None, map(mapper.to_domain_event, LoggedStream(self._stream_id, self._rows)))
        assert note is not None
        return note

    def floor_from_file(self) -> Note:
        return self._applied((row[1], row[3], row[2]) for row in self._read())

    def floor_from_memory(self) -> Note:
        return self._applied(self._plain)

    def _applied(self, events: Any) -> Note:
        note, decode = Note(self._stream_id), NOTES.decode
        for name, version, data in events:
            note.apply(decode(name, version, data))
        return note


def rate(way: Callable[[], Note]) -> float:
    """Events per second; the collector runs between rounds, so that none pays for another's garbage."""
    gc.collect()
    began = perf_counter()
    note = way()
    seconds = perf_counter() - began
    assert note.version == EVENTS
    return EVENTS / seconds


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as directory:
        store = open_store(Path(directory), "notes", NOTES, ManualClock(START))
        try:
            replay = Replay(store, asyncio.run(fill(store)))
            return [
                _row("replay of 10,000 events, read and all", replay.from_file, replay.floor_from_file),
                _row("replay of 10,000 events, rows in memory", replay.from_memory, replay.floor_from_memory),
            ]
        finally:
            store.close()


def _row(measured: str, way: Callable[[], Note], floor: Callable[[], Note]) -> Row:
    pairs = [(rate(way), rate(floor)) for _ in range(ROUNDS)]
    return Row(
        measure=measured,
        median=median(done for done, _ in pairs),
        unit="events/s",
        floor=median(bare for _, bare in pairs),
        floor_is="typed decode and apply",
        ratio=median(done / bare for done, bare in pairs),
    )


def main(argv: Sequence[str]) -> int:
    print_rows(measure(), as_json="--json" in argv)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
