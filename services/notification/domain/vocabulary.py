"""The words of notices: roles that are told, channels, kinds of notice, states of a delivery."""

from typing import Final, Literal

Role = Literal["clerk", "liaison", "leader", "director", "party_approver"]
Channel = Literal["mail", "sms", "webhook", "wecom", "dingtalk"]
Kind = Literal[
    "request_submitted",
    "meeting_called",
    "meeting_changed",
    "meeting_called_off",
    "meeting_reported",
    "notice_forwarded",
    "transmittal",
    "return_sent_back",
    "reminder",
    "supervision_notice",
    "topic_answered",
]

CHANNELS: Final[dict[Channel, str]] = {
    "mail": "电子邮件",
    "sms": "短信",
    "webhook": "网络回调",
    "wecom": "企业微信群机器人",
    "dingtalk": "钉钉群机器人",
}
ROLES: Final[dict[Role, str]] = {
    "clerk": "经办人",
    "liaison": "联络员",
    "leader": "分管领导",
    "director": "主任",
    "party_approver": "党委审批人",
}
# The office that a role's addresses belong to; those of a clerk and an approver are the unit's own.
OFFICES: Final[dict[str, str]] = {
    "liaison": "liaison_officer",
    "leader": "leader_in_charge",
    "director": "director",
}
KINDS: Final[dict[Kind, str]] = {
    "request_submitted": "会前请示",
    "meeting_called": "会议通知",
    "meeting_changed": "会议变更",
    "meeting_called_off": "会议取消",
    "meeting_reported": "会后报告",
    "notice_forwarded": "转发的会议通知",
    "transmittal": "传达通知",
    "return_sent_back": "退回的报送",
    "reminder": "催办",
    "supervision_notice": "督办通知",
    "topic_answered": "议题答复",
}
# They are about a meeting that is to come: once it has begun they are over.
OF_A_MEETING_TO_COME: Final = frozenset({"meeting_called", "meeting_changed", "meeting_called_off", "notice_forwarded"})
# News that asks for nothing: after these days it has been read, or is no news any more.
NEWS_DAYS: Final[dict[Kind, int]] = {"topic_answered": 7, "meeting_reported": 7}
# What ends by itself at its moment.
PASSING: Final = OF_A_MEETING_TO_COME | frozenset(NEWS_DAYS)
