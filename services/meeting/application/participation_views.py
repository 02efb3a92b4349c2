"""The state documents `receipts`, `forwarded_notices` and `attendance` (docs/services.md)."""

from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Column, Doc, DocumentView

_RECEIPT = ("receipt_id", "meeting_id", "committee_id", "unit_id")
_ANSWER = ("round", "notice", "attending", "seat", "person_id", "office", "mode", "heads", "reason")
_FORWARDED = ("forwarded_id", "meeting_id", "committee_id", "source_committee", "theme")
_ROUND = (
    "round",
    "notice",
    "held_at",
    "source_place",
    "source_requirements",
    "place",
    "requirements",
    "invitations",
)


def on_returned(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in _RECEIPT})
    doc.setdefault("answers", []).append({name: data[name] for name in _ANSWER})


def on_forwarded(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in _FORWARDED})
    doc.setdefault("rounds", []).append({name: data[name] for name in _ROUND})


def on_attendance_recorded(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    """The last entry of a unit stands; those before it tell what was put right."""
    doc.update(meeting_id=data["meeting_id"], committee_id=data["committee_id"], venues=data["venues"])
    units = {unit["unit_id"]: unit for unit in doc.setdefault("units", [])}
    for row in data["rows"]:
        entry = {name: value for name, value in row.items() if name != "unit_id"}
        if row["unit_id"] in units:
            units[row["unit_id"]]["entries"].append(entry)
        else:
            doc["units"].append({"unit_id": row["unit_id"], "entries": [entry]})


def receipts_view() -> DocumentView:
    return DocumentView(
        "receipts",
        {"meeting.receipt.returned": on_returned},
        sort_key=lambda doc: doc["unit_id"],
        columns=(
            Column("meeting_id", lambda doc: doc["meeting_id"]),
            Column("committee_id", lambda doc: doc["committee_id"]),
        ),
    )


def forwarded_view() -> DocumentView:
    return DocumentView(
        "forwarded_notices",
        {"meeting.forwarded_notice.forwarded": on_forwarded},
        sort_key=lambda doc: doc["rounds"][-1]["held_at"],
        columns=(Column("meeting_id", lambda doc: doc["meeting_id"]),),
    )


def attendance_view() -> DocumentView:
    return DocumentView("attendance", {"meeting.meeting.attendance_recorded": on_attendance_recorded})
