"""Points and spans of the calendar in words: 2023年9月底, 7月中下旬, 上半年, 一季度, 2023.9.30."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.tasking.domain.plan_document.lettering import number_of
from services.tasking.domain.plan_document.model import Due, Precision

# A point of time, its groups suffixed by {s}: fill with str.format.
POINT = (
    r"(?:(?<!\d)(?P<Y{s}>\d{{4}})[.\-/](?P<M{s}>\d{{1,2}})(?:[.\-/](?P<D{s}>\d{{1,2}}))?日?(?!\d)"
    r"|(?:(?:(?<!\d)(?P<y{s}>\d{{4}}|[〇零○一二三四五六七八九]{{4}})年度?|(?P<w{s}>今年|本年度?|明年|后年|次年))的?)?"
    r"(?:(?<![\d每个])(?P<m{s}>\d{{1,2}}|十[一二]?|[一二三四五六七八九])月(?:份)?"
    r"(?:(?P<d{s}>\d{{1,2}}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
    r"|(?P<x{s}>上中旬|中下旬|上旬|中旬|下旬|底|末))?"
    r"|(?P<q{s}>第?[一二三四]季度|[1-4]季度|上半年|下半年|年底|年末|年内))"
    r"|(?:(?<!\d)(?P<Z{s}>\d{{4}}|[〇零○一二三四五六七八九]{{4}})年度?|(?P<W{s}>今年|本年度?|明年|后年))(?P<e{s}>底|末)?)"
)
_TEN_DAYS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "中下旬": (11, 31), "上中旬": (1, 20)}
_YEAR_WORDS = {"今年": 0, "本年": 0, "本年度": 0, "明年": 1, "次年": 1, "后年": 2}


@dataclass(frozen=True, slots=True)
class Span:
    """`start` and `end` are None when the year is unknown or the day does not exist."""

    year: int | None
    start: date | None
    end: date | None
    precision: Precision
    is_deadline: bool = False  # the words themselves name an end: 月底, 年底, 年内
    only_year: bool = False

    @property
    def before_it_begins(self) -> bool:
        """9月前 ends with August, while 9月30日前 and 9月底前 include the day."""
        return self.precision != "day" and not self.is_deadline


def month_of(year: int | None, month: int) -> Span | None:
    """None for 13月."""
    return _days(year, month, 1, 31, "month") if 1 <= month <= 12 else None


def year_of(year: int) -> Span:
    return _months(_plausible(year), 1, 12, "year", only_year=True)


def _plausible(year: int) -> int | None:
    return year if 1900 <= year <= 2200 else None


def window(first: Span | None, last: Span | None) -> Due:
    """A window that cannot be (its end before its start, a day that does not exist) keeps its words only."""
    if first is None or last is None:
        return Due(kind="vague")
    if first.start is None or last.end is None or first.start > last.end:
        return Due(kind="vague", precision=last.precision)
    return Due(kind="window", start=first.start, date=last.end, precision=last.precision)


def until_before(span: Span) -> Due:
    if span.start is None:
        return Due(kind="vague", precision=span.precision)
    return Due(kind="date", date=span.start - timedelta(days=1), precision=span.precision)


def read_point(match: re.Match[str], s: str, default_year: int | None) -> Span | None:
    """The point that POINT found with the suffix `s`. None when a number is no month, day or year at all."""
    try:
        return _read_point(match, s, default_year)
    except ValueError:
        return None


def _read_point(match: re.Match[str], s: str, default_year: int | None) -> Span:
    def part(name: str) -> str | None:
        return match[name + s]

    year = _year(part("Y") or part("y") or part("Z"), part("w") or part("W"), default_year)
    month = part("M") or part("m")
    if month is None:
        return _of_year_part(year, part("q"), bool(part("e")))
    at, day, ten = number_of(month), part("D") or part("d"), part("x")
    if day is not None:
        return _days(year, at, number_of(day), number_of(day), "day")
    if ten in ("底", "末"):
        return _days(year, at, 1, 31, "month", is_deadline=True)
    if ten is not None:
        return _days(year, at, *_TEN_DAYS[ten], "ten_days")
    return _days(year, at, 1, 31, "month")


def _year(digits: str | None, word: str | None, default: int | None) -> int | None:
    if digits is not None:
        return _plausible(number_of(digits))
    if word is not None:
        return None if default is None else default + _YEAR_WORDS[word]
    return default


def _of_year_part(year: int | None, part: str | None, ends: bool) -> Span:
    if part is None:
        span = _months(year, 1, 12, "year")
        return Span(year, span.start, span.end, "year", is_deadline=ends, only_year=not ends)
    if part.endswith("季度"):
        quarter = number_of(part.removeprefix("第").removesuffix("季度"))
        return _months(year, quarter * 3 - 2, quarter * 3, "quarter")
    if part.endswith("半年"):
        first = 1 if part == "上半年" else 7
        return _months(year, first, first + 5, "half_year")
    return _months(year, 1, 12, "year", is_deadline=True)


def _days(year: int | None, month: int, first: int, last: int, precision: Precision, is_deadline: bool = False) -> Span:
    if not 1 <= month <= 12 or not 1 <= first <= 31:
        raise ValueError(f"no day of a year: {month}-{first}")
    if year is None:
        return Span(None, None, None, precision, is_deadline)
    length = calendar.monthrange(year, month)[1]
    if first > length:  # 2月30日
        return Span(year, None, None, precision, is_deadline)
    return Span(year, date(year, month, first), date(year, month, min(last, length)), precision, is_deadline)


def _months(
    year: int | None, first: int, last: int, precision: Precision, *, is_deadline: bool = False, only_year: bool = False
) -> Span:
    if year is None:
        return Span(None, None, None, precision, is_deadline, only_year)
    end = date(year, last, calendar.monthrange(year, last)[1])
    return Span(year, date(year, first, 1), end, precision, is_deadline, only_year)
