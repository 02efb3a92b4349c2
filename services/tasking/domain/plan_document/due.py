"""Times in an item's words (T4); docs/plan-document.md has the table of decisions.

Words inside 《》〈〉“” name documents and activities, not times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from services.tasking.domain.plan_document import time_words as words
from services.tasking.domain.plan_document.lettering import folded
from services.tasking.domain.plan_document.model import NO_DUE, Due
from services.tasking.domain.plan_document.spans import (
    Span,
    month_of,
    read_point,
    until_before,
    window,
    year_of,
)

_TIMES_MAX = 50  # per item; more is no plan
_RANK = {"date": 0, "window": 0, "relative": 1, "cadence": 2, "long_term": 3, "vague": 4, "none": 5}
_UNITS: dict[str, Literal["day", "month", "quarter", "half_year", "year"] | None] = {
    "半年": "half_year",
    "季度": "quarter",
    "季": "quarter",
    "年": "year",
    "月": "month",
    "日": "day",
    "天": "day",
}


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    due: Due


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    year: int | None
    labelled: bool


def read_times(text: str, issued_year: int | None) -> tuple[Due, ...]:
    """Every time the words of an item name, in their order."""
    narrow = folded(text)
    return tuple(_scoped(narrow, found) for found in _found(text, narrow, issued_year, labelled=False))


def read_label(value: str, issued_year: int | None) -> Due:
    """The value after 完成时限: is the item's time, whatever it says."""
    narrow = folded(value).replace(" ", "")
    found = [one.due for one in _found(narrow, narrow, issued_year, labelled=True)]
    if found:
        return msgspec.structs.replace(chosen(tuple(found)), text=narrow)
    return Due(kind="vague", text=narrow) if narrow else NO_DUE


def chosen(times: tuple[Due, ...]) -> Due:
    """The one that counts: the item's before a part's, a day before words, of several days the last."""
    if not times:
        return NO_DUE
    best = min((time.scope != "item", _RANK[time.kind]) for time in times)
    alike = [time for time in times if (time.scope != "item", _RANK[time.kind]) == best]
    return max(alike, key=lambda time: time.date.toordinal() if time.date else 0)


def _found(text: str, narrow: str, year: int | None, *, labelled: bool) -> list[_Found]:
    """Readers in the order of how much they say; what one has read, the next ones leave alone."""
    plain = words.QUOTED.sub(lambda match: "\0" * len(match[0]), narrow)
    readers = (_windows, _cadences, _relatives, _singles, _long_terms, _vagues)
    found: list[_Found] = []
    for reader in readers:
        # the name of a festival may stand in quotation marks
        source = _Source(narrow if reader is _relatives else plain, year, labelled=labelled)
        for start, end, due in reader(source):
            if len(found) < _TIMES_MAX and all(end <= other.start or start >= other.end for other in found):
                found.append(_Found(start, end, msgspec.structs.replace(due, text=text[start:end].strip("，,"))))
    return sorted(found, key=lambda one: one.start)


_Hits = Iterator[tuple[int, int, Due]]


def _windows(source: _Source) -> _Hits:
    for match in words.WINDOW.finditer(source.text):
        first = read_point(match, "a", source.year)
        last = read_point(match, "b", first.year if first and first.year else source.year)
        yield match.start(), match.end(), window(first, last)
    for match in words.SHORT.finditer(source.text):
        at = int(match["y"]) if match["y"] else source.year
        yield match.start(), match.end(), window(month_of(at, int(match["m1"])), month_of(at, int(match["m2"])))
    for match in words.YEARS.finditer(source.text):
        yield match.start(), match.end(), window(year_of(int(match["y1"])), year_of(int(match["y2"])))
    for match in words.SINCE.finditer(source.text):
        since = read_point(match, "a", source.year)
        if since is not None and since.start:
            yield match.start(), match.end(), Due(kind="window", start=since.start, precision=since.precision)


def _singles(source: _Source) -> _Hits:
    for match in words.SINGLE.finditer(source.text):
        point = read_point(match, "a", source.year)
        by = match["by"]
        meant = by or match["in"] or match["post"] or match["pre"] or source.labelled or (point and point.is_deadline)
        if point is None or not meant or (point.only_year and not _year_is_deadline(match, source.labelled)):
            continue
        start, end = match.start("at"), match.end("in" if match["in"] else "by" if by else "at")
        closed = (
            bool(by)
            or (match["in"] is not None and point.only_year)
            or match["pre"] in ("到", "至", "截至", "截止")
            or point.is_deadline
        )
        yield start, end, _single(point, by, closed)


def _year_is_deadline(match: re.Match[str], labelled: bool) -> bool:
    return bool(
        labelled
        or match["by"]
        or match["in"]
        or match["pre"] in ("到", "至", "截至", "截止")
        or match["post"] in ("完成", "建成", "实现", "达到", "基本", "全面")
    )


def _single(point: Span, by: str | None, closed: bool) -> Due:
    if point.end is None:
        return Due(kind="vague", precision=point.precision)
    if by in ("前", "之前", "以前") and point.before_it_begins:
        return until_before(point)
    if closed or point.precision == "day":
        return Due(kind="date", date=point.end, precision=point.precision)
    return Due(kind="window", start=point.start, date=point.end, precision=point.precision)


def _cadences(source: _Source) -> _Hits:
    for match in words.CADENCE.finditer(source.text):
        unit = match["unit"] or match["by"] or match["one"] or ""
        precision = next((value for word, value in _UNITS.items() if word in unit), None)
        yield match.start(), match.end(), Due(kind="cadence", precision=precision)


def _relatives(source: _Source) -> _Hits:
    for match in words.RELATIVE.finditer(source.text):
        unit = re.search(r"(年|月|日|天)(?:之内|以内|内|左右|的?时间|$)", match[0])
        yield match.start(), match.end(), Due(kind="relative", precision=_UNITS[unit[1]] if unit else None)


def _long_terms(source: _Source) -> _Hits:
    pattern = words.LONG_LABEL if source.labelled else words.LONG_CLAUSE
    for match in pattern.finditer(source.text):
        yield match.start(), match.end(), Due(kind="long_term")


def _vagues(source: _Source) -> _Hits:
    for match in words.VAGUE.finditer(source.text):
        yield match.start(), match.end(), Due(kind="vague")


def _scoped(text: str, found: _Found) -> Due:
    scope: Literal["item", "part"] = "item" if _is_items(text, found) else "part"
    return msgspec.structs.replace(found.due, scope=scope)


def _is_items(text: str, found: _Found) -> bool:
    """A time is the item's when its sentence speaks of the whole, or is the only one and begins or ends with it."""
    text = text.rstrip("。;!?\n ")
    begin = max((match.end() for match in words.SENTENCE.finditer(text, 0, found.start)), default=0)
    after = words.SENTENCE.search(text, found.end)
    end = after.start() if after else len(text)
    sentence = text[begin:end]
    if words.WHOLE.search(sentence):
        return True
    rest = re.sub(
        r"[,于在拟前力争确保全要须]|完成|办结|落实到位|到位|见效|结束|实现",
        "",
        text[begin : found.start] + text[found.end : end],
    )
    if not rest:
        return True  # a sentence of its own: 2023年9月底前完成。
    if found.due.kind == "vague" and found.due.text in words.MANNER:
        return False
    if begin or end < len(text):
        return False
    first, last = "," not in text[: found.start], "," not in text[found.end :]
    return first or last
