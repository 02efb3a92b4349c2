"""The commands' table: one row each, with an example in the words of a clerk."""

from typing import Any

from services.meeting.application import commands
from services.meeting.entrypoints.examples import DECISION, MEETING
from services.meeting.entrypoints.instruction_routes import INSTRUCTION_ROUTES
from services.meeting.entrypoints.participation_routes import PARTICIPATION_ROUTES
from services.meeting.entrypoints.setting_routes import SETTING_ROUTES
from services.meeting.entrypoints.topic_routes import TOPIC_ROUTES
from services.meeting.entrypoints.transmittal_routes import TRANSMITTAL_ROUTES
from shared.serving import samples
from shared.serving.commands import CommandRoute

_SUBJECT: dict[str, Any] = {
    "theme": "校园周边环境整治",
    "agenda": ["通报摸底情况", "讨论责任分工"],
    "matters": ["整治工作责任分工"],
    "planned_on": "2023-09-20",
}
_DRAFT = (
    MEETING
    | _SUBJECT
    | {
        "committee_id": samples.COMMITTEE,
        "hosts": [samples.COMMITTEE],
        "kinds": ["thematic"],
        "joint": True,
        "enlarged": False,
    }
)
_REVISED = MEETING | _SUBJECT | {"agenda": ["通报摸底情况", "成员单位表态发言", "讨论责任分工"]}
_NOTICE: dict[str, Any] = {
    "held_at": "2023-09-20T01:30:00Z",
    "place": "市委一号会议室",
    "scope": "all_members",
    "requirements": "请分管领导参加，并带本单位分工意见。",
    "members": [],
    "observers": [samples.unit("230300-szf")],
}
_HELD: dict[str, Any] = {
    "held_on": "2023-09-20",
    "chair": samples.holder("230300", "deputy_director"),
    "delegation": {"reason": "主任因公外出", "delegated_by": samples.holder("230300", "director")},
}
_RESOLUTION: dict[str, Any] = {
    "resolution_id": samples.RESOLUTION,
    "text": "九月底前完成校园周边环境集中整治。",
    "importance": "important",
    "supervised_by": "party_committee",
    "listed_by": samples.PARTY_COMMITTEE,
}
_ADVICE = {"advice_id": samples.matter("意见建议"), "text": "建议把校园周边环境整治列入年度考核。"}

ROUTES = (
    CommandRoute(commands.DraftMeeting, "/meetings", "起草会议", _DRAFT, ("M1",)),
    CommandRoute(commands.ReviseMeeting, "/meetings/{meeting_id}/revise", "修改会议", _REVISED, ("M1", "M5")),
    CommandRoute(
        commands.SubmitRequest,
        "/meetings/{meeting_id}/submit-request",
        "报送会前请示",
        MEETING | {"document": samples.DOCUMENT},
        ("M5",),
    ),
    CommandRoute(
        commands.RecordReturn,
        "/meetings/{meeting_id}/record-return",
        "记录党委退回",
        MEETING | {"reason": "议程请增加表态发言。", "decision": DECISION},
        ("M5",),
    ),
    CommandRoute(
        commands.RecordApproval,
        "/meetings/{meeting_id}/record-approval",
        "记录党委同意",
        MEETING | {"decision": DECISION},
        ("M5",),
    ),
    CommandRoute(
        commands.IssueNotice, "/meetings/{meeting_id}/issue-notice", "发会议通知", MEETING | _NOTICE, ("M5", "M6")
    ),
    CommandRoute(commands.HoldMeeting, "/meetings/{meeting_id}/hold", "记录会议召开", MEETING | _HELD, ("M3",)),
    CommandRoute(
        commands.AdoptResolution,
        "/meetings/{meeting_id}/adopt-resolution",
        "记录议定事项",
        MEETING | _RESOLUTION,
        ("M8",),
    ),
    CommandRoute(commands.GiveAdvice, "/meetings/{meeting_id}/give-advice", "记录意见建议", MEETING | _ADVICE, ("M8",)),
    CommandRoute(
        commands.SubmitMeetingReport,
        "/meetings/{meeting_id}/submit-report",
        "报送会后报告",
        MEETING | {"document": samples.DOCUMENT, "submitted_on": "2023-09-25"},
        ("M9",),
    ),
    CommandRoute(
        commands.IssueMinutes,
        "/meetings/{meeting_id}/issue-minutes",
        "印发会议纪要",
        MEETING | {"document": samples.DOCUMENT, "issued_on": "2023-09-26"},
        ("M9",),
    ),
    CommandRoute(
        commands.FileMeeting, "/meetings/{meeting_id}/file", "会议归档", MEETING | {"filed_on": "2023-09-28"}, ("M9",)
    ),
    CommandRoute(
        commands.RecordConsent,
        "/meetings/{meeting_id}/record-consent",
        "记录党委同意安排部署",
        MEETING | {"resolution_id": samples.RESOLUTION, "decision": DECISION | {"decided_on": "2023-09-27"}},
        ("T1",),
    ),
    *SETTING_ROUTES,
    *TOPIC_ROUTES,
    *PARTICIPATION_ROUTES,
    *INSTRUCTION_ROUTES,
    *TRANSMITTAL_ROUTES,
)
