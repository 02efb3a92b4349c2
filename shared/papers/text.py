"""What text may enter a paper, and how much room it takes."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

# Characters that XML cannot hold, that show nothing, or that turn the order of what is read around.
_HOSTILE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_NOT_FIRST: Final = frozenset("，。、；：？！）〕》】』”’」．,.;:?!)]}%％…—·")
_NOT_LAST: Final = frozenset("（〔《【『“‘「([{")
_WORD: Final = re.compile(r"[!-~]+|[^!-~]")


def clean(text: str) -> str:
    """The text as it can stand in one paragraph: no hostile characters, tabs as blanks."""
    return _HOSTILE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    return " ".join(clean(text).split("\n")).strip()


def width(text: str) -> float:
    """In ems: Chinese characters and their punctuation are one wide, others a half."""
    return sum(1.0 if _is_wide(char) else 0.5 for char in text)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F", "A")


def line_count(text: str, wide: float, first: float = 0.0) -> int:
    """How many lines of `wide` ems the text fills when the first one begins at `first`.

    Punctuation that must not begin a line takes the character before it along, Latin words stay whole.
    """
    return sum(_lines_of(paragraph, wide, first) for paragraph in text.split("\n"))


def _lines_of(text: str, wide: float, first: float) -> int:
    lines, at = 1, first
    for piece in _unbreakable(text):
        room = width(piece)
        if at + room > wide and at > 0:
            lines, at = lines + 1, 0.0
        at += room
        while at > wide:
            lines, at = lines + 1, at - wide
    return lines


def _unbreakable(text: str) -> Iterator[str]:
    held = ""
    for piece in _WORD.findall(text):
        if held and (piece[0] in _NOT_FIRST or held[-1] in _NOT_LAST):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
