"""How events make the state documents `transmittals` and `transmittal_returns` (docs/services.md)."""

from services.meeting.domain.transmittal_return import CONTENT_FIELDS
from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Column, Doc, DocumentView

_OF_RETURN = ("return_id", "transmittal_id", "matter_id", "unit_id", "committee_id", "late")


def on_issued(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update(data)


def on_widened(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["units"] += data["units"]
    doc["expansions"] += data["expansions"]


def on_submitted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc.update({name: data[name] for name in _OF_RETURN}, rounds=[])
    _take(doc, data, 1, data["submitted_on"])


def on_corrected(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    _take(doc, data, data["round"], data["corrected_on"])
    doc["rounds"][-1].update(changed=data["changed"], correction_reason=data["reason"])


def _take(doc: Doc, data: Doc, number: int, on: str) -> None:
    content = {name: data[name] for name in CONTENT_FIELDS}
    undecided: Doc = {"changed": [], "correction_reason": None, "outcome": None, "reason": None, "decided_on": None}
    doc["rounds"].append({"round": number, "submitted_on": on, **content, **undecided})
    doc["state"] = "submitted"


def on_accepted(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["state"] = "accepted"
    doc["rounds"][-1].update(outcome="accepted", decided_on=data["accepted_on"])


def on_sent_back(doc: Doc, data: Doc, _: RecordedEvent) -> None:
    doc["state"] = "sent_back"
    doc["rounds"][-1].update(outcome="sent_back", reason=data["reason"], decided_on=data["sent_back_on"])


TRANSMITTALS = DocumentView(
    "transmittals",
    {"meeting.transmittal.issued": on_issued, "meeting.transmittal.widened": on_widened},
    sort_key=lambda doc: str(doc["issued_on"]),
    columns=(
        Column("matter_id", lambda doc: doc["matter_id"]),
        Column("source_id", lambda doc: doc["passed_from"][-1] if doc["passed_from"] else None),
    ),
)
RETURNS = DocumentView(
    "transmittal_returns",
    {
        "meeting.transmittal_return.submitted": on_submitted,
        "meeting.transmittal_return.corrected": on_corrected,
        "meeting.transmittal_return.accepted": on_accepted,
        "meeting.transmittal_return.sent_back": on_sent_back,
    },
    sort_key=lambda doc: str(doc["rounds"][0]["submitted_on"]),
    columns=(
        Column("transmittal_id", lambda doc: str(doc["transmittal_id"])),
        Column("unit_id", lambda doc: str(doc["unit_id"])),
        Column("state", lambda doc: str(doc["state"])),
    ),
)
