"""`instructions`, `transmittals`, `transmittal_returns`: what meeting keeps beside its meetings."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding.documents import Body, Change, View, append, put, whole

_OF_RETURN = ("return_id", "transmittal_id", "matter_id", "unit_id", "committee_id", "late")
_CONTENT = ("held_on", "ways", "attended", "measures", "told_on", "not_told", "answers", "documents")


def _recorded(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body.update({name: [] for name in ("texts", "opinions", "reports", "campaigns")})
    body["closed"] = None


def _opinions_passed(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["opinions"].append({**data, "consent": None})


def _opinions_consented(body: Body, data: Fields, event: CopiedEvent) -> None:
    for opinions in body["opinions"]:
        if opinions["opinions_id"] == data["opinions_id"]:
            opinions["consent"] = event.head.decision


def _widened(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["units"] = [*body["units"], *data["units"]]
    body["expansions"] = [*body["expansions"], *data["expansions"]]


def _submitted(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """The first return's lateness is kept through corrections."""
    body.update({name: data[name] for name in _OF_RETURN}, rounds=[])
    _round(body, data, 1, data["submitted_on"])


def _corrected(body: Body, data: Fields, _event: CopiedEvent) -> None:
    _round(body, data, data["round"], data["corrected_on"])
    body["rounds"][-1].update(changed=data["changed"], correction_reason=data["reason"])


def _round(body: Body, data: Fields, number: int, on: str) -> None:
    told = {name: data[name] for name in _CONTENT}
    undecided = {"outcome": None, "reason": None, "decided_on": None}
    body["state"] = "submitted"
    body["rounds"].append(
        {**told, **undecided, "round": number, "submitted_on": on, "changed": [], "correction_reason": None}
    )


def _decided(outcome: str, day: str) -> Change:
    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body["state"] = outcome
        body["rounds"][-1].update(outcome=outcome, reason=data.get("reason"), decided_on=data[day])

    return change


VIEWS = (
    View(
        "instructions",
        {
            "meeting.instruction.recorded": _recorded,
            "meeting.instruction.text_added": append("texts"),
            "meeting.instruction.opinions_passed": _opinions_passed,
            "meeting.instruction.opinions_consented": _opinions_consented,
            "meeting.instruction.report_submitted": append("reports"),
            "meeting.instruction.campaign_linked": append("campaigns"),
            "meeting.instruction.closed": put("closed"),
        },
    ),
    View("transmittals", {"meeting.transmittal.issued": whole, "meeting.transmittal.widened": _widened}),
    View(
        "transmittal_returns",
        {
            "meeting.transmittal_return.submitted": _submitted,
            "meeting.transmittal_return.corrected": _corrected,
            "meeting.transmittal_return.accepted": _decided("accepted", "accepted_on"),
            "meeting.transmittal_return.sent_back": _decided("sent_back", "sent_back_on"),
        },
    ),
)
