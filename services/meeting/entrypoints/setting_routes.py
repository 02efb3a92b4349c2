"""The commands by which committees set their duty and add kinds of meeting."""

from services.meeting.application import setting_commands as commands
from shared.serving import samples
from shared.serving.commands import CommandRoute

_PROVINCE = {"committee_id": samples.unit("230000")}
_CITY = {"committee_id": samples.COMMITTEE}
_KIND = _CITY | {"kind": "专家咨询会议"}

SETTING_ROUTES = (
    CommandRoute(
        commands.SetDutyLevels,
        "/duties/{committee_id}/set-levels",
        "规定哪些层级每年召开联席会议",
        _PROVINCE | {"levels": ["province", "prefecture", "county"], "begins_on": "2023-07-03", "on": "2023-09-06"},
        ("M2",),
    ),
    CommandRoute(
        commands.SetCommitteeDuty,
        "/duties/{committee_id}/set-committee",
        "单独规定一个关工委",
        _PROVINCE
        | {
            "unit_id": samples.unit("230302"),
            "carries": False,
            "reason": "区划调整期间暂不单独召开。",
            "on": "2023-09-06",
        },
        ("M2",),
    ),
    CommandRoute(
        commands.SetDutyWarning,
        "/duties/{committee_id}/set-warning",
        "规定从哪一天起提醒",
        _CITY | {"warn_from": "09-15", "on": "2023-09-06"},
        ("S6",),
    ),
    CommandRoute(
        commands.AddMeetingKind, "/meeting-kinds/{committee_id}/add", "增加会议形式", _KIND | {"joint": True}, ("M1",)
    ),
    CommandRoute(commands.RetireMeetingKind, "/meeting-kinds/{committee_id}/retire", "停用会议形式", _KIND, ("M1",)),
)
