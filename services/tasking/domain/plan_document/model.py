"""What a plan document says, before anything is looked up."""

import datetime
from typing import Literal

import msgspec

DueKind = Literal["date", "window", "cadence", "long_term", "relative", "vague", "none"]
Precision = Literal["day", "ten_days", "month", "quarter", "half_year", "year"]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When something is due (T4). `date` is the last day; `text` holds the document's words; scope `part` means the
    time belongs to one action inside the item, not to the item.
    """

    kind: DueKind
    start: datetime.date | None = None
    date: datetime.date | None = None
    precision: Precision | None = None
    text: str = ""
    scope: Literal["item", "part"] = "item"


NO_DUE = Due(kind="none")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something a clerk should look at; nothing is dropped or decided because of it. `item` is the item's number."""

    code: str
    message: str
    item: int | None = None
    name: str = ""
    suggestions: tuple[str, ...] = ()


class Superior(msgspec.Struct, frozen=True, kw_only=True):
    """The superior's document a plan carries out; `number` in the form 黑关发〔2022〕1号."""

    title: str
    number: str | None


class ParsedSection(msgspec.Struct, frozen=True, kw_only=True):
    """`title` carries the mark as written with half-width brackets: (一)坚持…"""

    number: int
    title: str


class ParsedItem(msgspec.Struct, frozen=True, kw_only=True):
    """`leads` can be empty or hold several (T2: to be settled before issue); paragraphs of `text` are lines."""

    number: int
    section: str
    text: str
    leads: tuple[str, ...]
    responsible: tuple[str, ...]
    due: Due
    times: tuple[Due, ...] = ()  # every time the item's words name, `due` among them


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Text that belongs to no item. It can hold people's names (an editor's): never put it into an event."""

    place: Literal["preamble", "chapter", "section", "after_item", "page"]
    text: str


class ParsedPlan(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    number: str | None  # the plan's own document number, when it stands above the title
    carries_out: Superior | None
    sections: tuple[ParsedSection, ...]
    items: tuple[ParsedItem, ...]
    unplaced: tuple[Passage, ...]
    findings: tuple[Finding, ...]
