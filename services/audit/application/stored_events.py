"""Reads the services' logs again and compares them, byte by byte, with audit's copy (A1, A3)."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from services.audit.application.copying import CHANGED, MISSING, note
from services.audit.application.own_copy import BATCH_EVENTS, events_of
from services.audit.domain.comparing import Difference, differing
from services.audit.domain.events import CopiedEvent
from shared.database.interface import Database
from shared.eventstore.interface import LogReader
from shared.kernel.envelope import RecordedEvent, leaf_digest

UNREADABLE = (msgspec.MsgspecError, ValueError)  # what a reader raises over bytes that are no envelope any more
Findings = list[tuple[CopiedEvent, RecordedEvent | None]]


async def changed_events(
    database: Database, reader: LogReader, unit: str | None, now: datetime
) -> AsyncIterator[tuple[int, list[Difference]]]:
    """(events compared, what differs) after each batch of the copy; what differs is also kept as a discrepancy."""
    compared = 0
    async with database.snapshot() as snapshot:
        async for batch in events_of(snapshot, reader.log, unit=unit):
            changed = [(ours, theirs) for ours, theirs in await _beside(reader, batch) if not _same(ours, theirs)]
            if changed:
                await _keep(database, changed, now)
            compared += len(batch)
            yield compared, [one for ours, theirs in changed for one in _differences(ours, theirs)]


async def _beside(reader: LogReader, batch: Sequence[CopiedEvent]) -> Findings:
    """Each event of the copy with what its log holds at its position now."""
    found: Findings = []
    at = 0
    while at < len(batch):
        first, rows = batch[at].position, min(BATCH_EVENTS, batch[-1].position - batch[at].position + 1)
        stored = {event.position: event for event in await _read(reader, first, rows)}
        while at < len(batch) and batch[at].position < first + rows:
            found.append((batch[at], stored.get(batch[at].position)))
            at += 1
    return found


async def _read(reader: LogReader, first: int, rows: int) -> Sequence[RecordedEvent]:
    """Event by event where one of them cannot be read at all; such a one is as good as missing."""
    try:
        return await reader.read(first - 1, rows)
    except UNREADABLE:
        if rows == 1:
            return []
    half = rows // 2
    return [*await _read(reader, first, half), *await _read(reader, first + half, rows - half)]


def _same(ours: CopiedEvent, theirs: RecordedEvent | None) -> bool:
    """One digest for both: their bytes give their leaf, and leaf and bytes are the ones that were read first."""
    return (
        theirs is not None
        and theirs.leaf == ours.leaf
        and theirs.envelope_bytes == ours.envelope
        and theirs.data == ours.data
        and theirs.leaf == _leaf(theirs)
    )


def _leaf(event: RecordedEvent) -> bytes:
    return leaf_digest(event.log, event.generation, event.position, event.recorded_at, event.envelope_bytes, event.data)


def _differences(ours: CopiedEvent, theirs: RecordedEvent | None) -> Iterator[Difference]:
    live = None if theirs is None else _plain(theirs.recorded_at, theirs.envelope_bytes, theirs.data, theirs.leaf)
    replayed = _plain(ours.recorded_at, ours.envelope, ours.data, ours.leaf)
    fields = list(differing(live, replayed))
    if not fields and theirs is not None:
        fields = [("leaf", _leaf(theirs).hex(), ours.leaf.hex())]  # other bytes of the same JSON
    for field, one, other in fields:
        yield Difference(ours.head.owner_unit, ours.log, "events", ours.place, field, one, other)


def _plain(recorded_at: datetime, envelope: bytes, data: bytes, leaf: bytes) -> dict[str, Any]:
    return {
        "recorded_at": recorded_at.isoformat(),
        "envelope": _json(envelope),
        "data": _json(data),
        "leaf": leaf.hex(),
    }


def _json(stored: bytes) -> Any:
    """Bytes that are no JSON any more are shown as text."""
    try:
        return msgspec.json.decode(stored)
    except UNREADABLE:
        return stored.decode(errors="replace")


async def _keep(database: Database, changed: Findings, now: datetime) -> None:
    def keep(tx: Any) -> None:
        for ours, theirs in changed:
            kind, leaf = (MISSING, b"") if theirs is None else (CHANGED, _leaf(theirs))
            note(tx, ours, kind, ours.head.owner_unit, leaf, now)

    await database.write(keep)


async def discrepancies(database: Database, units: frozenset[str] | None) -> list[Mapping[str, Any]]:
    """What was found of events whose owner is one of the units (None: of all), by place."""
    async with database.snapshot() as reader:
        rows = await reader.all("SELECT * FROM {copy_discrepancies} ORDER BY log, position, generation, kind")
    return [
        {
            "position": f"{row['log']}:{row['generation']}:{row['position']}",
            "unit": row["owner_unit"],
            "kind": row["kind"],
            "found_leaf": row["found_leaf"],
            "noticed_at": row["noticed_at"],
        }
        for row in rows
        if units is None or row["owner_unit"] in units
    ]
