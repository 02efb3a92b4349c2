"""Reminders as they are listed: each with the task it is about. No state documents: a watch holds its own (S2)."""

from typing import Any
from uuid import UUID

from services.supervision.application.views import WATCHES
from shared.database.interface import Reader
from shared.kernel.envelope import RecordedEvent
from shared.kernel.ids import derive
from shared.messaging.documents import Column, Doc, Document, DocumentView
from shared.messaging.pages import Page
from shared.messaging.visibility import Viewer

_OF_TASK = ("unit_id", "task_id", "task_number", "text", "document_number")


def _reminded(doc: Doc, data: Doc, event: RecordedEvent) -> None:
    doc.update(data, watch_id=str(event.envelope.stream_id), unit_id=str(_reminded_unit(event)))


def _reminded_unit(event: RecordedEvent) -> UUID:
    """A reminder concerns the committee and the unit; they are one where a committee has a task of its own."""
    others = [unit for unit in event.envelope.units if unit != event.envelope.owner_unit]
    return others[0] if others else event.envelope.owner_unit


REMINDERS = DocumentView(
    "reminders",
    {"supervision.watch.reminded": _reminded},
    sort_key=lambda doc: str(doc["at"]),
    columns=(Column("unit_id", lambda doc: str(doc["unit_id"])),),
    key=lambda data, event: derive("reminder", event.envelope.stream_id, data["episode"], data["step"]),
)


async def reminders(
    reader: Reader, viewer: Viewer, unit: UUID | None, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """What the viewer sees, newest first. Raises BadCursor, BadLimit."""
    where = {"unit_id": unit} if unit else {}
    page = await REMINDERS.list(reader, viewer, where=where, limit=limit, cursor=cursor, descending=True)
    return Page([await _with_task(reader, one) for one in page.items], page.cursor)


async def _with_task(reader: Reader, reminder: Document) -> dict[str, Any]:
    fields = reminder.fields()
    watch = await WATCHES.find(reader, UUID(fields["watch_id"]))
    return {**fields, **({name: watch.fields()[name] for name in _OF_TASK} if watch else {})}
