"""Files that somebody uploads: a workbook, or CSV in UTF-8 (with or without BOM) or GB18030.

A workbook is a zip of XML: how large it becomes is asked before anything is unpacked, and a part that brings its own
document type is refused, for no spreadsheet program writes one.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from openpyxl import load_workbook

from shared.kernel.errors import TooLarge
from shared.kernel.limits import UPLOAD_BYTES_MAX
from shared.sheets.sheet import CELL_CHARS_MAX, CELLS_MAX, COLUMNS_MAX, ROWS_MAX, Row, Sheet, SheetRefused, spoken

UNPACKED_BYTES_MAX: Final = 100 * 1024 * 1024
UNPACKED_TIMES_MAX: Final = 120
PARTS_MAX: Final = 500
_HEAD_BYTES: Final = 4096
_ZIP: Final = b"PK\x03\x04"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"


def read_sheets(body: bytes, name: str = "") -> list[Sheet]:
    """`name` is what a CSV file's only sheet is called. Raises SheetRefused, TooLarge."""
    if len(body) > UPLOAD_BYTES_MAX:
        raise TooLarge(f"文件超过{UPLOAD_BYTES_MAX // 1024 // 1024}MB，请分成几个文件导入。")
    if body.startswith(_OLD_WORKBOOK):
        raise SheetRefused("这是旧格式的.xls文件，或者加了密码。请另存为不加密码的.xlsx再导入。")
    if body.startswith(_ZIP):
        check_archive(body)
        return read_workbook(body)
    return [read_csv(body, name)]


def check_archive(body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            _check_parts(archive, len(body))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _not_a_workbook() from error


def _check_parts(archive: zipfile.ZipFile, packed: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS_MAX or unpacked > min(UNPACKED_BYTES_MAX, packed * UNPACKED_TIMES_MAX + 1024 * 1024):
        raise SheetRefused("文件解开后过大，不像正常的表格，没有导入。")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise _not_a_workbook()
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as opened:
                head = opened.read(_HEAD_BYTES)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\0!\0" in head or b"\0<\0!" in head:
                raise SheetRefused("文件里有不应出现的内容，没有导入。请用电子表格软件另存一份再试。")


def _not_a_workbook() -> SheetRefused:
    return SheetRefused("文件不是能打开的.xlsx表格。请用电子表格软件另存为.xlsx，或存为CSV再导入。")


def read_workbook(body: bytes) -> list[Sheet]:
    """Raises SheetRefused."""
    try:
        workbook = load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
        sheets = []
        for worksheet in workbook.worksheets:
            # A sheet may claim a million rows and hold ten: what it claims is not believed.
            worksheet.reset_dimensions()
            sheets.append(_collected(worksheet.title, worksheet.iter_rows(values_only=True)))
        workbook.close()
    except SheetRefused:
        raise
    except Exception as error:  # the library raises whatever its parsers raise
        raise _not_a_workbook() from error
    return sheets


def read_csv(body: bytes, name: str) -> Sheet:
    """Raises SheetRefused."""
    text = decoded(body)
    if "\0" in text:
        raise SheetRefused("文件不是文本，或者编码不对。请存为UTF-8或GB18030（GBK）编码的CSV再导入。")
    try:
        return _collected(name, csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise SheetRefused(f"文件不是完整的CSV（{error}），请用电子表格软件另存一份再试。") from error


def decoded(body: bytes) -> str:
    """Raises SheetRefused."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetRefused("文件的编码不认得。请存为UTF-8或GB18030（GBK）编码的CSV再导入。")


def _collected(name: str, rows: Iterable[Iterable[Any]]) -> Sheet:
    sheet, held = Sheet(name, []), 0
    for number, cells in enumerate(rows, 1):
        sheet.rows.append(tuple(_cells(sheet, number, cells)))
        held += len(sheet.rows[-1])
        if number > ROWS_MAX or held > CELLS_MAX:
            raise SheetRefused(f"表“{name}”超过{ROWS_MAX}行或{CELLS_MAX}格，请分成几个文件导入。")
    while sheet.rows and not any(sheet.rows[-1]):
        sheet.rows.pop()
    return sheet


def _cells(sheet: Sheet, number: int, cells: Iterable[Any]) -> Iterator[str]:
    row = _trimmed(cells)
    if len(row) > COLUMNS_MAX:
        raise SheetRefused(f"表“{sheet.name}”第{number}行超过{COLUMNS_MAX}列，请核对。")
    for index, value in enumerate(row):
        text = _text(value)
        if len(text) > CELL_CHARS_MAX:
            raise SheetRefused(f"表“{sheet.name}”第{number}行有一格超过{CELL_CHARS_MAX}字，请核对。")
        if text.startswith("="):
            sheet.acting.add((number, index))
        yield spoken(text)


def _trimmed(cells: Iterable[Any]) -> Row:
    row = list(cells)
    while row and row[-1] in (None, ""):
        row.pop()
    return tuple(row)


def _text(value: Any) -> str:
    """As a person reads the cell: a day as 2026-03-05, a number that is whole without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
