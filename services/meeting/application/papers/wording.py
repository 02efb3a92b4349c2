"""Words that every suggested text uses: how a matter is called, when and where it is, lists with marks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from services.meeting.domain.paper_blanks import NO_DAY, NO_HOUR, NO_PLACE
from services.meeting.domain.vocabulary import JOINT_KINDS, OTHER_KINDS, Value
from shared.kernel.clock import SHANGHAI

Doc = Mapping[str, Any]
_DIGITS: Final = "零一二三四五六七八九"
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


def lines(*paragraphs: str | Iterable[str]) -> str:
    flat = [one for part in paragraphs for one in ([part] if isinstance(part, str) else part)]
    return "\n".join(one for one in flat if one)


def meeting_name(meeting: Doc) -> str:
    """校园周边环境整治专题会议; several forms are named side by side."""
    kinds = [(JOINT_KINDS | OTHER_KINDS).get(kind, "会议") for kind in meeting["kinds"]]
    enlarged = "（扩大）" if meeting["enlarged"] else ""
    return f"{meeting['theme']}{'、'.join(kinds)}{enlarged}"


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
    part = "上午" if moment.hour < 12 else "下午"
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


def invited_units(meeting: Doc, part: str) -> list[str]:
    invitations = meeting["notice"]["invitations"] if meeting["notice"] else []
    return [str(one["unit_id"]) for one in invitations if one["as"] == part]


def day_words(day: str) -> str:
    return _day(datetime.fromisoformat(day))


def _day(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"
