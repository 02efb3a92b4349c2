"""Times in an item's words (T4); docs/plan-document.md has the table of decisions.

Words inside 《》〈〉“” name documents and activities, not times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from services.tasking.domain.plan_document.lettering import folded
from services.tasking.domain.plan_document.model import NO_DUE, Due
from services.tasking.domain.plan_document.spans import POINT, Span, read_point, until_before, window

_BY = r"(?P<by>底前|之前|以前|前|底|为止|止)"
_FUTURE = (r"(?:启动|召开|举办|开展|组织|完成|建成|实现|报送|上报|形成|出台|举行|进行|集中|对|基本|全面|开始|达到|总结|"
           r"推进|力争|要|将|各|前后|左右|,)")
_PAST = r"(?!印发的|下发|起?施行|实施的|通过|以来|至今|修订|召开的|成立|发布|颁布|出台的)"
_TO = r"(?:起)?\s*(?:至|到|—+|–|-|~|－|―)\s*"
_WINDOW = re.compile(rf"(?>{POINT.format(s='a')}){_TO}(?>{POINT.format(s='b')})(?:底|止|期间)?{_PAST}")
_SHORT = re.compile(r"(?:(?P<y>\d{4})年)?(?P<m1>\d{1,2})(?:至|到|—+|–|-|~)(?P<m2>\d{1,2})月")
_YEARS = re.compile(r"(?P<y1>\d{4})年?(?:至|到|—+|–|-|~)(?P<y2>\d{4})年(?!\d)")
_SINCE = re.compile(rf"(?:自|从)?(?P<at>(?>{POINT.format(s='a')}))(?:起|开始)(?!施行|实施){_PAST}")
_SINGLE = re.compile(
    rf"(?P<pre>于|在|拟于|计划于|定于|确保|争取|力争|截至|截止|到|至)?(?P<at>(?>{POINT.format(s='a')}))"
    rf"(?:{_BY}|(?P<in>之?内|期间))?(?P<post>{_FUTURE})?{_PAST}")
_CADENCE = re.compile(
    r"(?:原则上)?(?:每(?P<unit>半年|学年|学期|季度|季|[一两三四五\d]*年|[个]?月|周|星期|日|天)(?!一[课歌])"
    r"(?:的?\d{1,2}月?(?:底|\d{1,2}日)?(?:之?前))?|按(?P<by>年度?|季度?|月|周)(?=报|通报|汇总|调度|开展|上报)"
    r"|(?P<one>一年|半年|一季度|一月)(?=[一两三四\d]+次))(?:(?:至少|不少于|不低于)?(?:召开|开展|组织|报送|推出)?[一两三四五\d]+[次期场轮回])?")
_RELATIVE = re.compile(
    r"(?:自?[^,。;、\s]{0,12}?(?:之日起|之日|后|以后)的?)?(?:[一二两三四五六七八九十半]{1,3}|\d{1,3})(?:个)?(?:半)?"
    r"(?:工作日|日|天|周|星期|个?月|年)(?:之内|以内|内)"
    r"|(?:今后|未来|用|利用)(?:[一二两三四五六七八九十]{1,2}|\d{1,2})(?:个月|年)(?:左右)?(?:的?时间)?(?:左右)?"
    r"|[“\"]?(?:春节|元旦|清明节?|五一|六一|七一|八一|国庆节?|中秋节?|开学|学期末|放假|暑假|寒假|寒暑假|高考|中考|会议召开)[”\"]?"
    r"(?:前夕|前后|前|期间|来临之际|之前)|(?:会后|会前)(?=[^一-龥]|及时|立即|尽快|报|$)")
_VAGUE = re.compile("尽快|及时|近期|抓紧|适时|迅速|早日|择机|年初|条件成熟时")
_MANNER = ("及时", "适时", "抓紧")  # how something is done, rather than until when
_LONG_WORDS = r"长期(?:坚持|推进|开展|进行|抓好|抓|任务|工作|性任务)?|常年(?:坚持|开展|进行)"
_LONG_CLAUSE = re.compile(
    rf"(?:^|(?<=[,。;\n(]))(?P<words>(?:(?:本|此|该)项(?:工作|任务)|以上工作)?(?:并|要|须|为|属|应|作为)?(?:{_LONG_WORDS}))"
    r"(?=[,。;\n)]|$)")
_LONG_LABEL = re.compile(rf"{_LONG_WORDS}|常态化?(?:坚持|推进|开展|进行)?|持续(?:推进|开展|进行|坚持)?|全年|贯穿全年")
_QUOTED = re.compile("[《〈][^《》〈〉\n]*[》〉]|“[^“”\n]*”")
_SENTENCE = re.compile(r"[。;!?\n]")
_WHOLE = re.compile("全部|全面完成|上述|以上|各项工作|(?:本|此|该)项(?:工作|任务)")

_RANK = {"date": 0, "window": 0, "relative": 1, "cadence": 2, "long_term": 3, "vague": 4, "none": 5}
_UNITS: dict[str, Literal["day", "month", "quarter", "half_year", "year"] | None] = {
    "半年": "half_year", "季度": "quarter", "季": "quarter", "年": "year", "月": "month", "日": "day", "天": "day"}


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    due: Due


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
    plain = _QUOTED.sub(lambda match: "\0" * len(match[0]), narrow)
    readers = (_windows, _cadences, _relatives, _singles, _long_terms, _vagues)
    found: list[_Found] = []
    for reader in readers:
        # the name of a festival may stand in quotation marks
        source = narrow if reader is _relatives else plain
        for start, end, due in reader(source, year, labelled):
            if all(end <= other.start or start >= other.end for other in found):
                words = text[start:end].strip("，,")
                found.append(_Found(start, end, msgspec.structs.replace(due, text=words)))
    return sorted(found, key=lambda one: one.start)


_Hits = Iterator[tuple[int, int, Due]]


def _windows(text: str, year: int | None, labelled: bool) -> _Hits:
    for match in _WINDOW.finditer(text):
        first = read_point(match, "a", year)
        last = read_point(match, "b", first.year if first and first.year else year)
        yield match.start(), match.end(), window(first, last)
    for match in _SHORT.finditer(text):
        at = int(match["y"]) if match["y"] else year
        yield match.start(), match.end(), window(Span.of_month(at, int(match["m1"])), Span.of_month(at, int(match["m2"])))
    for match in _YEARS.finditer(text):
        yield match.start(), match.end(), window(Span.of_year(int(match["y1"])), Span.of_year(int(match["y2"])))
    for match in _SINCE.finditer(text):
        since = read_point(match, "a", year)
        if since is not None and since.start:
            yield match.start(), match.end(), Due(kind="window", start=since.start, precision=since.precision)


def _singles(text: str, year: int | None, labelled: bool) -> _Hits:
    for match in _SINGLE.finditer(text):
        point = read_point(match, "a", year)
        by = match["by"]
        meant = by or match["in"] or match["post"] or match["pre"] or labelled or (point and point.is_deadline)
        if point is None or not meant or (point.only_year and not _year_is_deadline(match, labelled)):
            continue
        start, end = match.start("at"), match.end("in" if match["in"] else "by" if by else "at")
        closed = bool(by) or (match["in"] is not None and point.only_year) or match["pre"] in ("到", "至", "截至", "截止") or point.is_deadline
        yield start, end, _single(point, by, closed)


def _year_is_deadline(match: re.Match[str], labelled: bool) -> bool:
    return bool(
        labelled or match["by"] or match["in"] or match["pre"] in ("到", "至", "截至", "截止")
        or match["post"] in ("完成", "建成", "实现", "达到", "基本", "全面"))


def _single(point: Span, by: str | None, closed: bool) -> Due:
    if point.end is None:
        return Due(kind="vague", precision=point.precision)
    if by in ("前", "之前", "以前") and point.before_it_begins:
        return until_before(point)
    if closed or point.precision == "day":
        return Due(kind="date", date=point.end, precision=point.precision)
    return Due(kind="window", start=point.start, date=point.end, precision=point.precision)


def _cadences(text: str, year: int | None, labelled: bool) -> _Hits:
    for match in _CADENCE.finditer(text):
        unit = match["unit"] or match["by"] or match["one"] or ""
        precision = next((value for word, value in _UNITS.items() if word in unit), None)
        yield match.start(), match.end(), Due(kind="cadence", precision=precision)


def _relatives(text: str, year: int | None, labelled: bool) -> _Hits:
    for match in _RELATIVE.finditer(text):
        unit = re.search(r"(年|月|日|天)(?:之内|以内|内|左右|的?时间|$)", match[0])
        yield match.start(), match.end(), Due(kind="relative", precision=_UNITS[unit[1]] if unit else None)


def _long_terms(text: str, year: int | None, labelled: bool) -> _Hits:
    pattern = _LONG_LABEL if labelled else _LONG_CLAUSE
    for match in pattern.finditer(text):
        yield match.start(), match.end(), Due(kind="long_term")


def _vagues(text: str, year: int | None, labelled: bool) -> _Hits:
    for match in _VAGUE.finditer(text):
        yield match.start(), match.end(), Due(kind="vague")


def _scoped(text: str, found: _Found) -> Due:
    scope: Literal["item", "part"] = "item" if _is_items(text, found) else "part"
    return msgspec.structs.replace(found.due, scope=scope)


def _is_items(text: str, found: _Found) -> bool:
    """A time is the item's when its sentence speaks of the whole, or is the only one and begins or ends with it."""
    text = text.rstrip("。;!?\n ")
    begin = max((match.end() for match in _SENTENCE.finditer(text, 0, found.start)), default=0)
    after = _SENTENCE.search(text, found.end)
    end = after.start() if after else len(text)
    sentence = text[begin:end]
    if _WHOLE.search(sentence):
        return True
    rest = re.sub(r"[,于在拟前力争确保全要须]|完成|办结|落实到位|到位|见效|结束|实现", "", text[begin : found.start] + text[found.end : end])
    if not rest:
        return True  # a sentence of its own: 2023年9月底前完成。
    if found.due.kind == "vague" and found.due.text in _MANNER:
        return False
    if begin or end < len(text):
        return False
    first, last = "," not in text[: found.start], "," not in text[found.end :]
    return first or last
