"""Page numbers of pages turned across: on the sheet they stay where those of the other pages are."""

from typing import Any, Final

from shared.papers import measures as m
from shared.papers.foot import NUMBER_LINE
from shared.papers.tables import table_element
from shared.papers.xml import PAGE_NUMBER, Layout, element, field, paragraph, run

_LENGTH_MM: Final = 40  # room for the number along the sheet's short side


def turned_page_number(*, odd: bool) -> list[Any]:
    """A cell of turned text beside the table: left of it on an odd page, right on an even one.

    Bound, an odd page is turned clockwise to be read and an even one the other way, so that the head of the table
    lies at the binding; the sheet's lower edge is then at the left, or at the right.
    """
    runs = [run("— ", PAGE_NUMBER), *field("PAGE", PAGE_NUMBER), run(" —", PAGE_NUMBER)]
    number = paragraph(runs, Layout(line=NUMBER_LINE, align="right" if odd else "left"))
    cell = element(
        "tc",
        element(
            "tcPr", element("tcW", w=NUMBER_LINE, type="dxa"), element("textDirection", val="tbRl" if odd else "btLr")
        ),
        number,
    )
    row = element("tr", element("trPr", element("trHeight", val=m.twips(_LENGTH_MM), hRule="exact")), cell)
    middle = m.BOTTOM_MM - m.PAGE_NUMBER_DROP_MM  # from the sheet's lower edge to the dash
    half = NUMBER_LINE / 2
    across = m.twips(middle) - half if odd else m.twips(m.PAGE_HEIGHT_MM - middle) - half
    down = m.PAGE_WIDTH_MM - m.OUTER_MM - m.CHAR / m.TWIPS_PER_MM - _LENGTH_MM
    place = element(
        "tblpPr",
        vertAnchor="page",
        horzAnchor="page",
        tblpX=round(across),
        tblpY=m.twips(down),
    )
    return [table_element([NUMBER_LINE], [row], ruled=False, place=place), paragraph([], Layout(line=20))]
