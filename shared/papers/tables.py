"""Tables: ruled ones of the text, and unruled ones that hold what must stand side by side."""

from collections.abc import Sequence
from typing import Any, Final

from shared.papers.measures import SIZE_4, twips
from shared.papers.paper import Table
from shared.papers.strips import Strip
from shared.papers.text import clean, line_count
from shared.papers.xml import HEITI, SMALL, Face, Layout, Rule, element, paragraph, rule_element, run

_PADDING: Final = 50  # twips at both sides of a cell
_ROW_LINE: Final = 400  # the height of a line in a cell
_HEAD: Final = Face(HEITI, SIZE_4)
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_strip(table: Table, area: int) -> Strip:
    """Over the whole width of the area; the head row comes again on every page, no row is divided."""
    widths = _widths([column.share for column in table.columns], area)
    aligns = [column.align for column in table.columns]
    least = twips(table.row_mm)
    rows = [_row(cells, widths, aligns, SMALL, least) for cells in table.rows]
    titles = [column.title for column in table.columns]
    if any(titles):
        head = _row(titles, widths, ["center"] * len(widths), _HEAD, least)
        head[0].find(_qualified("trPr")).append(element("tblHeader"))
        rows.insert(0, head)
    return Strip(table_element(widths, [row for row, _ in rows], ruled=True), tuple(height for _, height in rows))


def _row(cells: Sequence[str], widths: Sequence[int], aligns: Sequence[str], face: Face, least: int) -> tuple[Any, int]:
    layouts = [Layout(align=align, line=_ROW_LINE) for align in aligns]
    filled = [[paragraph([run(clean(cell), face)], layout)] for cell, layout in zip(cells, layouts, strict=True)]
    lines = max(
        line_count(clean(cell), (width - 2 * _PADDING) / 20 / face.points)
        for cell, width in zip(cells, widths, strict=True)
    )
    height = max(least, lines * _ROW_LINE + 60)
    return cells_row(widths, filled, middle=True, height=least), height


def cells_row(
    widths: Sequence[int], cells: Sequence[Sequence[Any]], *, middle: bool = False, height: int = 0, exact: bool = False
) -> Any:
    properties = element("trPr", element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=height, hRule="exact" if exact else "atLeast"))
    made = element("tr", properties)
    for width, content in zip(widths, cells, strict=True):
        cell_properties = element("tcPr", element("tcW", w=width, type="dxa"))
        if middle:
            cell_properties.append(element("vAlign", val="center"))
        made.append(element("tc", cell_properties, *content))
    return made


def table_element(
    widths: Sequence[int], rows: Sequence[Any], *, ruled: bool, align: str = "left", place: Any = None
) -> Any:
    """`place` makes it a floating one (tblpPr)."""
    properties = element("tblPr")
    if place is not None:
        properties.append(place)
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    properties.append(element("jc", val=align))
    if ruled:
        properties.append(element("tblBorders", *(rule_element(Rule(side, 4, red=False)) for side in _SIDES)))
    properties.append(element("tblLayout", type="fixed"))
    padding = _PADDING if ruled else 0
    margins = [element(side, w=padding, type="dxa") for side in ("left", "right")]
    properties.append(element("tblCellMar", *margins))
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)


def _widths(shares: Sequence[int], area: int) -> list[int]:
    total = sum(shares)
    ends = [round(area * sum(shares[: number + 1]) / total) for number in range(len(shares))]
    return [end - begin for begin, end in zip([0, *ends], ends, strict=False)]


def _qualified(name: str) -> str:
    return "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}" + name
