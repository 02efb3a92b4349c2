"""Forms about who is told of a meeting and who comes: the notice after it was issued, receipts, forwarding; topics."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.application import words
from services.console.entrypoints.forms.fields import Field, Option, Options, choices_of
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.visit import Visit

YES_NO: Final = {"yes": "参加", "no": "不能参加"}


def local_moment(visit: Visit, meeting: Any) -> str:
    """As the browser's field has it: in China, to the minute."""
    moment = words.in_china(meeting["notice"]["held_at"]) if meeting["notice"] else None
    return moment.strftime("%Y-%m-%dT%H:%M") if moment else ""


def notice_of(name: str) -> Any:
    return lambda visit, meeting: meeting["notice"][name] if meeting["notice"] else ""


async def accepted_topics(visit: Visit, meeting: Any) -> Sequence[Option]:
    """Those of the committee that no other meeting has taken up."""
    found = await visit.asked.get("meeting", "/topics", committee=meeting["committee_id"], state="accepted", limit=200)
    return options_of(found["items"], (None, meeting["meeting_id"]))


def options_of(topics: Sequence[Mapping[str, Any]], of: Sequence[str | None]) -> list[Option]:
    """Those that one of these meetings has taken up; None: no meeting at all."""
    return [Option(one["topic_id"], one["subject"], one["grounds"]) for one in topics if one["meeting_id"] in of]


def replied(values: Values, visit: Visit, matter: Any) -> dict[str, Any]:
    """`matter` names the unit that answers, and who forwarded the notice, if somebody did."""
    body = {name: value for name, value in values.items() if name != "attending"}
    asked = {"unit_id": matter["unit_id"]} | (
        {"forwarded_by": matter["forwarded_by"]} if matter["forwarded_by"] else {}
    )
    return {**body, **asked, "attending": values["attending"] == "yes"}


RECEIPT: Final = Form(
    "return-receipt",
    "会议回执",
    "报出回执",
    "回执已经报出。",
    "meeting",
    "/meetings/{meeting_id}/return-receipt",
    (
        Field("attending", "能不能参加", "choice", options=choices_of(YES_NO), missing="请选择能不能参加。"),
        Field(
            "seat",
            "由谁参加",
            "choice",
            "一般由分管领导参加。",
            options=choices_of(words.SEATS),
            only_when=("attending", "yes"),
            missing="请选择由谁参加。",
        ),
        Field(
            "office",
            "代为参加的人的职务",
            hint="如副局长。",
            required=False,
            needed="由他人代为参加的必填",
            only_when=("attending", "yes"),
        ),
        Field(
            "mode",
            "怎样参加",
            "choice",
            options=choices_of(words.MODES),
            only_when=("attending", "yes"),
            missing="请选择怎样参加。",
        ),
        Field("heads", "来几个人", "number", start=lambda visit, matter: "1", only_when=("attending", "yes")),
        Field("reason", "原因", "long", required=False, needed="不能参加，或由他人代为参加的必填"),
    ),
    why="成员单位的席位是分管领导的；由他人代为参加，要写明原因。",
    body=replied,
    checks_version=False,
    command="ReturnReceipt",
)


def below(kind: str) -> Options:
    """Members of the visitor's committee, or committees below it: the page has looked them up."""

    async def options(visit: Visit, matter: Any) -> Sequence[Option]:
        return [Option(unit["unit_id"], unit["name"]) for unit in matter[kind]]

    return options


def forwarded(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    """Each unit once, however it was named."""
    body = {name: value for name, value in values.items() if name not in BELOW}
    chosen = [unit for name in (*BELOW, "units") for unit in values.get(name, [])]
    return {**body, "units": list(dict.fromkeys(chosen)), "committee_id": visit.unit_id}


BELOW: Final = ("members", "committees")
FORWARD: Final = Form(
    "forward-notice",
    "转发会议通知",
    "转发",
    "通知已经转发。",
    "meeting",
    "/meetings/{meeting_id}/forward-notice",
    (
        Field("place", "本级在哪里参加", hint="如县委会议室（视频分会场）。"),
        Field("requirements", "本级的要求", "long", required=False),
        Field("members", "转发给哪些成员单位", "choices", options=below("members"), required=False),
        Field("committees", "转发给哪些下级关工委", "choices", options=below("committees"), required=False),
        Field("units", "还转发给哪些单位", "units", "上面没有列出的成员单位、下级关工委，一行一个。", required=False),
    ),
    why="收到通知的下级关工委可以转发给自己的成员单位和下级关工委，并提出本级的要求。",
    body=forwarded,
    checks_version=False,
    command="ForwardNotice",
)


def venues_set(values: Values, visit: Visit, matter: Any) -> dict[str, Any]:
    """A venue is known by its name, so that it stays the same one when others come beside it."""
    venues = [("main", values["main"])]
    venues += [(kind, name) for kind in ("branch", "video", "mobile") for name in values.get(kind, [])]
    return {"rows": [], "venues": [{"key": name, "kind": kind, "name": name} for kind, name in venues]}


def venues_of(kind: str) -> Any:
    return lambda visit, matter: "\n".join(venue["name"] for venue in matter["venues"] if venue["kind"] == kind)


VENUE_FORM: Final = Form(
    "venues",
    "会场",
    "保存",
    "会场已经保存。",
    "meeting",
    "/meetings/{meeting_id}/record-attendance",
    (
        Field("main", "主会场", start=venues_of("main")),
        Field("branch", "分会场", "lines", "一行一个；没有就不填。", start=venues_of("branch"), required=False),
        Field("video", "视频会场", "lines", "一行一个；没有就不填。", start=venues_of("video"), required=False),
        Field("mobile", "手机参会", "lines", "一行一个；没有就不填。", start=venues_of("mobile"), required=False),
    ),
    why="有单位登记在那里的会场不能去掉，请先把单位改到别的会场。",
    body=venues_set,
    checks_version=False,
    command="RecordAttendance",
)
# The sheet has a page of its own; its name and title lead there from the meeting's way.
SHEET: Final = Form(
    "attendance",
    "登记签到",
    "保存",
    "签到已经登记。",
    "meeting",
    "/meetings/{meeting_id}/record-attendance",
    command="RecordAttendance",
)
OF_A_MEETING: Final = (
    SHEET,
    Form(
        "take-up-topics",
        "列入议题",
        "保存",
        "议题已经列入会议。",
        "meeting",
        "/meetings/{meeting_id}/take-up-topics",
        (
            Field(
                "topics",
                "哪些议题",
                "choices",
                "只列出已经采纳、没有列入别的会议的议题。",
                options=accepted_topics,
                start=lambda visit, meeting: meeting.get("topics", []),
                required=False,
            ),
        ),
        why="《联席会议制度》：每次围绕一个重大问题或重要事项。联席会议只列一个议题，相近的议题先并入它。",
        command="TakeUpTopics",
    ),
    Form(
        "change-notice",
        "改期或改地点",
        "发出更改",
        "更改已经通知参会单位。",
        "meeting",
        "/meetings/{meeting_id}/change-notice",
        (
            Field("held_at", "开会时间", "moment", start=local_moment),
            Field("place", "开会地点", start=notice_of("place")),
            Field("requirements", "要求", "long", start=notice_of("requirements"), required=False),
            Field("reason", "更改的原因", "long"),
        ),
        why="已经报过的回执要请单位重新确认。",
        command="ChangeNotice",
    ),
    Form(
        "call-off",
        "取消会议",
        "取消会议",
        "会议已经取消。",
        "meeting",
        "/meetings/{meeting_id}/call-off",
        (Field("reason", "取消的原因", "long", "参会单位会看到。"),),
        why="取消以后这次会议不能再办；需要时另行起草一次会议。",
        command="CallOffMeeting",
    ),
)
