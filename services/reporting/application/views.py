"""The state documents `requests` and `reports` (docs/services.md), kept from this service's own events."""

from shared.kernel.envelope import RecordedEvent
from shared.messaging.documents import Column, Doc, DocumentView

_OF_ROUND = ("round", "text", "document", "submitted_on", "late", "statement")
_OF_REPORT = ("report_id", "request_id", "unit_id", "committee_id", "late")


def _opened(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update(data)


def _submitted(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc.update({name: data[name] for name in _OF_REPORT}, state="submitted")
    submitted = {name: data[name] for name in _OF_ROUND}
    doc.setdefault("rounds", []).append({**submitted, "outcome": None, "reason": None, "decided_on": None})


def _accepted(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc["state"] = "accepted"
    doc["rounds"][-1].update(outcome="accepted", decided_on=data["accepted_on"])


def _returned(doc: Doc, data: Doc, _event: RecordedEvent) -> None:
    doc["state"] = "returned"
    doc["rounds"][-1].update(outcome="returned", reason=data["reason"], decided_on=data["returned_on"])


REQUESTS = DocumentView(
    "requests",
    {"reporting.request.opened": _opened},
    sort_key=lambda doc: str(doc["due_on"]),
    columns=(Column("plan_id", lambda doc: doc["plan_id"]),),
)
REPORTS = DocumentView(
    "reports",
    {
        "reporting.report.submitted": _submitted,
        "reporting.report.accepted": _accepted,
        "reporting.report.returned": _returned,
    },
    sort_key=lambda doc: str(doc["rounds"][0]["submitted_on"]),
    columns=(
        Column("request_id", lambda doc: str(doc["request_id"])),
        Column("unit_id", lambda doc: str(doc["unit_id"])),
        Column("state", lambda doc: str(doc["state"])),
    ),
)

VIEWS = (REQUESTS, REPORTS)
