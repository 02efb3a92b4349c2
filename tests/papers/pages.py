"""A set paper, measured: what stands on each page, where, in millimetres from its upper left corner."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pdfplumber

POINTS_PER_MM: Final = 72 / 25.4
BODY_POINTS: Final = 16
POINTS_APART: Final = 2  # within these, characters stand on one line


@dataclass(frozen=True)
class Line:
    """A line of characters: `top` and `bottom` of their boxes, `size` and `font` of the first."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str
    red: bool


@dataclass(frozen=True)
class Rule:
    """A drawn line; `points` is its weight."""

    left: float
    right: float
    at: float
    points: float
    red: bool


class Page:
    def __init__(self, page: Any) -> None:
        self.width, self.height = page.width / POINTS_PER_MM, page.height / POINTS_PER_MM
        self._page = page

    @cached_property
    def lines(self) -> list[Line]:
        upright = [char for char in self._page.chars if char["upright"] and char["text"].strip()]
        return sorted(self._grouped(upright), key=lambda line: line.top)

    @staticmethod
    def _grouped(chars: list[Any]) -> Iterator[Line]:
        rows: list[list[Any]] = []
        for char in sorted(chars, key=lambda char: char["bottom"]):
            if rows and char["bottom"] - rows[-1][0]["bottom"] < POINTS_APART and char["size"] == rows[-1][0]["size"]:
                rows[-1].append(char)
            else:
                rows.append([char])
        for row in rows:
            ordered = sorted(row, key=lambda char: char["x0"])
            yield Line(
                text="".join(char["text"] for char in ordered),
                left=ordered[0]["x0"] / POINTS_PER_MM,
                right=ordered[-1]["x1"] / POINTS_PER_MM,
                top=min(char["top"] for char in row) / POINTS_PER_MM,
                bottom=max(char["bottom"] for char in row) / POINTS_PER_MM,
                size=ordered[0]["size"],
                font=ordered[0]["fontname"].rpartition("+")[2],
                red=is_red(ordered[0]["non_stroking_color"]),
            )

    @cached_property
    def rules(self) -> list[Rule]:
        found = [
            Rule(
                left=line["x0"] / POINTS_PER_MM,
                right=line["x1"] / POINTS_PER_MM,
                at=(line["top"] + line["bottom"]) / 2 / POINTS_PER_MM,
                points=line["linewidth"],
                red=is_red(line["stroking_color"]),
            )
            for line in [*self._page.lines, *self._page.rects]
            if abs(line["top"] - line["bottom"]) < 3
        ]
        return sorted(set(found), key=lambda rule: rule.at)

    def line(self, text: str) -> Line:
        """The first one that holds the text."""
        return next(line for line in self.lines if text in line.text)

    def body(self) -> list[Line]:
        return [line for line in self.lines if round(line.size) == BODY_POINTS]

    def number(self) -> Line:
        return self.lines[-1]

    def turned(self) -> str:
        """What stands turned by a quarter, in the order in which it is drawn."""
        return "".join(char["text"] for char in self._page.chars if not char["upright"]).strip()

    def turned_at(self) -> tuple[float, float]:
        """From left and top, the middle of what is turned."""
        chars = [char for char in self._page.chars if not char["upright"]]
        across = sum((char["x0"] + char["x1"]) / 2 for char in chars) / len(chars)
        down = sum((char["top"] + char["bottom"]) / 2 for char in chars) / len(chars)
        return across / POINTS_PER_MM, down / POINTS_PER_MM


class SetPaper:
    def __init__(self, pdf: Path) -> None:
        self.pdf = pdf
        self._open = pdfplumber.open(pdf)
        self.pages = [Page(page) for page in self._open.pages]

    def close(self) -> None:
        self._open.close()

    def __getitem__(self, number: int) -> Page:
        """Pages count from 1."""
        return self.pages[number - 1]

    def __len__(self) -> int:
        return len(self.pages)


def is_red(color: Any) -> bool:
    return tuple(color or ()) == (1.0, 0.0, 0.0) if not isinstance(color, (int, float)) else False
