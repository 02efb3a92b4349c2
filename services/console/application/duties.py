"""What a committee has set about the joint-meeting duty (M2, S6), as its page shows it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.console.application.unit_page import LEVELS as ALL_LEVELS

Entry = Mapping[str, Any]
LEVELS: Final = {level: words for level, words in ALL_LEVELS.items() if level != "nation"}
CARRIES: Final[Mapping[str, str]] = {"yes": "每年要召开", "no": "不要求召开"}
# Where nobody above has set anything else (M2).
USUAL_LEVELS: Final = ("province", "prefecture", "county")
USUAL_BEGIN: Final = "2023-07-03"
USUAL_WARNING: Final = "10-01"
_MONTH_AND_DAY: Final = re.compile(r"\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?\s*")


@dataclass(frozen=True, slots=True)
class Dated:
    """One setting and how it stands today: words and tone."""

    entry: Entry
    state: tuple[str, str]


def latest_first(entries: Sequence[Entry], today: str) -> list[Dated]:
    """Settings of one thing follow each other by their days; the last that has begun is in force."""
    counts = max((number for number, entry in enumerate(entries) if entry["on"] <= today), default=-1)
    return [Dated(entry, _state(number, counts)) for number, entry in reversed([*enumerate(entries)])]


def by_unit(entries: Sequence[Entry], today: str) -> list[Dated]:
    """What is said of single committees: each committee's settings together."""
    of: dict[str, list[Entry]] = {}
    for entry in entries:
        of.setdefault(entry["unit_id"], []).append(entry)
    return [dated for one in of.values() for dated in latest_first(one, today)]


def _state(number: int, counts: int) -> tuple[str, str]:
    if number > counts:
        return "以后执行", "next"
    return ("正在执行", "done") if number == counts else ("以前的规定", "none")


def levels_words(levels: Sequence[str]) -> str:
    """In the order of the levels, whatever the order in which they were said."""
    return "、".join(words for level, words in LEVELS.items() if level in levels)


def warning_words(warn_from: str) -> str:
    """09-15 → 9月15日."""
    month, _, day = warn_from.partition("-")
    return f"{int(month)}月{int(day)}日"


def month_and_day(typed: str) -> str:
    """9月15日, 9-15 → 09-15; anything else as it is, for the service to judge."""
    found = _MONTH_AND_DAY.fullmatch(typed)
    return f"{int(found[1]):02d}-{int(found[2]):02d}" if found else typed


def last_of(duty: Mapping[str, Any], name: str) -> Entry:
    """The newest setting of a kind; empty: none."""
    entries = duty.get(name) or [{}]
    return dict(entries[-1])
