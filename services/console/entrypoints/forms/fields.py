"""What a field of a form is: how it is asked for, and how what was typed is read."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from services.console.entrypoints.visit import Visit

Kind = Literal[
    "text",  # one line
    "long",  # many lines, one value
    "lines",  # many lines, one value each
    "day",
    "moment",  # a day and a time in China
    "number",
    "choice",  # one of its options
    "choices",  # any number of its options
    "yes",  # a box to tick
    "person",  # somebody by name, who is registered when nobody of that name is known
    "people",  # as person, many of them, one a line
    "unit",  # a unit by name or code
    "units",  # units, one a line
    "file",  # an upload, or one of its options: papers that were issued here; its value is the digest
    "table",  # a line a row, the headings first
    "words",  # many lines that are kept as a document; its value is the digest
]
MANY: Final[frozenset[str]] = frozenset({"choices", "lines", "people", "units"})
TEXT_MAX: Final = 2000
LONG_MAX: Final = 60_000


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Where there is nothing to choose from: why, and the page where that is changed."""

    words: str
    address: str
    link: str


# What the page is about (a meeting's document, for one), and who asks.
Options = Callable[[Visit, Any], Awaitable[Sequence[Option]]]
Start = Callable[[Visit, Any], Any]


def choices_of(words: Any) -> Options:
    """Options that are the same for everybody: value → words."""
    fixed = [Option(value, text) for value, text in words.items()]

    async def options(visit: Visit, matter: Any) -> Sequence[Option]:
        return fixed

    return options


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is the command's field, or a path into it (`decision.words`); `start` is what stands there first.

    `needed` says when it is asked for, though not always; `missing` is what the user reads when it is empty though
    required. `only_when` names another field and the value that it must have for this one to count: the page shows why,
    the reader leaves it out otherwise.
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    required: bool = True
    options: Options | None = None
    start: Start | None = None
    missing: str = ""
    needed: str = ""
    only_when: tuple[str, str] | None = None
    rows: int = 4
    nothing: Nothing | None = None
    service: str = ""  # whose content store keeps an upload; empty: the form's own
    group: str = ""  # the heading under which it stands with its neighbours of the same group

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")

    @property
    def asks_for(self) -> str:
        return self.missing or f"请填写{self.label}。"


@dataclass(slots=True)
class Shown:
    """A field as one page shows it: `value` is text, or a list of texts for kinds of many."""

    field: Field
    value: Any
    options: Sequence[Option] = ()
    error: str = ""
    was: Any = ""  # what stood there when the form was opened
    now: str = ""  # what stands there by now, when somebody else changed it meanwhile
    file_name: str = ""
    suggestions: Sequence[str] = ()
