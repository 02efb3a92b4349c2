"""`requests` and `reports`."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding.documents import Body, Change, Folds, View, whole

_SUBJECT = ("report_id", "request_id", "unit_id", "committee_id")
_ROUND = ("round", "text", "document", "submitted_on", "late", "statement")


def _submitted(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """The first submission's lateness is kept through returns."""
    if not body:
        body.update({name: data[name] for name in _SUBJECT}, late=data["late"], rounds=[])
    body["state"] = "submitted"
    undecided = {"outcome": None, "reason": None, "decided_on": None}
    body["rounds"].append({**{name: data[name] for name in _ROUND}, **undecided})


def _decided(outcome: str, day: str) -> Change:
    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body["state"] = outcome
        body["rounds"][-1].update(outcome=outcome, reason=data.get("reason"), decided_on=data[day])

    return change


FOLDS = Folds(
    "reporting",
    (
        View("requests", {"reporting.request.opened": whole}),
        View(
            "reports",
            {
                "reporting.report.submitted": _submitted,
                "reporting.report.accepted": _decided("accepted", "accepted_on"),
                "reporting.report.returned": _decided("returned", "returned_on"),
            },
        ),
    ),
)
