"""Chinese words for what the services name in English, and dates as an office writes them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

CHINA: Final = ZoneInfo("Asia/Shanghai")
WEEKDAYS: Final = "周一 周二 周三 周四 周五 周六 周日".split()

ROLES: Final[Mapping[str, str]] = {
    "clerk": "经办人",
    "director": "主任",
    "party_approver": "党委审批人",
    "liaison": "联络员",
    "leader": "分管领导",
    "supervisor": "督查人员",
    "auditor": "审计人员",
}
JOINT_KINDS: Final[Mapping[str, str]] = {
    "thematic": "专题会议",
    "consultation": "工作协商会议",
    "task_advancing": "任务推进会议",
    "experience_exchange": "工作经验交流会议",
    "briefing": "情况通报会议",
}
OTHER_KINDS: Final[Mapping[str, str]] = {
    "plenary": "全体委员会议",
    "directors_office": "主任办公会",
    "regular": "例会",
    "promotion": "推进会",
}
MEETING_KINDS: Final[Mapping[str, str]] = {**JOINT_KINDS, **OTHER_KINDS}
STAGES: Final[Mapping[str, str]] = {
    "drafted": "筹备中",
    "requested": "已请示，等答复",
    "returned": "党委退回",
    "approved": "党委已同意",
    "noticed": "已发通知",
    "held": "已召开",
    "reported": "已报告",
    "filed": "已归档",
    "called_off": "已取消",
}
OFFICES: Final[Mapping[str, str]] = {
    "director": "主任",
    "executive_director": "常务主任",
    "deputy_director": "副主任",
    "secretary_general": "秘书长",
    "office_head": "办公室主任",
    "leader_in_charge": "分管领导",
    "liaison_officer": "联络员",
}
SCOPES: Final[Mapping[str, str]] = {"all_members": "全体成员单位", "some_members": "部分成员单位"}
IMPORTANCE: Final[Mapping[str, str]] = {"ordinary": "一般事项", "important": "重要事项"}
SEATS: Final[Mapping[str, str]] = {"holder": "分管领导", "substitute": "他人代为参加"}
MODES: Final[Mapping[str, str]] = {"on_site": "到现场", "video": "视频", "mobile": "手机"}
VENUES: Final[Mapping[str, str]] = {"main": "主会场", "branch": "分会场", "video": "视频会场", "mobile": "手机参会"}
SUPERVISED_BY: Final[Mapping[str, str]] = {"party_committee": "党委", "government": "政府"}


def day_words(day: date | str | None, *, weekday: bool = False) -> str:
    """2026年3月5日, with 周四 when asked for; empty for no day."""
    if not day:
        return ""
    day = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    words = f"{day.year}年{day.month}月{day.day}日"
    return f"{words}（{WEEKDAYS[day.weekday()]}）" if weekday else words


def moment_words(moment: datetime | str | None) -> str:
    """2026年3月5日（周四）上午9:30, in China."""
    if not moment:
        return ""
    there = (datetime.fromisoformat(moment) if isinstance(moment, str) else moment).astimezone(CHINA)
    part = "上午" if there.hour < 12 else "下午" if there.hour < 18 else "晚上"
    hour = there.hour if there.hour <= 12 else there.hour - 12
    return f"{day_words(there.date(), weekday=True)}{part}{hour}:{there.minute:02d}"


def kinds_words(kinds: list[str]) -> str:
    return "、".join(MEETING_KINDS.get(kind, kind) for kind in kinds)


def in_china(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(CHINA)
