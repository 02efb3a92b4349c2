"""A title over several lines: of like length, no word broken, none begun with what belongs to the line before."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from shared.papers.text import clean, one_line, width

TITLE_EMS: Final = 20.0  # 2号 characters in a line of the type area
_OPENING, _CLOSING = "（〔《【“‘", "）〕》】”’、，。；：！？"
_SINGLE = frozenset("的和与及或在对为以向从等于了")
_TO_THE_WORD_BEFORE = frozenset("的等了")
_READS_WELL: Final = 30.0  # ems², what a line that begins with 关于 is worth in evenness
_LATIN: Final = re.compile(r"[!-~]+")


def title_lines(title: str, ems: float = TITLE_EMS, whole: Sequence[str] = ()) -> tuple[str, ...]:
    """The lines of a title; line breaks that were written are kept. The fewest lines, then the most even ones.

    `whole` are words of this paper, as names of bodies, that are not broken either.
    """
    written = [line for part in clean(title).split("\n") if (line := one_line(part))]
    lines = [line.strip() for part in written for line in _balanced(part, ems, frozenset(whole))]
    return tuple(filter(None, lines))


def _balanced(text: str, ems: float, whole: frozenset[str]) -> Sequence[str]:
    if width(text) <= ems:
        return [text]
    pieces = [part for piece in words_of(text, whole) for part in _no_wider(piece, ems)]
    fewest = math.ceil(width(text) / ems)
    for count in range(fewest, fewest + 3):
        if found := _evenest(pieces, count, ems):
            return found
    return list(_filled(pieces, ems))


def _evenest(pieces: Sequence[str], count: int, ems: float) -> Sequence[str]:
    """The division into so many lines with the least spread around their mean; empty when none fits."""
    mean = width("".join(pieces)) / count

    @cache
    def best(begin: int, left: int) -> tuple[float, tuple[str, ...]] | None:
        if left == 0:
            return (0.0, ()) if begin == len(pieces) else None
        found = []
        for end in range(begin + 1, len(pieces) + 1):
            line = "".join(pieces[begin:end])
            if width(line) > ems:
                break
            if rest := best(end, left - 1):
                found.append((_cost(line, mean, first=begin == 0) + rest[0], (line, *rest[1])))
        return min(found, default=None)

    division = best(0, count)
    return division[1] if division else ()


def _cost(line: str, mean: float, *, first: bool) -> float:
    # 关于 begins what the paper is about: a line that begins with it reads best.
    reads_well = not first and line.startswith("关于")
    return (width(line) - mean) ** 2 - (_READS_WELL if reads_well else 0.0)


def _filled(pieces: Sequence[str], ems: float) -> Iterator[str]:
    held = ""
    for piece in pieces:
        if held and width(held + piece) > ems:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def _no_wider(piece: str, ems: float) -> Iterator[str]:
    """A word that no line can hold is divided after all."""
    held = ""
    for char in piece:
        if held and width(held + char) > ems:
            yield held
            held = ""
        held += char
    if held:
        yield held


def words_of(text: str, whole: frozenset[str] = frozenset()) -> list[str]:
    """The pieces that stay whole, with the punctuation that belongs to them."""
    pieces: list[str] = []
    for word in _segmented(text, whole):
        glued = pieces and (word[0] in _CLOSING or word in _TO_THE_WORD_BEFORE or pieces[-1][-1] in _OPENING)
        if glued:
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _segmented(text: str, whole: frozenset[str]) -> Iterator[str]:
    at, unknown = 0, ""
    while at < len(text):
        known = _known_at(text, at, whole)
        if not known:
            unknown, at = unknown + text[at], at + 1
            continue
        yield from _in_pairs(unknown)
        yield known
        unknown, at = "", at + len(known)
    yield from _in_pairs(unknown)


def _known_at(text: str, at: int, whole: frozenset[str]) -> str:
    if named := max((name for name in whole if name and text.startswith(name, at)), key=len, default=""):
        return named
    if latin := _LATIN.match(text, at):
        return latin[0]
    for length in range(min(_longest(), len(text) - at), 1, -1):
        if text[at : at + length] in _words():
            return text[at : at + length]
    char = text[at]
    return char if char in _SINGLE or char in _OPENING or char in _CLOSING or char.isspace() else ""


def _in_pairs(unknown: str) -> Iterator[str]:
    """Most words have two characters; an odd run is taken to begin with one of three."""
    if len(unknown) % 2 and len(unknown) > 1:
        yield unknown[:3]
        unknown = unknown[3:]
    for begin in range(0, len(unknown), 2):
        yield unknown[begin : begin + 2]


@cache
def _words() -> frozenset[str]:
    return frozenset(files("shared.papers").joinpath("words.txt").read_text("utf-8").split())


@cache
def _longest() -> int:
    return max(map(len, _words()))
