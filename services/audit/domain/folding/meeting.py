"""`meetings`: from the draft to the filed meeting."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding.documents import Body, Change, Folds, View, append

_EMPTY = ("notice", "held", "report", "minutes", "filed_on")


def _drafted(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body["stage"] = "drafted"
    body.update({name: [] for name in ("requests", "resolutions", "advice")})
    body.update(dict.fromkeys(_EMPTY))


def _revised(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)


def _request_submitted(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["stage"] = "requested"
    body["requests"].append(
        {
            "round": data["round"],
            "document": data["document"],
            "party_committee": data["party_committee"],
            "outcome": None,
            "reason": None,
            "decision": None,
        }
    )


def _decided(outcome: str) -> Change:
    """The last request is answered; its decision is the envelope's, without empty fields."""

    def change(body: Body, data: Fields, event: CopiedEvent) -> None:
        request = body["requests"][-1]
        request["outcome"], request["reason"] = outcome, data.get("reason")
        request["decision"] = event.head.decision
        body["stage"] = outcome

    return change


def _stage(stage: str, field: str) -> Change:
    """The event's data become the field, and the meeting comes a stage further."""

    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body[field], body["stage"] = data, stage

    return change


def _resolution_adopted(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["resolutions"].append({**data, "consent": None})


def _minutes_issued(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["minutes"] = data


def _filed(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["filed_on"], body["stage"] = data["filed_on"], "filed"


def _resolution_consented(body: Body, data: Fields, event: CopiedEvent) -> None:
    for resolution in body["resolutions"]:
        if resolution["resolution_id"] == data["resolution_id"]:
            resolution["consent"] = event.head.decision


FOLDS = Folds(
    "meeting",
    (
        View(
            "meetings",
            {
                "meeting.meeting.drafted": _drafted,
                "meeting.meeting.revised": _revised,
                "meeting.meeting.request_submitted": _request_submitted,
                "meeting.meeting.request_returned": _decided("returned"),
                "meeting.meeting.request_approved": _decided("approved"),
                "meeting.meeting.notice_issued": _stage("noticed", "notice"),
                "meeting.meeting.held": _stage("held", "held"),
                "meeting.meeting.resolution_adopted": _resolution_adopted,
                "meeting.meeting.advice_given": append("advice"),
                "meeting.meeting.report_submitted": _stage("reported", "report"),
                "meeting.meeting.minutes_issued": _minutes_issued,
                "meeting.meeting.filed": _filed,
                "meeting.meeting.resolution_consented": _resolution_consented,
            },
            draft=lambda body: body["notice"] is None,
        ),
    ),
)
