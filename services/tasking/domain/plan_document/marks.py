"""Marks at the beginning of a line: 一、 (一) 1、 (1)."""

import re
from dataclasses import dataclass
from typing import Literal

from services.tasking.domain.plan_document.lettering import number_of

Level = Literal["chapter", "section", "item", "point"]
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_PATTERNS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("section", re.compile(rf"\(\s*({_NUMERAL})\s*\)\s*[、.]?\s*|第\s*({_NUMERAL})\s*节\s*[、.:]?\s*")),
    ("chapter", re.compile(rf"({_NUMERAL})\s*[、.]\s*|第\s*({_NUMERAL})\s*(?:部分|章)\s*[、.:]?\s*")),
    (
        "item",
        re.compile(r"(\d{1,3})\s*(?:、|\.(?!\d)|\.(?=\d{4}年))\s*|(?:任务|第)\s*(\d{1,3})\s*(?:项|条)?\s*[、.:]\s*"),
    ),
    ("point", re.compile(r"\(\s*(\d{1,3})\s*\)\s*[、.]?\s*|(\d{1,3})\s*\)\s*[、.]?\s*")),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Mark:
    """`length` is where the words after the mark begin."""

    level: Level
    number: int
    length: int


def read_mark(narrow: str) -> Mark | None:
    """`narrow` is the folded line."""
    if narrow[:1] and narrow[0] in _CIRCLED:
        return Mark("point", _CIRCLED.index(narrow[0]) + 1, 1)
    for level, pattern in _PATTERNS:
        match = pattern.match(narrow)
        if match is None:
            continue
        try:
            return Mark(level, number_of(match[1] or match[2]), match.end())
        except ValueError:  # 一一、 or 十十、 is no number
            return None
    return None
