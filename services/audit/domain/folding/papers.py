"""`papers`, `paper_styles`: documents of the meeting service."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding.documents import Body, Change, View


def _drafted(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body.update({"stage": "drafted", "returns": [], "checked": None, "signed": None, "number": None})
    body.update({"document": None, "issued_on": None, "withdrawn": None})


def _revised(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body["stage"] = "drafted"


def _step(stage: str) -> Change:
    """The event's data and its decision are what is known of the step."""

    def change(body: Body, data: Fields, event: CopiedEvent) -> None:
        body[stage] = {**data, "decision": event.head.decision}
        body["stage"] = stage

    return change


def _returned(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["returns"].append(data)
    body["stage"], body["checked"], body["signed"] = "returned", None, None
    body.pop("cosigned", None)


def _cosigned(body: Body, data: Fields, event: CopiedEvent) -> None:
    body.setdefault("cosigned", []).append({**data, "decision": event.head.decision})


def _numbered(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["number"], body["stage"] = data["number"], "numbered"


def _issued(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["document"], body["issued_on"], body["stage"] = data["document"], data["issued_on"], "issued"


def _withdrawn(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["withdrawn"], body["number"], body["stage"] = data["reason"], None, "withdrawn"


def _style_set(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["committee_id"] = data["committee_id"]
    body.setdefault("versions", []).append({"on": data["on"], "style": data["style"]})


PAPER_VIEWS = (
    View(
        "papers",
        {
            "meeting.paper.drafted": _drafted,
            "meeting.paper.revised": _revised,
            "meeting.paper.checked": _step("checked"),
            "meeting.paper.returned": _returned,
            "meeting.paper.signed": _step("signed"),
            "meeting.paper.cosigned": _cosigned,
            "meeting.paper.numbered": _numbered,
            "meeting.paper.issued": _issued,
            "meeting.paper.withdrawn": _withdrawn,
        },
        draft=lambda body: body["stage"] != "issued",
    ),
    View("paper_styles", {"meeting.paper_style.set": _style_set}),
)
ELSEWHERE = frozenset({"meeting.paper_number.assigned", "meeting.paper_number.released"})
