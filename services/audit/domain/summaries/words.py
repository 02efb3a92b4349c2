"""What the sentences are made of. A unit's name is a mark that whoever shows the sentence replaces."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from services.audit.domain.events import CopiedEvent, Fields
from shared.kernel.clock import SHANGHAI

Summary = Callable[[Fields, CopiedEvent], str]
# Control characters cannot enter an event's text, so no text looks like a mark.
_OPEN, _SHUT = "\x02", "\x03"
MARK = re.compile(f"{_OPEN}([0-9a-f-]{{36}}){_SHUT}")
EXCERPT_CHARS = 40
UNITS_SHOWN = 3

KINDS = {
    "thematic": "专题会议",
    "consultation": "工作协商会议",
    "task_advancing": "任务推进会议",
    "experience_exchange": "工作经验交流会议",
    "briefing": "情况通报会议",
    "plenary": "全体委员会议",
    "directors_office": "主任办公会",
    "regular": "例会",
    "promotion": "推进会",
}
OFFICES = {
    "director": "主任",
    "executive_director": "常务主任",
    "deputy_director": "副主任",
    "secretary_general": "秘书长",
    "office_head": "办公室主任",
    "leader_in_charge": "分管领导",
    "liaison_officer": "联络员",
}
STATUSES = {"planned": "待建", "established": "已建", "federated": "联合组建", "dissolved": "已撤销"}
RELATIONS = {"superior": "上级关工委", "line": "条线主管", "member_of": "成员单位关系", "hosted_by": "主管机关"}
SUCCESSIONS = {"merged": "合并", "split": "分设", "federated": "联合组建"}
WAYS = {"alone": "单独建立", "jointly": "联合组建"}
LIGHTS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯"}
LIGHT_REASONS = {
    "on_course": "进展正常",
    "due_close": "临近期限",
    "not_accepted": "逾期未接受",
    "progress_overdue": "逾期未报进展",
    "past_due": "已超过期限",
}
FACTS = {
    "accepted": "已接受任务",
    "refused": "没有接受任务",
    "upheld": "分工已维持",
    "progress": "报送了进展",
    "part_finished": "完成了本单位的部分",
    "whole_reported": "报送了整项完成情况",
    "returned": "的部分被退回继续办理",
    "whole_returned": "牵头的整项被退回继续办理",
}


def unit(unit_id: str | None) -> str:
    return f"{_OPEN}{unit_id}{_SHUT}" if unit_id else "（未定单位）"


def units(unit_ids: Iterable[str]) -> str:
    every = list(dict.fromkeys(unit_ids))
    shown = "、".join(unit(one) for one in every[:UNITS_SHOWN])
    return f"{shown}等{len(every)}个单位" if len(every) > UNITS_SHOWN else shown


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_CHARS else f"{line[:EXCERPT_CHARS]}…"


def quoted(text: str) -> str:
    return f"“{excerpt(text)}”"


def day(text: str) -> str:
    """2023年7月3日 for 2023-07-03."""
    year, month, number = text[:10].split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def moment(text: str) -> str:
    """In China's time, to the minute."""
    local = datetime.fromisoformat(text).astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute:02d}分"


def word(words: dict[str, str], value: Any) -> str:
    """The Chinese word, or the value itself: provinces may add kinds of their own."""
    return words.get(str(value), str(value))


def owner(event: CopiedEvent) -> str:
    return unit(event.head.owner_unit)


def because(reason: str | None) -> str:
    return f"，理由：{excerpt(reason)}" if reason else ""
