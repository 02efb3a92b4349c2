"""The letter form 信函格式: a body's name above a red double line, another at the foot, no number on page one."""

from typing import Any

from shared.papers import measures as m
from shared.papers.paper import Letterhead
from shared.papers.text import one_line, width
from shared.papers.titles import title_lines
from shared.papers.xml import XIAOBIAOSONG, Face, Layout, Rule, paragraph, run

_POINTS_MAX = 36.0
_POINTS_MIN = 18.0
_BELOW = 140  # of the name's line, below its characters, in twips


def first_page_head(letterhead: Letterhead) -> list[Any]:
    lines, face = _name(letterhead)
    layout = _beyond(Layout(align="center", line=_line_height(face)))
    names = [paragraph([run(line, face)], layout) for line in lines]
    return [*names, _line("thickThinSmallGap", m.twips(m.RED_LINE_DROP_MM) - _BELOW)]


def _name(letterhead: Letterhead) -> tuple[tuple[str, ...], Face]:
    room = m.twips(m.LETTER_LINE_MM) / 20
    lines = title_lines(one_line(letterhead.body), room / _POINTS_MIN)
    widest = max(map(width, lines), default=1.0)
    return lines, Face(XIAOBIAOSONG, min(_POINTS_MAX, int(room / widest)), red=True)


def _line_height(face: Face) -> int:
    return round(face.points * 21)


def first_page_loss(letterhead: Letterhead) -> int:
    """How far the head reaches into the type area of the first page, in twips."""
    lines, face = _name(letterhead)
    drop = m.LETTER_DROP_MM - m.TOP_MM + m.RED_LINE_DROP_MM
    return max(0, m.twips(drop) + len(lines) * _line_height(face))


def first_page_foot() -> list[Any]:
    return [_line("thinThickSmallGap", 40)]


def _line(kind: str, height: int) -> Any:
    return paragraph([run("", Face(points=1.0))], _beyond(Layout(line=height, rules=(Rule(eighths=24, kind=kind),))))


def _beyond(layout: Layout) -> Layout:
    """The red lines are wider than the type area, in the middle of the page."""
    side = (m.PAGE_WIDTH_MM - m.LETTER_LINE_MM) / 2
    left, right = side - m.BINDING_MM, side - m.OUTER_MM
    chars = m.TWIPS_PER_MM / m.CHAR
    return Layout(align=layout.align, line=layout.line, left=left * chars, right=right * chars, rules=layout.rules)
