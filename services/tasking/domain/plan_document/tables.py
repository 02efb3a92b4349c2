"""Tables that became lines: rewritten as numbered items with labels, so that one reader reads both.

Two shapes: a row per line with tabs or bars between the cells, and a cell per line under a header of cells.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from services.tasking.domain.plan_document.due import read_label
from services.tasking.domain.plan_document.lettering import cleaned, folded, numeral
from services.tasking.domain.plan_document.marks import read_mark
from services.tasking.domain.plan_document.names import looks_like_units

Column = Literal["number", "section", "text", "lead", "responsible", "due", "other"]
_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("number", re.compile("^(?:序号|编号|项次)$")),
    ("lead", re.compile("^(?:牵头|主办|主责)(?:责任)?(?:单位|部门)$")),
    ("responsible", re.compile("^(?:责任|配合|落实|参与|协办)(?:单位|部门)$")),
    ("due", re.compile("时限|时间|期限|进度")),
    ("section", re.compile("^(?:类别|项目|分类|板块|工作类别|任务类别|重点方面)$")),
    ("text", re.compile("任务|内容|措施|事项|要求|目标")),
)
_BARS = re.compile(r"\s*(?:\t|\||│|┃)\s*")
_LABELS: dict[Column, str] = {"lead": "牵头单位", "responsible": "责任单位", "due": "完成时限"}


@dataclass(frozen=True, slots=True)
class _Table:
    columns: list[Column]
    first: int  # the line after the header


def flattened_tables(text: str) -> str:
    """The text with its tables rewritten; everything that is no table stays as it is."""
    lines = cleaned(text).split("\n")
    barred = _find_barred(lines)
    if barred is not None:
        return "\n".join(lines[: barred.first - 1] + _rewrite_barred(lines[barred.first :], barred.columns))
    stacked = _find_stacked(lines)
    if stacked is not None:
        header = stacked.first - _span(lines, stacked)
        return "\n".join(lines[:header] + _rewrite_stacked(lines[stacked.first :], stacked.columns))
    return text


def _column(cell: str) -> Column | None:
    cell = re.sub(r"\s", "", folded(cell))
    return next((name for name, pattern in _COLUMNS if len(cell) <= 10 and pattern.search(cell)), None)


def _header(cells: Sequence[str]) -> list[Column] | None:
    columns: list[Column] = [_column(cell) or "other" for cell in cells]
    return columns if {"number", "text", "lead"} <= set(columns) else None


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BARS.split(line.strip(" |│┃"))]


def _find_barred(lines: Sequence[str]) -> _Table | None:
    for index, line in enumerate(lines):
        if _BARS.search(line.strip()) and (columns := _header(_cells(line))):
            return _Table(columns, index + 1)
    return None


def _rewrite_barred(lines: Sequence[str], columns: list[Column]) -> list[str]:
    rewritten: list[str] = []
    write = _row_writer(rewritten)
    for line in lines:
        cells = _cells(line)
        if set(line) <= set("-|+: ─┼├┤"):
            continue
        if len(cells) > 1 and folded(cells[columns.index("number")] if len(cells) == len(columns) else "").isdecimal():
            write(list(zip(columns, cells, strict=True)))
        else:
            rewritten.append(line)
    return rewritten


def _filled(lines: Sequence[str], start: int) -> list[tuple[int, str]]:
    return [(index, line.strip()) for index, line in enumerate(lines[start : start + 24], start) if line.strip()][:10]


def _find_stacked(lines: Sequence[str]) -> _Table | None:
    for index, line in enumerate(lines):
        if _column(line) != "number":
            continue
        cells = _filled(lines, index)
        for length in range(len(cells), 2, -1):
            header = [cell for _, cell in cells[:length]]
            columns = _header(header)
            if columns and all(_column(cell) or cell == "备注" for cell in header):
                return _Table(columns, cells[length - 1][0] + 1)
    return None


def _span(lines: Sequence[str], table: _Table) -> int:
    filled, at = 0, table.first
    while filled < len(table.columns):
        at -= 1
        filled += bool(lines[at].strip())
    return table.first - at


def _rewrite_stacked(lines: Sequence[str], columns: list[Column]) -> list[str]:
    rewritten: list[str] = []
    write, row, expected = _row_writer(rewritten), list[str](), 1
    for line in [*lines, ""]:
        cell = line.strip()
        begins = folded(cell).isdecimal() and len(cell) < 4 and int(folded(cell)) == expected
        heading = (mark := read_mark(folded(cell))) is not None and mark.level in ("chapter", "section")
        if row and (begins or heading):
            write(_placed(row, columns))
            row = []
        if begins:
            row, expected = [cell], expected + 1
        elif row and cell:
            row.append(cell)
        elif cell:
            rewritten.append(line)
    if row:
        write(_placed(row, columns))
    return rewritten


def _placed(row: list[str], columns: list[Column]) -> list[tuple[Column, str]]:
    """Cells to columns: one to one when their numbers agree, else by what a cell looks like."""
    if len(row) == len(columns):
        return list(zip(columns, row, strict=True))
    placed: list[tuple[Column, str]] = [("number", row[0])]
    open_columns = [column for column in columns if column in ("lead", "responsible")]
    for index, cell in enumerate(row[1:]):
        if index and looks_like_units(cell) and open_columns:
            placed.append((open_columns.pop(0), cell))
        elif index and "due" in columns and len(cell) < 30 and read_label(cell, 2000).kind not in ("vague", "none"):
            placed.append(("due", cell))
        elif len(open_columns) < 2 and placed[-1][0] in ("lead", "responsible", "due"):
            placed.append(("other", cell))
        else:
            placed.append(("text", cell))
    return placed


def _row_writer(out: list[str]) -> Callable[[list[tuple[Column, str]]], None]:
    """Writes rows as items; a section column becomes a heading where its words change."""
    sections: list[str] = []

    def write(row: list[tuple[Column, str]]) -> None:
        section = next((cell for column, cell in row if column == "section" and cell), "")
        if section and section not in sections[-1:]:
            sections.append(section)
            marked = read_mark(folded(section))
            out.append(section if marked and marked.level == "section" else f"({numeral(len(sections))}){section}")
        number = next(cell for column, cell in row if column == "number")
        words = [cell for column, cell in row if column in ("text", "other") and cell]
        out.append(f"{folded(number)}、" + "\n".join(words))
        out.extend(f"{_LABELS[column]}:{cell}。" for column, cell in row if column in _LABELS and cell)

    return write
