"""What a benchmark reports: medians, each beside the floor of the same run.

def main(argv: Sequence[str]) -> int:
    print_rows(measure(), as_json="--json" in argv)
    return 0
"""

import unicodedata
from collections.abc import Sequence

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`median` and `floor` in `unit`; `ratio` is median ÷ floor for rates, floor ÷ median for times: 1 is the floor."""

    measure: str
    median: float
    unit: str
    floor: float | None = None
    floor_is: str = ""
    ratio: float | None = None
    note: str = ""


HEADS = ("measure", "median", "unit", "floor", "ratio", "floor is", "note")


def print_rows(rows: Sequence[Row], *, as_json: bool) -> None:
    print(msgspec.json.encode(rows).decode() if as_json else table(rows))


def table(rows: Sequence[Row]) -> str:
    cells = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(_padded, line, widths)).rstrip() for line in cells)


def _cells(row: Row) -> tuple[str, ...]:
    floor, ratio = _number(row.floor), "" if row.ratio is None else f"{row.ratio:.2f}"
    return (row.measure, _number(row.median), row.unit, floor, ratio, row.floor_is, row.note)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
