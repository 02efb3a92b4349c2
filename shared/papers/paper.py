"""A paper as a value: what stands on it, not where. Texts are plain; where they stand is the renderer's business."""

from typing import Literal

import msgspec

Level = Literal[0, 1, 2, 3, 4]
Align = Literal["left", "center"]


class Part(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Base of everything a paper consists of."""


class RedHead(Part, frozen=True, kw_only=True):
    """Issuing bodies, one under the other; `with_word`: 文件 stands behind them."""

    bodies: tuple[str, ...]
    with_word: bool = False


class Letterhead(Part, frozen=True, kw_only=True):
    """The head of the letter form 信函格式: one body above a red double line, another line at the foot."""

    body: str


class MinutesHead(Part, frozen=True, kw_only=True):
    """The head of the minutes form 纪要格式; `office` and `day` stand above the red line, left and right."""

    name: str
    office: str = ""
    day: str = ""


class Paragraph(Part, frozen=True, kw_only=True):
    """Level 0 is running text; 1 to 4 are 一、 （一） 1. （1）, and the text begins with the mark itself."""

    text: str
    level: Level = 0


class People(Part, frozen=True, kw_only=True):
    """出席, 请假, 列席: a label in 黑体, and who, hanging behind it."""

    label: str
    names: str


class Column(Part, frozen=True, kw_only=True):
    """`share` is the column's part of the width, in any unit."""

    title: str
    share: int
    align: Align = "center"


class Table(Part, frozen=True, kw_only=True):
    """Rows have as many cells as there are columns; no titles, no head row. `row_mm` is the least height."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_mm: int = 10


Block = Paragraph | People | Table


class Signature(Part, frozen=True, kw_only=True):
    """Who signs, and the day; `sealed` leaves the room and the place for the seals."""

    bodies: tuple[str, ...]
    day: str
    sealed: bool = False


class Imprint(Part, frozen=True, kw_only=True):
    """版记: 抄送 (may be empty), 印发机关 and 印发日期."""

    office: str
    day: str
    copies_to: tuple[str, ...] = ()


class Annex(Part, frozen=True, kw_only=True):
    """An attachment on pages of its own; `label` as 附件1; `across`: on A4 turned, for wide tables."""

    label: str
    title: str
    body: tuple[Block, ...]
    across: bool = False


class Paper(Part, frozen=True, kw_only=True):
    """`signers` make it an upward paper: the number moves to the left, 签发人 stands at the right.

    `top_left` are copy number and urgency; a line break in `title` is kept, otherwise its lines are balanced;
    `mark` (as 草稿) stands above every page of what is not issued.
    """

    head: RedHead | Letterhead | MinutesHead | None = None
    top_left: tuple[str, ...] = ()
    number: str = ""
    signers: tuple[str, ...] = ()
    title: str = ""
    addressees: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    people: tuple[People, ...] = ()
    signature: Signature | None = None
    note: str = ""
    imprint: Imprint | None = None
    annexes: tuple[Annex, ...] = ()
    mark: str = ""
