"""What a page is filled with: paragraphs and tables with the heights of their lines, so that pages can be counted.

Where the imprint stands hangs on the last page, and no program of the office tells that while a file is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from shared.papers.measures import AREA_HEIGHT, CHARS, LINE
from shared.papers.text import clean, line_count
from shared.papers.xml import Layout, element, paragraph, run, spacer


@dataclass(frozen=True, slots=True)
class Strip:
    """`heights` of its lines or rows, in twips; `new_page`: it begins one."""

    element: Any
    heights: tuple[int, ...]
    new_page: bool = False


def line_of(runs: list[Any], layout: Layout, text: str = "", points: float = 16.0) -> Strip:
    """A paragraph; `text` is what its runs say, to know how many lines it takes."""
    room = (CHARS - layout.left - layout.right) * 16.0 / points
    count = line_count(clean(text), room, layout.first - layout.hanging)
    return Strip(paragraph(runs, layout), (layout.line,) * count, layout.new_page)


def plain(text: str, layout: Layout) -> Strip:
    return line_of([run(text)], layout, text)


def blank(count: int = 1) -> list[Strip]:
    return [Strip(paragraph([run("")]), (LINE,)) for _ in range(count)]


def gap(height: int, *, new_page: bool = False) -> Strip:
    return Strip(spacer(height, new_page=new_page), (height,), new_page)


def on_a_new_page(strips: Sequence[Strip]) -> list[Strip]:
    first, *others = strips
    _say(first.element, "pageBreakBefore")
    return [replace(first, new_page=True), *others]


def with_next(strip: Strip) -> Strip:
    """On the page of what follows it."""
    _say(strip.element, "keepNext")
    return strip


def _say(paragraph_: Any, name: str) -> None:
    """In the order that the format wants: keepNext before pageBreakBefore, both before all others."""
    properties = paragraph_.get_or_add_pPr()
    if properties.find(qn(f"w:{name}")) is None:
        kept = properties.find(qn("w:keepNext"))
        properties.insert(0 if name == "keepNext" or kept is None else properties.index(kept) + 1, element(name))


@dataclass(frozen=True, slots=True)
class End:
    """The page on which something ends (from 1), and how much of it is filled, in twips."""

    page: int
    used: int


def end_of(strips: Iterable[Strip], page_height: int = AREA_HEIGHT, start: End | None = None) -> End:
    page, used = (start.page, start.used) if start else (1, 0)
    for strip in strips:
        if strip.new_page and used:
            page, used = page + 1, 0
        for height in strip.heights:
            if used + height > page_height:
                page, used = page + 1, 0
            used += height
    return End(page, used)
