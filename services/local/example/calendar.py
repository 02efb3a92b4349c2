"""Working days of China for PublishCalendar, from the package chinesecalendar (State Council notices, 2004 on).

It knows years up to 2026 and raises beyond; a later year is provisional: weekends only, and says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

YEARS = range(2022, 2028)
SOURCE = f"chinesecalendar {chinese_calendar.__version__}"
PROVISIONAL_SOURCE = "节假日安排尚未公布，暂按周末双休计算"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarSeed:
    """`holidays` are weekdays off, `workdays` weekend days at work; all other days follow the week."""

    year: int
    edition: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str
    provisional: bool

    def is_workday(self, day: date) -> bool:
        if day in self.workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays


def calendar_of(year: int) -> CalendarSeed:
    last = max(holidays).year
    if year > last:
        return CalendarSeed(year, 1, (), (), PROVISIONAL_SOURCE, provisional=True)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    off = tuple(day for day in days if day in holidays and day.weekday() < SATURDAY)
    made_up = tuple(day for day in days if day in workdays and day.weekday() >= SATURDAY)
    return CalendarSeed(year, 1, off, made_up, SOURCE, provisional=False)


def load_calendars() -> tuple[CalendarSeed, ...]:
    return tuple(calendar_of(year) for year in YEARS)
