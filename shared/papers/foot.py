"""The foot of a paper: the imprint 版记 and the page numbers."""

from dataclasses import replace
from typing import Any, Final

from shared.papers.measures import (
    AREA_HEIGHT_MM,
    AREA_WIDTH,
    BOTTOM_MM,
    CHAR,
    CHARS,
    OUTER_MM,
    PAGE_NUMBER_DROP_MM,
    SIZE_4,
    TOP_MM,
    twips,
)
from shared.papers.paper import Imprint
from shared.papers.text import line_count, one_line, width
from shared.papers.xml import PAGE_NUMBER, SMALL, Frame, Layout, Rule, field, paragraph, run, tab

OUTER_LINE: Final = 8  # eighths of a point: 0.35 mm
INNER_LINE: Final = 6  # 0.25 mm
_ROW_LINE: Final = 440
_ROW_EXTRA: Final = 60
NUMBER_LINE: Final = 400  # the height of the page number's line
# The dash stands in the middle of its line, and it is the dash that is 7 mm below the type area.
FOOTER_MM: Final = BOTTOM_MM - PAGE_NUMBER_DROP_MM - NUMBER_LINE / 2 / 1440 * 25.4
_SMALL_EMS: Final = AREA_WIDTH / 20 / SIZE_4


def page_number(*, right: bool) -> Any:
    """— 1 —, one character in from the outer side."""
    runs = [run("— ", PAGE_NUMBER), *field("PAGE", PAGE_NUMBER), run(" —", PAGE_NUMBER)]
    layout = Layout(line=NUMBER_LINE, align="right" if right else "left", left=0 if right else 1, right=int(right))
    return paragraph(runs, layout)


def imprint_lines(imprint: Imprint) -> list[Any]:
    """Each row a frame of its own at the foot of the type area of an even page: that of the paragraph behind them."""
    rows = [_issued, *([_copies] if imprint.copies_to else [])][::-1]
    made, below = [], twips(TOP_MM + AREA_HEIGHT_MM) - imprint_height(imprint)
    for number, (row, height) in enumerate(zip(rows, _row_heights(imprint), strict=True)):
        rules = [Rule("top", INNER_LINE if number else OUTER_LINE, red=False)]
        if number == len(rows) - 1:
            rules.append(Rule("bottom", OUTER_LINE, red=False))
        frame = Frame(twips(OUTER_MM), below, AREA_WIDTH, height)
        made.append(row(imprint, Layout(line=_ROW_LINE, align="left", frame=frame, rules=tuple(rules))))
        below += height
    return made


def imprint_height(imprint: Imprint) -> int:
    return sum(_row_heights(imprint))


def _row_heights(imprint: Imprint) -> list[int]:
    lines = [1 if _beside(imprint) else 2]
    if imprint.copies_to:
        lines.insert(0, line_count(_copies_text(imprint), _SMALL_EMS - 5, 0.0))
    return [count * _ROW_LINE + _ROW_EXTRA for count in lines]


def _copies(imprint: Imprint, layout: Layout) -> Any:
    label = _small(3)
    return paragraph(
        [run(_copies_text(imprint), SMALL)],
        replace(layout, align="both", left=_small(1) + label, right=_small(1), hanging=label),
    )


def _copies_text(imprint: Imprint) -> str:
    return f"抄送：{'，'.join(one_line(name) for name in imprint.copies_to)}。"


def _issued(imprint: Imprint, layout: Layout) -> Any:
    day = f"{one_line(imprint.day)}印发"
    if not _beside(imprint):
        runs = [run(f"{one_line(imprint.office)}\n{day}", SMALL)]
        return paragraph(runs, replace(layout, left=_small(1), right=_small(1)))
    runs = [run(one_line(imprint.office), SMALL), tab(), run(day, SMALL)]
    return paragraph(runs, replace(layout, left=_small(1), tabs=((CHARS - _small(1), "right"),)))


def _beside(imprint: Imprint) -> bool:
    return width(imprint.office) + width(imprint.day) + 5 <= _SMALL_EMS - 2


def _small(chars: float) -> float:
    """Characters of 4号, in characters of the text."""
    return chars * SIZE_4 * 20 / CHAR


def footer_distance() -> int:
    return twips(FOOTER_MM)
