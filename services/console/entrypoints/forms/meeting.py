"""The forms of a meeting, in the order of its way."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.application import words
from services.console.entrypoints.forms.fields import Field, Option, Options, Start, choices_of
from services.console.entrypoints.forms.form import Form, Values, nested
from services.console.entrypoints.forms.meeting_kinds import forms_of_meetings, joint_kinds
from services.console.entrypoints.forms.participation import OF_A_MEETING, SHEET, options_of
from services.console.entrypoints.forms.people import CHAIRING, holders
from services.console.entrypoints.visit import Visit

RULES: Final = "《联席会议制度》"


def of(name: str) -> Start:
    """What the meeting's document says now."""
    return lambda visit, meeting: meeting[name] if meeting else None


def lines(name: str) -> Start:
    return lambda visit, meeting: "\n".join(meeting[name]) if meeting else None


def today(visit: Visit, _: Any) -> str:
    return visit.today.isoformat()


def held_day(visit: Visit, meeting: Any) -> str:
    noticed = _day_of((meeting["notice"] or {}).get("held_at")) if meeting else None
    return noticed if noticed and noticed <= visit.today.isoformat() else visit.today.isoformat()


async def chairs(visit: Visit, meeting: Any) -> Sequence[Option]:
    notice = meeting["notice"] or {}
    return await holders(visit, meeting["committee_id"], CHAIRING, _day_of(notice.get("held_at")))


async def delegators(visit: Visit, meeting: Any) -> Sequence[Option]:
    return await holders(visit, meeting["committee_id"], CHAIRING[:2])


async def resolutions(visit: Visit, meeting: Any) -> Sequence[Option]:
    return [
        Option(one["resolution_id"], f"{one['number']}．{one['text']}")
        for one in meeting["resolutions"]
        if not one["consent"]
    ]


def issued(kind: str, of: str = "meeting_id") -> Options:
    """The matter's papers of this kind that were issued here: any of them is the document that is asked for."""

    async def options(visit: Visit, matter: Any) -> Sequence[Option]:
        asked = {"matter": matter[of], "kind": kind, "stage": "issued", "limit": 20}
        page = await visit.asked.get("meeting", "/papers", **asked)
        return [
            Option(paper["document"], "　".join(filter(None, (paper["number"], paper["title"]))))
            for paper in page["items"]
        ]

    return options


def _day_of(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def drafted(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    kinds = [values["joint_kind"]] if "joint_kind" in values else values.get("joint_kinds", [])
    joint = values["form"] == "joint"
    body = {name: values[name] for name in ("agenda", "matters", "topics") if name in values}
    return {
        **body,
        "committee_id": visit.unit_id,
        "hosts": [visit.unit_id, *values.get("hosts", [])],
        "joint": joint,
        "kinds": kinds if joint else [values["form"]],
        "enlarged": values.get("enlarged", False),
        "theme": values.get("theme", ""),
        "planned_on": values.get("planned_on"),
    }


def decided(values: Values, visit: Visit, meeting: Any) -> dict[str, Any]:
    """The party committee that was asked is who decided."""
    asked = meeting["requests"][-1]["party_committee"] if meeting["requests"] else meeting.get("party_committee")
    body = nested(values, visit, meeting)
    return {**body, "decision": {**body.get("decision", {}), "unit_id": asked}}


def held(values: Values, visit: Visit, meeting: Any) -> dict[str, Any]:
    body = nested(values, visit, meeting)
    given = body.pop("delegation", None) or {}
    return {**body, "delegation": given} if given.get("reason") or given.get("delegated_by") else body


SUBJECT: Final = (
    Field(
        "theme",
        "会议主题",
        hint="联席会议每次围绕一个重大问题或重要事项，要写一个主题；例会等可以不写。",
        start=of("theme"),
        required=False,
    ),
    Field("agenda", "议程", "lines", "一行一项，按会上的先后。", start=lines("agenda"), required=False),
    Field("matters", "拟议定的事项", "lines", "一行一项；没有就不填。", start=lines("matters"), required=False),
    Field("planned_on", "打算哪天开", "day", "还没有定就不填。", start=of("planned_on"), required=False),
)


async def waiting_topics(visit: Visit, drafting: Any) -> Sequence[Option]:
    return options_of(drafting["waiting"], (None,))


TOPICS: Final = Field(
    "topics",
    "列入的议题",
    "choices",
    "本关工委已经采纳、还没有列入会议的。联席会议只列一个。",
    options=waiting_topics,
    start=lambda visit, drafting: drafting["topics"],
    required=False,
)
DECISION: Final = (
    Field("decision.decided_on", "批示日期", "day", start=today),
    Field("decision.person_id", "批示人", "person", "作批示的领导的姓名。姓名只保存在名册里，以后可以删除。"),
    Field("decision.words", "批示原文", "words", "照批示的原话录入。"),
    Field("decision.scan", "批示的扫描件", "file", "PDF 或照片，不超过10MB。"),
)
DRAFT: Final = Form(
    "new",
    "筹备一次会议",
    "保存",
    "会议已经建立。",
    "meeting",
    "/meetings",
    (
        Field(
            "form",
            "开什么会",
            "choice",
            options=forms_of_meetings,
            missing="请选择开什么会。",
        ),
        Field(
            "joint_kinds",
            "联席会议的形式",
            "choices",
            "可以选几种。",
            options=joint_kinds,
            only_when=("form", "joint"),
            missing="请至少选一种形式。",
        ),
        Field("enlarged", "扩大会议", "yes", required=False),
        Field("hosts", "共同召开的单位", "units", "一行一个单位的名称；只由本关工委召开就不填。", required=False),
        TOPICS,
        *SUBJECT,
    ),
    why=f"{RULES}：主要采取专题会议、工作协商会议、任务推进会议、工作经验交流会议、情况通报会议等方式。",
    body=drafted,
    checks_version=False,
    makes="meeting_id",
)
FORMS: Final = (
    Form(
        "revise",
        "修改主题、议程和事项",
        "保存",
        "修改已经保存。",
        "meeting",
        "/meetings/{meeting_id}/revise",
        SUBJECT,
        body=lambda values, visit, meeting: {"theme": "", "agenda": [], "matters": [], **values},
        command="ReviseMeeting",
    ),
    Form(
        "submit-request",
        "会前请示",
        "报党委",
        "会前请示已经报出，等党委答复。",
        "meeting",
        "/meetings/{meeting_id}/submit-request",
        (Field("document", "请示文件", "file", "已经签发的请示，PDF 或 .docx。", options=issued("request")),),
        why=f"{RULES}：会前，将会议主题、议程和拟议定的事项向党委请示。",
        command="SubmitRequest",
    ),
    Form(
        "record-approval",
        "记录党委同意",
        "记录下来",
        "党委同意已经记录，可以发通知了。",
        "meeting",
        "/meetings/{meeting_id}/record-approval",
        DECISION,
        body=decided,
        command="RecordApproval",
    ),
    Form(
        "record-return",
        "记录党委退回",
        "记录下来",
        "退回已经记录，请按意见修改后再请示。",
        "meeting",
        "/meetings/{meeting_id}/record-return",
        (Field("reason", "退回的原因", "long"), *DECISION),
        body=decided,
        command="RecordReturn",
    ),
    Form(
        "issue-notice",
        "发会议通知",
        "发出通知",
        "会议通知已经发出。",
        "meeting",
        "/meetings/{meeting_id}/issue-notice",
        (
            Field("held_at", "开会时间", "moment"),
            Field("place", "开会地点"),
            Field(
                "scope",
                "请哪些成员单位",
                "choice",
                options=choices_of(words.SCOPES),
                start=lambda visit, meeting: "all_members",
            ),
            Field("members", "参会的成员单位", "units", "一行一个单位。", only_when=("scope", "some_members"), rows=8),
            Field("observers", "列席单位", "units", "一行一个单位；没有就不填。", required=False),
            Field("requirements", "要求", "long", "如携带的材料、报到的时间。", required=False),
        ),
        why="通知送到成员单位的联络员，由分管领导参加。",
        command="IssueNotice",
    ),
    Form(
        "hold",
        "记录会议召开",
        "记录下来",
        "会议召开已经记录。",
        "meeting",
        "/meetings/{meeting_id}/hold",
        (
            Field("held_on", "召开日期", "day", start=held_day),
            Field("chair", "主持人", "choice", options=chairs, missing="请选择主持人。"),
            Field("delegation.reason", "委托主持的原因", hint="由主任、常务主任主持时不填。", required=False),
            Field(
                "delegation.delegated_by",
                "委托人",
                "choice",
                "由主任、常务主任主持时不选。",
                options=delegators,
                required=False,
            ),
        ),
        why=f"{RULES}：由关工委主任或常务主任主持；由别人主持的，要有委托和原因。",
        body=held,
        command="HoldMeeting",
    ),
    Form(
        "adopt-resolution",
        "记录议定事项",
        "记录下来",
        "议定事项已经记录。",
        "meeting",
        "/meetings/{meeting_id}/adopt-resolution",
        (
            Field("text", "议定事项", "long"),
            Field(
                "importance",
                "轻重",
                "choice",
                options=choices_of(words.IMPORTANCE),
                start=lambda visit, meeting: "ordinary",
            ),
            Field(
                "supervised_by",
                "列入谁的督办",
                "choice",
                "没有列入督办就不选。",
                options=choices_of(words.SUPERVISED_BY),
                required=False,
            ),
            Field("listed_by", "列入督办的单位", "unit", "没有列入督办就不填。", required=False),
        ),
        makes="resolution_id",
        command="AdoptResolution",
    ),
    Form(
        "give-advice",
        "记录意见建议",
        "记录下来",
        "意见建议已经记录。",
        "meeting",
        "/meetings/{meeting_id}/give-advice",
        (Field("text", "意见建议", "long"),),
        why="会议向党委提出的意见建议。",
        makes="advice_id",
        command="GiveAdvice",
    ),
    Form(
        "submit-report",
        "会后报告",
        "报党委",
        "会后报告已经报送。",
        "meeting",
        "/meetings/{meeting_id}/submit-report",
        (
            Field("document", "会后报告", "file", "已经签发的报告，PDF 或 .docx。", options=issued("report")),
            Field("submitted_on", "报送日期", "day", start=today),
        ),
        why=f"{RULES}：会后，将会议情况向党委报告。",
        command="SubmitMeetingReport",
    ),
    Form(
        "issue-minutes",
        "印发会议纪要",
        "印发",
        "会议纪要已经印发。",
        "meeting",
        "/meetings/{meeting_id}/issue-minutes",
        (
            Field("document", "会议纪要", "file", "已经签发的纪要，PDF 或 .docx。", options=issued("minutes")),
            Field("issued_on", "印发日期", "day", start=today),
        ),
        command="IssueMinutes",
    ),
    Form(
        "record-consent",
        "记录党委同意安排部署",
        "记录下来",
        "党委同意已经记录，可以分解任务了。",
        "meeting",
        "/meetings/{meeting_id}/record-consent",
        (
            Field("resolution_id", "哪一项议定事项", "choice", options=resolutions, missing="请选择议定事项。"),
            *DECISION,
        ),
        why=f"{RULES}：经党委同意安排部署的工作任务，才能分解到单位。",
        body=decided,
        command="RecordConsent",
    ),
    Form(
        "file",
        "会议归档",
        "归档",
        "会议已经归档。",
        "meeting",
        "/meetings/{meeting_id}/file",
        (Field("filed_on", "归档日期", "day", start=today),),
        why="向党委报送会后报告、印发会议纪要以后才能归档。",
        command="FileMeeting",
    ),
)
EVERY: Final = (*FORMS, *OF_A_MEETING)
BY_NAME: Final[Mapping[str, Form]] = {form.name: form for form in EVERY}
BY_COMMAND: Final[Mapping[str, Form]] = {form.command: form for form in EVERY}
# By command, the place and the words of what a meeting's way offers.
WAY_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    **{form.command: (form.name, form.title) for form in EVERY},
    SHEET.command: (SHEET.name, "签到"),
}
