"""`meetings`: from the draft to the filed meeting; `topics`: what became of each; who was told, answered and came."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding import matters
from services.audit.domain.folding.documents import Body, Change, Folds, View, append, unchanged
from services.audit.domain.folding.papers import ELSEWHERE, PAPER_VIEWS

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


def _topics_taken_up(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["topics"] = data["topics"]


def _topic_given(state: str) -> Change:
    def change(body: Body, data: Fields, event: CopiedEvent) -> None:
        body.update({"unit_id": None, **data, "state": state, "decision": event.head.decision})
        body.update({"answer": None, "meeting_id": None})

    return change


def _topic_answered(state: str) -> Change:
    """The reason, called a note where the answer is yes; `into` where there is another topic."""

    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body["state"] = state
        body["answer"] = {"reason": data["note"] if state == "accepted" else data["reason"], "into": data.get("into")}

    return change


def _topic_taken_up(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["meeting_id"] = data["meeting_id"]


def _topic_put_back(body: Body, _data: Fields, _event: CopiedEvent) -> None:
    body["meeting_id"] = None


def _notice_changed(body: Body, data: Fields, _event: CopiedEvent) -> None:
    """What the notice said is kept beside the reason why it says something else now."""
    notice = body["notice"]
    said = {"held_at": notice["held_at"], "place": notice["place"], "requirements": notice["requirements"]}
    notice.setdefault("changes", []).append({**said, "reason": data["reason"]})
    notice.update(held_at=data["held_at"], place=data["place"], requirements=data["requirements"])


def _receipt_returned(body: Body, data: Fields, _event: CopiedEvent) -> None:
    subject = ("receipt_id", "meeting_id", "committee_id", "unit_id")
    body.update({name: data[name] for name in subject})
    body.setdefault("answers", []).append({name: value for name, value in data.items() if name not in subject})


def _forwarded(body: Body, data: Fields, _event: CopiedEvent) -> None:
    subject = ("forwarded_id", "meeting_id", "committee_id", "source_committee", "theme")
    body.update({name: data[name] for name in subject})
    body.setdefault("rounds", []).append({name: value for name, value in data.items() if name not in subject})


def _attendance_recorded(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update({name: data[name] for name in ("meeting_id", "committee_id", "venues")})
    units = body.setdefault("units", [])
    for row in data["rows"]:
        entry = {name: value for name, value in row.items() if name != "unit_id"}
        known = [unit for unit in units if unit["unit_id"] == row["unit_id"]]
        if known:
            known[0]["entries"].append(entry)
        else:
            units.append({"unit_id": row["unit_id"], "entries": [entry]})


def _set(series: str) -> Change:
    """What a committee sets follows what it set before."""

    def change(body: Body, data: Fields, _event: CopiedEvent) -> None:
        body.setdefault("committee_id", data["committee_id"])
        for each in ("levels", "committees", "warnings"):
            body.setdefault(each, [])
        body[series].append({name: value for name, value in data.items() if name != "committee_id"})

    return change


def _kind_added(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body["committee_id"] = data["committee_id"]
    body.setdefault("kinds", []).append({"kind": data["kind"], "joint": data["joint"], "retired": False})


def _kind_retired(body: Body, data: Fields, _event: CopiedEvent) -> None:
    for kind in body["kinds"]:
        kind["retired"] = kind["retired"] or kind["kind"] == data["kind"]


SETTINGS = (
    View(
        "duties",
        {
            "meeting.duty.levels_set": _set("levels"),
            "meeting.duty.committee_set": _set("committees"),
            "meeting.duty.warning_set": _set("warnings"),
        },
    ),
    View("meeting_kinds", {"meeting.kinds.added": _kind_added, "meeting.kinds.retired": _kind_retired}),
)
TOPICS = View(
    "topics",
    {
        "meeting.topic.instructed": _topic_given("accepted"),
        "meeting.topic.proposed": _topic_given("proposed"),
        "meeting.topic.accepted": _topic_answered("accepted"),
        "meeting.topic.merged": _topic_answered("merged"),
        "meeting.topic.declined": _topic_answered("declined"),
        "meeting.topic.taken_up": _topic_taken_up,
        "meeting.topic.put_back": _topic_put_back,
    },
)
FOLDS = Folds(
    "meeting",
    (
        View(
            "meetings",
            {
                "meeting.meeting.drafted": _drafted,
                "meeting.meeting.revised": _revised,
                "meeting.meeting.topics_taken_up": _topics_taken_up,
                "meeting.meeting.request_submitted": _request_submitted,
                "meeting.meeting.request_returned": _decided("returned"),
                "meeting.meeting.request_approved": _decided("approved"),
                "meeting.meeting.notice_issued": _stage("noticed", "notice"),
                "meeting.meeting.notice_changed": _notice_changed,
                "meeting.meeting.called_off": _stage("called_off", "called_off"),
                "meeting.meeting.held": _stage("held", "held"),
                "meeting.meeting.attendance_recorded": unchanged,  # what it says is a document of its own, below
                "meeting.meeting.resolution_adopted": _resolution_adopted,
                "meeting.meeting.advice_given": append("advice"),
                "meeting.meeting.report_submitted": _stage("reported", "report"),
                "meeting.meeting.minutes_issued": _minutes_issued,
                "meeting.meeting.filed": _filed,
                "meeting.meeting.resolution_consented": _resolution_consented,
            },
            draft=lambda body: body["notice"] is None,
        ),
        TOPICS,
        *SETTINGS,
        View("receipts", {"meeting.receipt.returned": _receipt_returned}),
        View("forwarded_notices", {"meeting.forwarded_notice.forwarded": _forwarded}),
        View("attendance", {"meeting.meeting.attendance_recorded": _attendance_recorded}),
        *matters.VIEWS,
        *PAPER_VIEWS,
    ),
    elsewhere=ELSEWHERE,
)
