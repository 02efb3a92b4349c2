"""One batch of an import after another, each in one transaction with its own progress.

Killed in between, it goes on from the last batch that was stored; an event that comes twice does nothing twice.
"""

from collections.abc import Sequence
from typing import Any

from services.organization.application.imports import storage
from services.organization.application.imports.commands import AdvanceImport, ImportItem
from shared.database.interface import Reader
from shared.kernel.envelope import RecordedEvent
from shared.messaging.interface import Policy, PolicyCommand


async def when_import_started_then_do_first_batch(event: RecordedEvent, view: Reader) -> Sequence[PolicyCommand]:
    return await _batch(event, view, 0, 0)


async def when_import_advanced_then_do_next_batch(event: RecordedEvent, view: Reader) -> Sequence[PolicyCommand]:
    advanced: Any = event.fields()
    return await _batch(event, view, advanced["batch"] + 1, advanced["entries"])


async def _batch(event: RecordedEvent, view: Reader, batch: int, done: int) -> Sequence[PolicyCommand]:
    import_id, acting = event.envelope.stream_id, event.envelope.owner_unit
    rows = await storage.batch_of(view, import_id, batch)
    if not rows:
        return []
    items = [
        ImportItem(import_id=import_id, number=row["number"], told=row["told"], steps=row["steps"]) for row in rows
    ]
    advance = AdvanceImport(import_id=import_id, batch=batch, entries=done + len(items))
    commands = [PolicyCommand(item, str(item.number), acting) for item in items]
    return [*commands, PolicyCommand(advance, import_id, acting)]


GO_ON = Policy(
    "organization.import",
    "organization",
    {
        "organization.import.started": when_import_started_then_do_first_batch,
        "organization.import.advanced": when_import_advanced_then_do_next_batch,
    },
)
