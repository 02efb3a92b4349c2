"""Plain text, as a clerk writes it, to paragraphs with levels: a paragraph that begins with 一、 （一） 1. （1） has one."""

import re
from collections.abc import Iterator
from typing import Final

from shared.papers.paper import Level, Paragraph
from shared.papers.text import clean

_CHINESE: Final = "[一二三四五六七八九十百]{1,5}"
_MARKS: Final[tuple[tuple[Level, re.Pattern[str]], ...]] = (
    (1, re.compile(f"({_CHINESE})、")),
    (2, re.compile(rf"[（(]({_CHINESE})[）)]")),
    # Not 3.5 or 2023.9: a number that goes on after the point is no mark.
    (3, re.compile(r"([0-9]{1,3})[.．](?![0-9])")),
    (4, re.compile(r"[（(]([0-9]{1,3})[）)]")),
)
_FORMS: Final[dict[Level, str]] = {1: "{}、", 2: "（{}）", 3: "{}.", 4: "（{}）"}
HEADING_CHARS_MAX: Final = 28


def blocks(text: str) -> tuple[Paragraph, ...]:
    """One paragraph for each line that says something; marks in the forms of the standard, whatever was typed."""
    return tuple(_paragraph(line.strip()) for line in clean(text).split("\n") if line.strip())


def _paragraph(line: str) -> Paragraph:
    for level, mark in _MARKS:
        if found := mark.match(line):
            return Paragraph(text=_FORMS[level].format(found[1]) + line[found.end() :].lstrip(), level=level)
    return Paragraph(text=line)


def heading_of(paragraph: Paragraph) -> tuple[str, str]:
    """What of a paragraph is set as its heading, and the rest.

    A heading is the paragraph without a full stop, or its first sentence when that is no longer than a line and more
    follows; of a paragraph that is one long sentence only the mark is.
    """
    text = paragraph.text
    if paragraph.level not in (1, 2):
        return "", text
    first, stop, rest = text.partition("。")
    if not stop and not text.endswith(("；", "，", "：", "！", "？")):
        return text, ""
    if len(first) <= HEADING_CHARS_MAX:
        return first + stop, rest
    mark = next(_mark_lengths(paragraph))
    return text[:mark], text[mark:]


def _mark_lengths(paragraph: Paragraph) -> Iterator[int]:
    yield from (
        found.end() for level, mark in _MARKS if level == paragraph.level and (found := mark.match(paragraph.text))
    )
    yield 0
