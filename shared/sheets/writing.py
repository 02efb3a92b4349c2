"""Files to be opened in a spreadsheet program: .xlsx, or CSV in UTF-8 with BOM."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from shared.sheets.sheet import Row, Sheet, quieted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_WIDTHS = (8, 60)
_LOOKED_AT = 50


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Every cell is text; the row of titles is bold and stays in sight."""
    workbook = Workbook(write_only=True)
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.name)
        _lay_out(worksheet, sheet)
        for number, row in enumerate(sheet.rows):
            cells = [quieted(text) for text in row]
            worksheet.append(_bold(worksheet, cells) if number == 0 else cells)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def write_csv(rows: Iterable[Row]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([quieted(text) for text in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _lay_out(worksheet: Any, sheet: Sheet) -> None:
    worksheet.freeze_panes = "A2"
    looked_at = sheet.rows[:_LOOKED_AT]
    columns = max(map(len, looked_at), default=0)
    # Without it the library reads the whole sheet once more, only to see how large it is.
    worksheet.calculate_dimension = lambda: f"A1:{get_column_letter(columns or 1)}{len(sheet.rows) or 1}"
    for index in range(columns):
        longest = max(len(row[index]) if index < len(row) else 0 for row in looked_at)
        width = min(max(longest * 2 + 2, _WIDTHS[0]), _WIDTHS[1])
        worksheet.column_dimensions[get_column_letter(index + 1)].width = width


def _bold(worksheet: Any, cells: Sequence[str]) -> list[Any]:
    made = []
    for text in cells:
        cell = WriteOnlyCell(worksheet, value=text)
        cell.font = Font(bold=True)
        made.append(cell)
    return made
