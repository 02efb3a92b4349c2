"""A sheet is a name and rows of text; what may not be in it, and how much."""

from dataclasses import dataclass, field
from typing import Final

from shared.kernel.errors import Invalid

Row = tuple[str, ...]

ROWS_MAX: Final = 300_000
COLUMNS_MAX: Final = 60
CELLS_MAX: Final = 3_000_000  # of one file: what is read lies in memory
CELL_CHARS_MAX: Final = 2_000
# A cell that begins with one of these is a formula to a spreadsheet program, whoever wrote it.
QUOTE: Final = "'"
ACTING: Final = ("=", "+", "-", "@", "\t", "\r")
QUIETED: Final = (QUOTE, *ACTING)


class SheetRefused(Invalid):
    code = "sheet_refused"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` begin with the row of titles; a row's number, as people see it, is its index plus 1.

    `acting` are the places of formulas: (row number, column index).
    """

    name: str
    rows: list[Row]
    acting: set[tuple[int, int]] = field(default_factory=set)


def quieted(text: str) -> str:
    """What a spreadsheet program shows as it is."""
    return QUOTE + text if text.startswith(QUIETED) else text


def spoken(text: str) -> str:
    """What was meant by a text that `quieted` wrote."""
    return text[1:] if text[:1] == QUOTE and text[1:].startswith(QUIETED) else text
