"""The forms of a meeting, in the order of its way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from services.console.application import words
from services.console.entrypoints.forms.fields import Field, Option, Options, Start, choices_of
from services.console.entrypoints.forms.form import Form, Values, nested
from services.console.entrypoints.forms.participation import OF_A_MEETING, SHEET
from services.console.entrypoints.forms.people import CHAIRING, holders
from services.console.entrypoints.visit import Visit

RULES: Final = "《联席会议制度》"
NO_MEMBERS: Final = "no_members"


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


def decided(values: Values, visit: Visit, meeting: Any) -> dict[str, Any]:
    """The party committee that was asked is who decided."""
    asked = meeting["requests"][-1]["party_committee"] if meeting["requests"] else meeting.get("party_committee")
    body = nested(values, visit, meeting)
    return {**body, "decision": {**body.get("decision", {}), "unit_id": asked}}


async def scopes(visit: Visit, meeting: Any) -> Sequence[Option]:
    """No joint meeting is without member units; a directors' office meeting usually is."""
    asked = [Option(value, label) for value, label in words.SCOPES.items()]
    return asked if meeting["joint"] else [*asked, Option(NO_MEMBERS, "不请成员单位")]


def usual_scope(visit: Visit, meeting: Any) -> str:
    return NO_MEMBERS if meeting["kinds"] == ["directors_office"] else "all_members"


def planned_moment(visit: Visit, meeting: Any) -> str:
    """Nine in the morning of the planned day, while that is to come."""
    planned = meeting["planned_on"]
    return f"{planned}T09:00" if planned and planned > visit.today.isoformat() else ""


def noticed(values: Values, visit: Visit, meeting: Any) -> dict[str, Any]:
    return {**values, "scope": "some_members"} if values["scope"] == NO_MEMBERS else dict(values)


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
        needed="联席会议必填",
    ),
    Field(
        "agenda",
        "议程",
        "lines",
        "一行一项，按会上的先后。",
        start=lines("agenda"),
        required=False,
        needed="联席会议报请示前必填",
    ),
    Field("matters", "拟议定的事项", "lines", "一行一项；没有就不填。", start=lines("matters"), required=False),
    Field("planned_on", "打算哪天开", "day", "还没有定就不填。", start=of("planned_on"), required=False),
)


DECISION: Final = (
    Field("decision.decided_on", "批示日期", "day", start=today),
    Field("decision.person_id", "批示人", "person", "作批示的领导的姓名。姓名只保存在名册里，以后可以删除。"),
    Field("decision.words", "批示原文", "words", "照批示的原话录入。"),
    Field("decision.scan", "批示的扫描件", "file", "PDF 或照片，不超过10MB。"),
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
            Field("held_at", "开会时间", "moment", start=planned_moment),
            Field("place", "开会地点"),
            Field("scope", "请哪些成员单位", "choice", options=scopes, start=usual_scope),
            Field("members", "参会的成员单位", "units", "一行一个单位。", only_when=("scope", "some_members"), rows=8),
            Field("observers", "列席单位", "units", "一行一个单位；没有就不填。", required=False),
            Field("requirements", "要求", "long", "如携带的材料、报到的时间。", required=False),
        ),
        why="通知送到成员单位的联络员，由分管领导参加。",
        body=noticed,
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
            Field("delegation.reason", "委托主持的原因", required=False, needed="由别人主持的必填"),
            Field(
                "delegation.delegated_by",
                "委托人",
                "choice",
                options=delegators,
                required=False,
                needed="由别人主持的必选",
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
            Field("listed_by", "列入督办的单位", "unit", required=False, needed="列入督办的必填"),
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
# What was agreed to stays; the day may still be found to be another.
REPLAN: Final = replace(
    BY_NAME["revise"],
    title="改打算开会的日子",
    fields=tuple(field for field in SUBJECT if field.name == "planned_on"),
    body=lambda values, visit, meeting: {
        **{name: meeting[name] for name in ("theme", "agenda", "matters")},
        "planned_on": values.get("planned_on"),
    },
)
# By command, the place and the words of what a meeting's way offers.
WAY_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    **{form.command: (form.name, form.title) for form in EVERY},
    SHEET.command: (SHEET.name, "签到"),
}


def form_for(name: str, meeting: Mapping[str, Any]) -> Form:
    return REPLAN if name == REPLAN.name and meeting["stage"] == "approved" else BY_NAME[name]


def forms_for(meeting: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    """As `WAY_FORMS`, by how far the meeting is."""
    revise = form_for(REPLAN.name, meeting)
    return {**WAY_FORMS, revise.command: (revise.name, revise.title)}
