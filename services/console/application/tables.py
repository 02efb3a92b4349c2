"""A paper's table as text: a line a row, the headings first, cells parted as a spreadsheet parts them, or by ｜ or |."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

COLUMNS_MAX: Final = 12
ROWS_MAX: Final = 3000
_BARS: Final = "｜|"


class TableMalformed(Exception):
    """What is wrong, in a sentence."""


def text_of_table(table: Mapping[str, Any] | None) -> str:
    """Parted by ｜; by tabs where a cell itself has a bar in it."""
    if not table:
        return ""
    rows = [[column["title"] for column in table["columns"]], *table["rows"]]
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    parted = "\t" if any(bar in cell for row in cells for cell in row for bar in _BARS) else "｜"
    return "\n".join(parted.join(row) for row in cells)


def table_in(text: str) -> dict[str, Any]:
    """{columns: [{title}], rows}; the first line says by what it is parted. Raises TableMalformed."""
    lines = [line for line in text.split("\n") if line.strip()]
    bars = "\t" if "\t" in lines[0] else _BARS
    titles, *rows = ([cell.strip() for cell in _parts(line, bars)] for line in lines)
    if len(titles) > COLUMNS_MAX:
        raise TableMalformed(f"表头有{len(titles)}格，表格最多{COLUMNS_MAX}栏，请合并几栏。")
    if len(rows) > ROWS_MAX:
        raise TableMalformed(f"表头下面有{len(rows)}行，最多{ROWS_MAX}行，请分成几个表格。")
    wrong = [(number, len(row)) for number, row in enumerate(rows, 2) if len(row) != len(titles)]
    if wrong:
        said = "、".join(f"第{number}行有{cells}格" for number, cells in wrong[:5])
        more = f"等{len(wrong)}行" if len(wrong) > 5 else ""
        raise TableMalformed(f"表头有{len(titles)}格，{said}{more}，每行的格数要和表头一样；空着的格也要用“｜”隔开。")
    return {"columns": [{"title": title} for title in titles], "rows": rows}


def _parts(line: str, bars: str) -> list[str]:
    for bar in bars[1:]:
        line = line.replace(bar, bars[0])
    return line.split(bars[0])


def with_widths(table: dict[str, Any], before: Iterable[Mapping[str, Any] | None]) -> dict[str, Any]:
    """The first table with the same headings says how wide each column is; one that says the same stays as it was."""
    for known in filter(None, before):
        if text_of_table(known) == text_of_table(table):
            return dict(known)
        if _titles(known) == _titles(table):
            return {"columns": list(known["columns"]), "rows": table["rows"]}
    return table


def _titles(table: Mapping[str, Any]) -> Sequence[str]:
    return [" ".join(column["title"].split()) for column in table["columns"]]
