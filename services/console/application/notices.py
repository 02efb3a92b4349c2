"""Words of notices, and where an item of the desk leads."""

from collections.abc import Mapping
from typing import Any, Final

CHANNELS: Final[Mapping[str, str]] = {
    "mail": "电子邮件",
    "sms": "短信",
    "wecom": "企业微信群机器人",
    "dingtalk": "钉钉群机器人",
    "webhook": "网络回调",
}
TOLD_ROLES: Final[Mapping[str, str]] = {
    "liaison": "联络员",
    "leader": "分管领导",
    "clerk": "经办人",
    "director": "主任",
    "party_approver": "党委审批人",
}
# How a delivery stands → the tone of its word.
TONES: Final[Mapping[str, str]] = {
    "waiting": "wait",
    "sending": "wait",
    "sent": "done",
    "failed": "late",
    "given_up": "late",
    "expired": "none",
    "no_contact": "none",
}
STATES: Final[Mapping[str, str]] = {
    "waiting": "等待发送",
    "sent": "已送出",
    "failed": "对方不接收",
    "given_up": "多次未送到",
    "no_contact": "只列在我的工作里",
    "expired": "没有再发送",
}


# They wait for a receipt.
CALLS: Final = frozenset({"meeting_called", "meeting_changed", "notice_forwarded"})


# A draft is its committee's: who is asked reads the request, not the meeting.
REQUEST: Final = "request_submitted"
REPORT: Final = "meeting_reported"
PLACES: Final[Mapping[str, str]] = {"meeting": "meetings", "transmittal": "transmittals", "topic": "topics"}
TITLES: Final[Mapping[str, str]] = {
    REQUEST: "会前请示：{}",
    REPORT: "会后报告：{}",
    "transmittal": "传达贯彻：{}",
    "topic_answered": "议题：{}",
}


def address_of(item: Mapping[str, Any], unit: str) -> str:
    """The page that deals with an item of a unit's desk; "" where there is none."""
    matter = item["matter"]
    if item["kind"] in CALLS:
        forwarded = f"?forwarded_by={item['issuer_id']}" if item["kind"] == "notice_forwarded" else ""
        return f"/console/meetings/{matter['id']}/receipts/{unit}{forwarded}"
    if item["kind"] == "receipts_missing":
        return f"/console/meetings/{matter['id']}/receipts"
    if item["kind"] == REQUEST:
        return f"/console/requests/{matter['id']}"
    place = PLACES.get(matter["kind"])
    return f"/console/{place}/{matter['id']}" if place else ""


def title_of(item: Mapping[str, Any]) -> str:
    title = item["matter"]["title"]
    return TITLES.get(item["kind"], "{}").format(title) if title else item["kind_name"]


def tone_of(item: Mapping[str, Any]) -> str:
    if item["kind"] == "topic_answered":
        return "none"  # to be read, and nothing more
    return "late" if item["kind"] in ("reminder", "meeting_called_off") else "next"
