"""The forms of a transmittal and of a unit's return; a return's form asks what its transmittal asks (M10)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.application import matters as words
from services.console.entrypoints.forms.fields import Field, Option, choices_of
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.instructions import LISTED_MAX
from services.console.entrypoints.forms.meeting import today
from services.console.entrypoints.visit import Visit

ANSWER: Final = "answer"


async def own_matters(visit: Visit, _: Any) -> Sequence[Option]:
    """Meetings that were held and leaders' instructions, the committee's own, the newest first."""
    meetings = await visit.asked.get(
        "meeting", "/meetings", committee=visit.unit_id, latest_first=True, limit=LISTED_MAX
    )
    instructions = await visit.asked.get("meeting", "/instructions", committee=visit.unit_id, limit=LISTED_MAX)
    held = [Option(one["meeting_id"], words.meeting_words(one)) for one in meetings["items"] if one["held"]]
    given = [Option(one["instruction_id"], words.instruction_words(one)) for one in instructions["items"]]
    return [*reversed(given), *held]


def begun(name: str) -> Any:
    """What the page that led here already knows."""
    return lambda visit, matter: matter.get(name, "") if matter else ""


async def own_groups(visit: Visit, _: Any) -> Sequence[Option]:
    found = await visit.asked.get("organization", "/groups", committee=visit.unit_id, limit=LISTED_MAX)
    return [Option(one["group_id"], one["name"]) for one in found["items"]]


def issued(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    return {**asked(values, visit, _), "committee_id": visit.unit_id}


def asked(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    return {**values, "tell_party_leader": values.get("tell_party_leader", False)}


TO: Final = (
    Field(
        "groups", "发给哪些组", "choices", "组里是哪些单位，按发出当天的名册展开。", options=own_groups, required=False
    ),
    Field("units", "发给哪些单位", "units", "一行一个单位的名称或代码；选了组就可以不填。", required=False, rows=6),
)
ASKED: Final = (
    Field("requirements", "要求", "long", "怎样传达、贯彻哪些内容。", required=False),
    Field("questions", "要求回答的问题", "lines", "一行一个问题，各单位反馈时逐个回答；没有就不填。", required=False),
    Field("tell_party_leader", "要求向党委（党组）主要领导做一次汇报", "yes", required=False),
    Field("due_on", "哪天前反馈", "day"),
)
ISSUE: Final = Form(
    "new",
    "发传达通知",
    "发出",
    "传达通知已经发出。",
    "meeting",
    "/transmittals",
    (
        Field(
            "conveys", "传达什么", "choice", "", True, choices_of(words.CONVEYS), begun("conveys"), "请选择传达什么。"
        ),
        Field("title", "标题", hint="例如“省关工委全会精神”。"),
        Field(
            "matter_id",
            "哪次会议、哪件批示",
            "choice",
            "传达的会议或批示记录在这里的，请选上；传达上级文件的不选。",
            options=own_matters,
            start=begun("matter_id"),
            required=False,
        ),
        Field("issuer", "发文机关", required=False, needed="传达上级文件的必填"),
        Field("document", "要传达的文件", "file", required=False, needed="传达上级文件的必须上传"),
        *TO,
        *ASKED,
    ),
    why="会议精神、上级文件、领导批示传达到下级关工委和成员单位，各单位按期反馈。",
    body=issued,
    checks_version=False,
    command="IssueTransmittal",
    makes="transmittal_id",
)
PASS_ON: Final = Form(
    "pass-on",
    "转发给所属单位",
    "转发",
    "已经转发，各单位反馈后能逐级看到。",
    "meeting",
    "/transmittals/{source_id}/pass-on",
    (*TO, *ASKED),
    why="转发的内容和收到的一样，要求和期限由本关工委定。",
    body=asked,
    checks_version=False,
    command="PassOnTransmittal",
    makes="transmittal_id",
)
WIDEN: Final = Form(
    "widen",
    "增发",
    "增发",
    "已经增发。",
    "meeting",
    "/transmittals/{transmittal_id}/widen",
    TO,
    command="WidenTransmittal",
)
ACCEPT: Final = Form(
    "accept",
    "接收反馈",
    "接收",
    "反馈已经接收。",
    "meeting",
    "/returns/{return_id}/accept",
    command="AcceptReturn",
)
SEND_BACK: Final = Form(
    "send-back",
    "退回反馈",
    "退回",
    "反馈已经退回，单位更正后会再报来。",
    "meeting",
    "/returns/{return_id}/send-back",
    (Field("reason", "退回的原因", "long"),),
    command="SendBackReturn",
)


def return_form(transmittal: Mapping[str, Any]) -> Form:
    """The short form of one unit: its questions are the transmittal's."""
    return Form(
        "return",
        "反馈传达情况",
        "报出",
        "传达情况已经反馈。",
        "meeting",
        "/transmittals/{transmittal_id}/returns",
        tuple(_content(transmittal)),
        body=lambda values, visit, matter: {"content": content_of(values, transmittal, ())},
        checks_version=False,
        command="SubmitReturn",
    )


def correct_form(transmittal: Mapping[str, Any], last: Mapping[str, Any]) -> Form:
    """Begins with what was returned last; a new file joins the earlier ones."""
    reason = Field("reason", "更正的原因", "long", rows=2)
    return Form(
        "correct",
        "更正反馈",
        "报出",
        "更正已经报出。",
        "meeting",
        "/returns/{return_id}/correct",
        (*_content(transmittal, last), reason),
        why="原来的反馈和改了哪些都会留下来；第一次反馈是否逾期不变。",
        body=lambda values, visit, matter: {
            "content": content_of(values, transmittal, last["documents"]),
            "reason": values["reason"],
        },
        command="CorrectReturn",
    )


def _content(transmittal: Mapping[str, Any], last: Mapping[str, Any] | None = None) -> Sequence[Field]:
    def was(name: str, words_of: Any = lambda value: value) -> Any:
        return (lambda visit, matter: words_of(last[name])) if last else None

    def answer_was(number: int) -> Any:
        return (lambda visit, matter: last["answers"][number]) if last else None

    told = (
        Field(
            "told_on",
            "哪天向党委（党组）主要领导汇报",
            "day",
            "还没有汇报的不填，在下面写原因。",
            required=False,
            needed="已经汇报的必填",
            start=was("told_on"),
        ),
        Field("not_told", "还没有汇报的原因", required=False, needed="还没有汇报的必填", start=was("not_told")),
    )
    questions = [
        Field(f"{ANSWER}_{number}", question, "long", rows=3, start=answer_was(number), missing="请回答这个问题。")
        for number, question in enumerate(transmittal["questions"])
    ]
    return (
        Field("held_on", "哪天传达的", "day", start=was("held_on") or today),
        Field("ways", "怎样传达的", "choices", "可以选几种。", options=choices_of(words.WAYS), start=was("ways")),
        Field("attended", "多少人参加", "number", start=was("attended", str)),
        Field("measures", "贯彻措施", "lines", "一行一条。", rows=5, start=was("measures", "\n".join)),
        *(told if transmittal["tell_party_leader"] else ()),
        *questions,
        Field("document", "附件", "file", "学习材料、照片等；没有就不传。", required=False),
    )


def content_of(values: Values, transmittal: Mapping[str, Any], earlier: Sequence[str]) -> dict[str, Any]:
    answers = [values[f"{ANSWER}_{number}"] for number in range(len(transmittal["questions"]))]
    return {
        **{name: values[name] for name in ("held_on", "ways", "attended", "measures")},
        "told_on": values.get("told_on"),
        "not_told": values.get("not_told", ""),
        "answers": answers,
        "documents": [*earlier, *([values["document"]] if "document" in values else [])],
    }
