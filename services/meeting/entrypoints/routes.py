"""The commands' table: one row each, with an example in the words of a clerk."""

from typing import Any

from services.meeting.application import commands
from shared.kernel.ids import derive
from shared.serving.commands import CommandRoute


def sample_id(name: str) -> str:
    return str(derive("example", name))


_DIGEST = "9f2c" * 16
_DECISION: dict[str, Any] = {
    "unit_id": sample_id("市委"),
    "decided_on": "2023-09-05",
    "person_id": sample_id("批示人"),
    "words": _DIGEST,
    "scan": _DIGEST,
}
_SUBJECT: dict[str, Any] = {
    "theme": "校园周边环境整治",
    "agenda": ["通报摸底情况", "讨论责任分工"],
    "matters": ["整治工作责任分工"],
    "planned_on": "2023-09-20",
}
_DRAFT = _SUBJECT | {
    "meeting_id": sample_id("会议"),
    "committee_id": sample_id("市关工委"),
    "hosts": [sample_id("市关工委")],
    "kinds": ["thematic"],
    "joint": True,
    "enlarged": False,
}
_NOTICE: dict[str, Any] = {
    "held_at": "2023-09-20T01:30:00Z",
    "place": "市委一号会议室",
    "scope": "all_members",
    "requirements": "请分管领导参加，并带本单位分工意见。",
    "members": [],
    "observers": [sample_id("市妇幼保健院")],
}
_HELD: dict[str, Any] = {
    "held_on": "2023-09-20",
    "chair": sample_id("副主任"),
    "delegation": {"reason": "主任因公外出", "delegated_by": sample_id("主任")},
}
_RESOLUTION: dict[str, Any] = {
    "resolution_id": sample_id("议定事项"),
    "text": "九月底前完成校园周边环境集中整治。",
    "importance": "important",
    "supervised_by": "party_committee",
    "listed_by": sample_id("市委"),
}
_ADVICE = {"advice_id": sample_id("意见建议"), "text": "建议把校园周边环境整治列入年度考核。"}

ROUTES = (
    CommandRoute(commands.DraftMeeting, "/meetings", "起草会议", _DRAFT, ("M1",)),
    CommandRoute(commands.ReviseMeeting, "/meetings/{meeting_id}/revise", "修改会议", _SUBJECT, ("M1", "M5")),
    CommandRoute(
        commands.SubmitRequest,
        "/meetings/{meeting_id}/submit-request",
        "报送会前请示",
        {"document": _DIGEST},
        ("M5",),
    ),
    CommandRoute(
        commands.RecordReturn,
        "/meetings/{meeting_id}/record-return",
        "记录党委退回",
        {"reason": "议程请增加表态发言。", "decision": _DECISION},
        ("M5",),
    ),
    CommandRoute(
        commands.RecordApproval,
        "/meetings/{meeting_id}/record-approval",
        "记录党委同意",
        {"decision": _DECISION},
        ("M5",),
    ),
    CommandRoute(commands.IssueNotice, "/meetings/{meeting_id}/issue-notice", "发会议通知", _NOTICE, ("M5", "M6")),
    CommandRoute(commands.HoldMeeting, "/meetings/{meeting_id}/hold", "记录会议召开", _HELD, ("M3",)),
    CommandRoute(
        commands.AdoptResolution,
        "/meetings/{meeting_id}/adopt-resolution",
        "记录议定事项",
        _RESOLUTION,
        ("M8",),
    ),
    CommandRoute(commands.GiveAdvice, "/meetings/{meeting_id}/give-advice", "记录意见建议", _ADVICE, ("M8",)),
    CommandRoute(
        commands.SubmitMeetingReport,
        "/meetings/{meeting_id}/submit-report",
        "报送会后报告",
        {"document": _DIGEST, "submitted_on": "2023-09-25"},
        ("M9",),
    ),
    CommandRoute(
        commands.IssueMinutes,
        "/meetings/{meeting_id}/issue-minutes",
        "印发会议纪要",
        {"document": _DIGEST, "issued_on": "2023-09-26"},
        ("M9",),
    ),
    CommandRoute(commands.FileMeeting, "/meetings/{meeting_id}/file", "会议归档", {"filed_on": "2023-09-28"}, ("M9",)),
    CommandRoute(
        commands.RecordConsent,
        "/meetings/{meeting_id}/record-consent",
        "记录党委同意安排部署",
        {"resolution_id": sample_id("议定事项"), "decision": _DECISION | {"decided_on": "2023-09-27"}},
        ("T1",),
    ),
)
