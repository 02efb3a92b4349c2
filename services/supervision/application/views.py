"""Supervision's read models: documents that queries answer and audit folds (docs/services.md)."""

from typing import Any

from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Column, Doc, DocumentView


def _whole(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(data)


def _watch_opened(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(data, light="green", colour="green", reason="on_course", lights=[], facts=[], reminders=[], closed=None)


def _light_changed(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    light = {name: data[name] for name in ("light", "colour", "reason", "at")}
    doc.update({name: light[name] for name in ("light", "colour", "reason")})
    doc["lights"].append(light)


def _case_opened(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(data, notice=None, answers=[], reports=[], closed=None)


def _append(name: str) -> Any:
    def on(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
        doc[name].append(data)

    return on


def _put(name: str) -> Any:
    def on(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
        doc[name] = data

    return on


def case_state(doc: Doc) -> str:
    """closed, reported, answered, noticed or open: the furthest the case has come."""
    if doc["closed"]:
        return "closed"
    return "reported" if doc["reports"] else "answered" if doc["answers"] else "noticed" if doc["notice"] else "open"


THRESHOLDS = DocumentView("thresholds", {"supervision.thresholds.set": _whole})
CALENDARS = DocumentView("calendars", {"supervision.calendar.published": _whole}, sort_key=lambda doc: str(doc["year"]))
WATCHES = DocumentView(
    "watches",
    {
        "supervision.watch.opened": _watch_opened,
        "supervision.watch.fact_noted": _append("facts"),
        "supervision.watch.light_changed": _light_changed,
        "supervision.watch.reminded": _append("reminders"),
        "supervision.watch.closed": _put("closed"),
    },
    sort_key=lambda doc: f"{doc['document_number']}#{doc['task_number']:06d}",
    columns=(
        Column("task_id", lambda doc: doc["task_id"]),
        Column("unit_id", lambda doc: doc["unit_id"]),
        Column("light", lambda doc: None if doc["closed"] else doc["light"]),
    ),
)
CASES = DocumentView(
    "cases",
    {
        "supervision.case.opened": _case_opened,
        "supervision.case.notice_issued": _put("notice"),
        "supervision.case.answered": _append("answers"),
        "supervision.case.reported": _append("reports"),
        "supervision.case.closed": _put("closed"),
    },
    columns=(Column("state", case_state),),
)


VIEWS = (THRESHOLDS, CALENDARS, WATCHES, CASES)
