"""A paper to .docx: head, text and foot are laid out by GB/T 9704-2012; the imprint stands on the last, even page."""

import io
from collections.abc import Sequence
from typing import Final

from docx import Document

from shared.papers.body import annex_strips, body_strips
from shared.papers.foot import imprint_height, imprint_lines
from shared.papers.head import head_strips
from shared.papers.letter import first_page_loss
from shared.papers.measures import AREA_HEIGHT, AREA_WIDTH, LINE
from shared.papers.packing import repacked
from shared.papers.pages import Sheet, furnish, lay_out, prepare
from shared.papers.paper import Annex, Letterhead, Paper
from shared.papers.strips import End, Strip, end_of, gap

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SPARE_LINES: Final = 2  # between a line that was counted and one that a program of the office breaks otherwise


def render(paper: Paper) -> bytes:
    """The same paper gives the same bytes. What would not fit is set smaller, narrower or on more lines, never cut."""
    document = Document()
    prepare(document)
    sheets = _sheets(paper)
    letterhead = paper.head if isinstance(paper.head, Letterhead) else None
    lay_out(document, sheets, letter=letterhead is not None)
    furnish(document, sheets, letterhead=letterhead, mark=paper.mark)
    kept = io.BytesIO()
    document.save(kept)
    return repacked(kept.getvalue())


def _sheets(paper: Paper) -> list[Sheet]:
    head = head_strips(paper)
    sheets = [Sheet([*head, *body_strips(paper, head)])]
    for annex in paper.annexes:
        _append(sheets, annex)
    return _with_imprint(paper, sheets)


def _append(sheets: list[Sheet], annex: Annex) -> None:
    """Pages of one orientation are one section; the next one begins on a page of its own."""
    alike = sheets[-1].across == annex.across
    area = AREA_HEIGHT if annex.across else AREA_WIDTH
    strips = annex_strips(annex, area, new_page=alike)
    if alike:
        sheets[-1].strips.extend(strips)
    else:
        sheets.append(Sheet(strips, across=annex.across))


def _with_imprint(paper: Paper, sheets: list[Sheet]) -> list[Sheet]:
    """At the foot of the last page when that is an even one with room, else of the next even one.

    Where the text ends is counted here and may be counted a little differently by a program of the office; where
    that could matter the section itself says that it begins on an even page.
    """
    if paper.imprint is None:
        return sheets
    ends, spare = _ends(sheets, paper.head), _SPARE_LINES * LINE
    end = ends[-1]
    lines = [Strip(line, ()) for line in imprint_lines(paper.imprint)]
    counted_alike = all(spare <= each.used <= AREA_HEIGHT - spare for each in ends)
    surely_here = counted_alike and not any(sheet.across for sheet in sheets)
    if surely_here and end.page % 2:
        return [*sheets[:-1], Sheet([*sheets[-1].strips, *lines, gap(20, new_page=True)])]
    if surely_here and end.used + imprint_height(paper.imprint) <= AREA_HEIGHT - spare:
        return [*sheets[:-1], Sheet([*sheets[-1].strips, *lines, gap(20)])]
    return [*sheets, Sheet([*lines, gap(20)], even=True)]


def _ends(sheets: Sequence[Sheet], head: object) -> list[End]:
    """Where the text ends before each page that something begins on, and at last."""
    end = End(1, first_page_loss(head) if isinstance(head, Letterhead) else 0)
    ends = []
    for number, sheet in enumerate(sheets):
        height = AREA_WIDTH if sheet.across else AREA_HEIGHT
        if number:
            ends.append(end)
            end = End(end.page + 1, 0)
        for strip in sheet.strips:
            if strip.new_page and end.used:
                ends.append(end)
            end = end_of([strip], height, end)
    return [*ends, end]
