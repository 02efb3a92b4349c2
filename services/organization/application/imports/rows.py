"""From a file's cells to typed rows; every mistake of the file is told at once, with sheet, row and column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from services.organization.application.imports.layout import CODES, LAYOUTS, SHORT_NAMES_BETWEEN, Layout, TableName
from shared.sheets.sheet import Row, Sheet, SheetRefused

_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DAYS: Final = frozenset({"since", "until", "changed_on"})


@dataclass(frozen=True, slots=True)
class RowError:
    """`row` as people count it; `column` is the title, empty where the row as a whole is meant."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """`cells` by the key of their column: text, a code of the vocabulary, a day, or None where nothing stands.

    A row with `wrong_cells` (keys; None stands in them) is not done, only looked at for what else is wrong.
    """

    table: TableName
    sheet: str
    number: int
    cells: Mapping[str, Any]
    wrong_cells: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        return str(self.cells["code"])

    def __getitem__(self, key: str) -> Any:
        return self.cells[key]

    def wrong(self, title: str, message: str) -> RowError:
        return RowError(self.sheet, self.number, title, message)


@dataclass(slots=True)
class FileRows:
    rows: dict[TableName, list[FileRow]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(map(len, self.rows.values()))


def rows_of(sheets: Sequence[Sheet]) -> FileRows:
    """Raises SheetRefused when no sheet is one of the registry's, or two are the same one."""
    found = FileRows()
    for sheet in sheets:
        layout = layout_of(sheet)
        if layout is None:
            continue
        if layout.table in found.rows:
            raise SheetRefused(f"文件里有两个“{layout.title}”表，请合成一个。")
        found.rows[layout.table] = list(_typed(sheet, layout, found.errors))
    if not found.rows:
        names = "、".join(f"“{layout.title}”" for layout in LAYOUTS)
        raise SheetRefused(f"文件里没有{names}中的任何一个表。请先导出一份，按它的表头填写。")
    return found


def layout_of(sheet: Sheet) -> Layout | None:
    """A sheet is known by its titles, whatever it is called: a CSV file's has no name."""
    titles = set(sheet.rows[0]) if sheet.rows else set()
    return next((layout for layout in LAYOUTS if layout.marks <= titles), None)


def _typed(sheet: Sheet, layout: Layout, errors: list[RowError]) -> Iterable[FileRow]:
    name = sheet.name or layout.title
    places = _places(sheet, layout, name)
    for number, row in enumerate(sheet.rows[1:], 2):
        if not any(row):
            continue
        cells: dict[str, Any] = {}
        wrong: set[str] = set()
        for column in layout.columns:
            before = len(errors)
            place = RowError(name, number, column.title, "")
            text = _at(row, places.get(column.key))
            if (number, places.get(column.key, -1)) in sheet.acting:
                errors.append(replace(place, message="这一格是公式，请改为写出来的内容。"))
            cells[column.key] = _cell(column.key, text, place, errors)
            if column.required and not text:
                errors.append(replace(place, message=f"“{column.title}”没有填写。"))
            if len(errors) > before:
                cells[column.key] = None
                wrong.add(column.key)
        yield FileRow(layout.table, name, number, cells, frozenset(wrong))


def _places(sheet: Sheet, layout: Layout, name: str) -> dict[str, int]:
    titles = list(sheet.rows[0])
    missing = [column.title for column in layout.columns if column.required and column.title not in titles]
    if missing:
        raise SheetRefused(f"表“{name}”缺少这些列：{'、'.join(missing)}。请按导出文件的表头补上。")
    return {column.key: titles.index(column.title) for column in layout.columns if column.title in titles}


def _at(row: Row, index: int | None) -> str:
    return row[index].strip() if index is not None and index < len(row) else ""


def _cell(key: str, text: str, place: RowError, errors: list[RowError]) -> Any:
    """The place with its message goes to the errors when the text is no such thing."""
    if _CONTROL.search(text):
        errors.append(RowError(place.sheet, place.row, place.column, "这一格有看不见的控制字符，请重新输入。"))
        return None
    if key == "short_names":
        return tuple(part.strip() for part in re.split(r"[、,，;；\s]+", text) if part.strip())
    if not text:
        return None
    if key in CODES:
        code = CODES[key].get(text)
        if code is None:
            words = "、".join(CODES[key])
            errors.append(RowError(place.sheet, place.row, place.column, f"“{text}”不认得，请填：{words}。"))
        return code
    if key in _DAYS:
        day = day_of(text)
        if day is None:
            errors.append(RowError(place.sheet, place.row, place.column, f"“{text}”不是日期，请写成2023-07-03。"))
        return day
    return text


def day_of(text: str) -> date | None:
    """2023-07-03, 2023/7/3, 2023.7.3, 2023年7月3日."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def written_short_names(names: Iterable[str]) -> str:
    return SHORT_NAMES_BETWEEN.join(names)
