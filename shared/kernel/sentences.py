"""What sentences about events are made of, in any service: dates, excerpts, and marks for units' names.

A sentence is made from an event alone; whoever shows it puts the name in the place of each mark, as the unit was
called on that day.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shared.kernel.clock import SHANGHAI

# Control characters cannot enter an event's text, so no text looks like a mark.
_OPEN, _SHUT = "\x02", "\x03"
MARK = re.compile(f"{_OPEN}([0-9a-f-]{{36}}){_SHUT}")
EXCERPT_CHARS = 40
UNITS_SHOWN = 3


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


def word(words: Mapping[str, str], value: Any) -> str:
    """The Chinese word, or the value itself: provinces may add kinds of their own."""
    return words.get(str(value), str(value))


def because(reason: str | None) -> str:
    return f"，理由：{excerpt(reason)}" if reason else ""


def with_names(sentence: str, names: Mapping[str, str]) -> str:
    return MARK.sub(lambda mark: names[mark[1]], sentence)


def units_in(sentence: str) -> list[str]:
    return MARK.findall(sentence)
