"""Forms about topics: what the party committee instructed, what a member unit proposes, and the answers (M4)."""

from collections.abc import Sequence
from typing import Any, Final

from services.console.entrypoints.forms.fields import Field, Option
from services.console.entrypoints.forms.form import Form, Values, nested
from services.console.entrypoints.forms.meeting import DECISION
from services.console.entrypoints.visit import Visit


async def committees(visit: Visit, _: Any) -> Sequence[Option]:
    """Those of which the visitor's unit is a member."""
    unit = await visit.asked.get("organization", f"/units/{visit.unit_id}")
    ids = [one["target"] for one in unit["relations"] if one["relation"] == "member_of" and not one["to"]]
    names = await visit.names_of(ids)
    return [Option(each, names[each]) for each in ids]


async def others(visit: Visit, topic: Any) -> Sequence[Option]:
    """Accepted topics of the same committee."""
    found = await visit.asked.get("meeting", "/topics", committee=topic["committee_id"], state="accepted", limit=200)
    return [
        Option(one["topic_id"], one["subject"], one["grounds"])
        for one in found["items"]
        if one["topic_id"] != topic["topic_id"]
    ]


def instructed(values: Values, visit: Visit, matter: Any) -> dict[str, Any]:
    body = nested(values, visit, matter)
    decision = {**body.get("decision", {}), "unit_id": matter["party_committee"]}
    return {**body, "committee_id": visit.unit_id, "decision": decision}


INSTRUCT: Final = Form(
    "instruct",
    "记录党委交办的议题",
    "记录下来",
    "议题已经记录。",
    "meeting",
    "/topics/instruct",
    (Field("subject", "议题"), Field("grounds", "说明", "long", required=False), *DECISION),
    why="《联席会议制度》：会议议题由关工委根据党委的要求提出。",
    body=instructed,
    checks_version=False,
    command="InstructTopic",
    makes="topic_id",
)
PROPOSE: Final = Form(
    "propose",
    "提出议题",
    "提出",
    "议题已经提出，等关工委答复。",
    "meeting",
    "/topics/propose",
    (
        Field("committee_id", "向哪个关工委提出", "choice", options=committees, missing="请选择关工委。"),
        Field("subject", "议题"),
        Field("grounds", "理由", "long", "为什么需要几个单位一起研究。"),
    ),
    why="成员单位可以提出议题；关工委采纳、并入另一议题或者不采纳，都会说明理由。",
    checks_version=False,
    command="ProposeTopic",
    makes="topic_id",
)
ANSWERS: Final = (
    Form(
        "accept",
        "采纳",
        "采纳",
        "议题已经采纳。",
        "meeting",
        "/topics/{topic_id}/accept",
        (Field("note", "说明", "long", "如打算列入哪次会议。", required=False),),
        body=lambda values, visit, topic: {"note": "", **values},
        command="AcceptTopic",
    ),
    Form(
        "merge",
        "并入另一议题",
        "并入",
        "议题已经并入。",
        "meeting",
        "/topics/{topic_id}/merge",
        (
            Field("into", "并入哪个议题", "choice", options=others, missing="请选择要并入的议题。"),
            Field("reason", "理由", "long", "提出单位会看到。"),
        ),
        command="MergeTopic",
    ),
    Form(
        "decline",
        "不采纳",
        "不采纳",
        "已经答复不采纳。",
        "meeting",
        "/topics/{topic_id}/decline",
        (Field("reason", "理由", "long", "提出单位会看到。"),),
        command="DeclineTopic",
    ),
)
BY_NAME: Final = {form.name: form for form in ANSWERS}
EVERY: Final = {form.name: form for form in (INSTRUCT, PROPOSE, *ANSWERS)}
