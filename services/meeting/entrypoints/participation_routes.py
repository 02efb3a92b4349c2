"""The commands about the notice after it was issued, receipts, forwarding and attendance."""

from services.meeting.application import participation_commands as commands
from services.meeting.entrypoints.examples import MEETING
from shared.serving import samples
from shared.serving.commands import CommandRoute

_SMALL_MEETING = {"meeting_id": samples.matter("取消的会议")}
_CHANGED = {
    "held_at": "2023-09-20T02:00:00Z",
    "place": "市委二号会议室",
    "requirements": "请分管领导参加，并带本单位分工意见。",
    "reason": "一号会议室另有安排。",
}
_RECEIPT = {
    "unit_id": samples.unit("230300-jyj"),
    "attending": True,
    "seat": "substitute",
    "office": "副局长",
    "mode": "on_site",
    "heads": 2,
    "reason": "分管领导出差。",
}
_FORWARDED = {
    "meeting_id": samples.matter("省里的会议"),
    "committee_id": samples.COMMITTEE,
    "place": "市委视频会议室",
    "requirements": "请分管领导参加，提前十五分钟入场。",
    "units": [samples.unit("230300-jyj"), samples.unit("230300-sfj")],
}
_VENUES = [
    {"key": "main", "kind": "main", "name": "市委二号会议室"},
    {"key": "230321", "kind": "branch", "name": "鸡东县分会场"},
]
_ROWS = [
    {
        "unit_id": samples.unit("230300-jyj"),
        "presence": "present",
        "venue": "main",
        "heads": 2,
        "seat": "substitute",
        "office": "副局长",
        "reason": "分管领导出差。",
    },
    {"unit_id": samples.unit("230300-sfj"), "presence": "present", "venue": "main", "heads": 1, "seat": "holder"},
    {"unit_id": samples.unit("230300-mzj"), "presence": "excused", "reason": "参加省里的会议。"},
]

PARTICIPATION_ROUTES = (
    CommandRoute(
        commands.ChangeNotice, "/meetings/{meeting_id}/change-notice", "改期或改地点", MEETING | _CHANGED, ("M6",)
    ),
    CommandRoute(
        commands.CallOffMeeting,
        "/meetings/{meeting_id}/call-off",
        "取消会议",
        _SMALL_MEETING | {"reason": "因防汛工作取消。"},
        ("M6",),
    ),
    CommandRoute(
        commands.ReturnReceipt, "/meetings/{meeting_id}/return-receipt", "会议回执", MEETING | _RECEIPT, ("M6",)
    ),
    CommandRoute(commands.ForwardNotice, "/meetings/{meeting_id}/forward-notice", "转发会议通知", _FORWARDED, ("M6",)),
    CommandRoute(
        commands.RecordAttendance,
        "/meetings/{meeting_id}/record-attendance",
        "登记签到",
        MEETING | {"venues": _VENUES, "rows": _ROWS},
        ("M7",),
    ),
)
