"""Words that every suggested text uses: how a matter is called, when and where it is, lists with marks."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from services.meeting.application.papers.receivers import MEMBERS, NAMED_MAX, OTHERS
from services.meeting.domain.paper_blanks import NO_DAY, NO_HOUR, NO_PLACE
from services.meeting.domain.vocabulary import JOINT_KINDS, OTHER_KINDS, Value
from shared.kernel.clock import SHANGHAI
from shared.papers.text import width
from shared.papers.titles import TITLE_EMS

Doc = Mapping[str, Any]
EVENING_HOUR: Final = 18
_DIGITS: Final = "零一二三四五六七八九"
_STOPS: Final = ("。", "！", "？", "…")
# What a meeting does with its subject, where a theme begins with it; 研究生 and 讨论会 are none of that.
_DOING: Final = re.compile(
    "研究(?:部署|讨论|审议|决定|确定|解决|制定)?(?![生院所会])|讨论(?![会])|审议|听取|部署|传达学习|传达(?![室])"
)
_WEEKDAYS: Final = "一二三四五六日"


class Known(Value, frozen=True, kw_only=True):
    """What is known beside the matter: names of units by id, the committee's, its party committee's and the superior's;
    once the attendance sheet says so, the venues, who sits where, and who was present or excused (unit id → presence);
    once it is passed on, the committee's own `transmittal`, and whom it goes to as an office says it.
    """

    committee: str
    party_committee: str
    names: dict[str, str]
    venues: tuple[str, ...] = ()
    venue_of: dict[str, str] = msgspec.field(default_factory=dict)
    presence: dict[str, str] = msgspec.field(default_factory=dict)
    superior: str = ""
    transmittal: dict[str, Any] | None = None
    receivers: tuple[str, ...] = ()

    def name(self, unit_id: str | UUID) -> str:
        return self.names.get(str(unit_id), "")


def chinese(number: int) -> str:
    """1 to 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{'' if tens == 1 else _DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"


def marked(texts: Iterable[str], form: str = "（{}）") -> list[str]:
    """Each text as a paragraph of its own, counted in Chinese."""
    said = [text.strip() for text in texts if text.strip()]
    return [form.format(chinese(number)) + text for number, text in enumerate(said, 1)]


def listed(texts: Iterable[str], form: str = "（{}）") -> list[str]:
    """Counted only where there is something to count: a single one is a sentence of its own."""
    said = [text.strip() for text in texts if text.strip()]
    return marked(said, form) if len(said) > 1 else [sentence(text) for text in said]


def sentences(texts: Iterable[str], form: str = "（{}）") -> list[str]:
    """What was resolved, advised or asked, as it was recorded; each ends as a sentence does."""
    return listed(map(sentence, texts), form)


def sentence(text: str) -> str:
    said = text.strip().rstrip("；;，,、")
    return said if not said or said.rstrip("”’）》").endswith(_STOPS) else f"{said}。"


def sections(*parts: tuple[str, Iterable[str]]) -> list[str]:
    """Headings 一、二、… with what stands below them; a part that says nothing has no heading either."""
    said = [(title, texts) for title, each in parts if (texts := [text for text in each if text])]
    headings = marked((title for title, _ in said), "{}、")
    return [line for heading, (_, texts) in zip(headings, said, strict=True) for line in (heading, *texts)]


def considered(theme: str) -> str:
    """What the meeting did: 研究了校园周边环境整治工作; a theme that says no such thing is what it was about."""
    said = theme.strip().rstrip("。")
    if done := _DOING.match(said):
        return f"会议{done[0]}了{said[done.end() :]}。"
    return f"会议围绕{said}进行了研究。"


def purpose(theme: str) -> str:
    """为做好校园周边环境整治工作，"""
    said = theme.strip().rstrip("。")
    if _DOING.match(said):
        return f"为{said}，"
    return f"为做好{said if said.endswith('工作') else said + '工作'}，"


def lines(*paragraphs: str | Iterable[str]) -> str:
    flat = [one for part in paragraphs for one in ([part] if isinstance(part, str) else part)]
    return "\n".join(one for one in flat if one)


def meeting_name(meeting: Doc) -> str:
    """校园周边环境整治专题会议; several forms are named side by side."""
    kinds = [(JOINT_KINDS | OTHER_KINDS).get(kind, "会议") for kind in meeting["kinds"]]
    enlarged = "（扩大）" if meeting["enlarged"] else ""
    return f"{meeting['theme']}{'、'.join(kinds)}{enlarged}"


def title_over_lines(body: str, rest: str) -> str:
    """Broken behind the body where one line does not hold it all; without 关于 nothing else shows where that ends."""
    return f"{body}{rest}" if width(f"{body}{rest}") <= TITLE_EMS else f"{body}\n{rest}"


def day_of_meeting(meeting: Doc) -> str:
    """As it was held, is called for or planned; a gap to fill when nothing is known."""
    if meeting["held"]:
        return day_words(meeting["held"]["held_on"])
    if meeting["notice"]:
        return _day(held_at(meeting))
    return day_words(meeting["planned_on"]) if meeting["planned_on"] else NO_DAY


def time_of_meeting(meeting: Doc) -> str:
    if not meeting["notice"]:
        return f"{day_of_meeting(meeting)}{NO_HOUR}"
    moment = held_at(meeting)
    part = "上午" if moment.hour < 12 else "下午" if moment.hour < EVENING_HOUR else "晚上"
    clock = f"{moment.hour if moment.hour <= 12 else moment.hour - 12}时"
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{_day(moment)}（星期{_WEEKDAYS[moment.weekday()]}）{part}{clock}{minutes}"


def held_at(meeting: Doc) -> datetime:
    return datetime.fromisoformat(meeting["notice"]["held_at"]).astimezone(SHANGHAI)


def place_of(meeting: Doc) -> str:
    return str(meeting["notice"]["place"]) if meeting["notice"] else NO_PLACE


def invited(meeting: Doc, known: Known, part: str) -> list[str]:
    """Names of the units asked as members or observers, in the order of the notice."""
    return [known.name(unit) for unit in invited_units(meeting, part)]


def invited_members(meeting: Doc, known: Known) -> list[str]:
    """As an office says it: 各成员单位 where all are asked, else each by name; nobody where nobody is asked.

    Before the notice a joint meeting is all members' own; whom another one asks is not known.
    """
    if not meeting["notice"]:
        return [MEMBERS] if meeting["joint"] else []
    asked = invited(meeting, known, "member")
    if asked and meeting["notice"]["scope"] == "all_members":
        return [MEMBERS]
    return asked if len(asked) <= NAMED_MAX else [OTHERS]


def invited_units(meeting: Doc, part: str) -> list[str]:
    invitations = meeting["notice"]["invitations"] if meeting["notice"] else []
    return [str(one["unit_id"]) for one in invitations if one["as"] == part]


def day_words(day: str) -> str:
    return _day(datetime.fromisoformat(day))


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
