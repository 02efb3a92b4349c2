"""China's working days, as published data: an update makes a new edition and never changes a past light (S1)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

import msgspec

from services.supervision.domain.refusals import CalendarNotValid
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

SATURDAY = 5


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of a year: holidays on weekdays, make-up workdays on weekends."""

    year: int
    edition: int
    holidays: frozenset[date]
    workdays: frozenset[date]
    provisional: bool


class WorkCalendar:
    """Working-day arithmetic over the editions in force at some moment; a year without one counts plain weekdays."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._years: Mapping[int, Edition] = {edition.year: edition for edition in editions}

    def is_workday(self, day: date) -> bool:
        edition = self._years.get(day.year)
        if edition is not None:
            if day in edition.workdays:
                return True
            if day in edition.holidays:
                return False
        return day.weekday() < SATURDAY

    def after(self, day: date, workdays: int) -> date:
        """The n-th working day after a day."""
        while workdays > 0:
            day += timedelta(days=1)
            workdays -= self.is_workday(day)
        return day

    def before(self, day: date, workdays: int) -> date:
        """The n-th working day before a day."""
        while workdays > 0:
            day -= timedelta(days=1)
            workdays -= self.is_workday(day)
        return day

    def editions(self, *days: date) -> dict[str, int]:
        """Which edition each year was judged by; 0 stands for plain weekdays."""
        years = sorted({day.year for day in days})
        return {str(year): self._years[year].edition if year in self._years else 0 for year in years}


class Calendar(Aggregate):
    """One year's working days."""

    STREAM = "supervision.calendar"

    class Published(DomainEvent, frozen=True, kw_only=True, event="supervision.calendar.published"):
        year: int
        edition: int
        holidays: tuple[date, ...]
        workdays: tuple[date, ...]
        source: str
        provisional: bool
        published_by: UUID

    @staticmethod
    def stream_of(year: int) -> UUID:
        return derive("calendar", year)

    def publish(
        self,
        *,
        year: int,
        holidays: Iterable[date],
        workdays: Iterable[date],
        source: str,
        provisional: bool,
        published_by: UUID,
    ) -> None:
        holidays, workdays = tuple(sorted(set(holidays))), tuple(sorted(set(workdays)))
        check_days_fit(year, holidays, workdays)
        self.record(
            self.Published(
                year=year,
                edition=self.version + 1,
                holidays=holidays,
                workdays=workdays,
                source=source,
                provisional=provisional,
                published_by=published_by,
            )
        )

    def on_published(self, event: Published) -> None:
        if self.version == 0:
            self.owner_unit = event.published_by
        self.current = Edition(
            year=event.year,
            edition=event.edition,
            holidays=frozenset(event.holidays),
            workdays=frozenset(event.workdays),
            provisional=event.provisional,
        )


def check_days_fit(year: int, holidays: Iterable[date], workdays: Iterable[date]) -> None:
    """Days lie in their year, make-up workdays on weekends; a holiday may, as notices list them, fall on one."""
    if not 1949 <= year <= 2999:
        raise CalendarNotValid("年份不对，请写四位公历年份，例如2026。", year=year)
    for day in (*holidays, *workdays):
        if day.year != year:
            raise CalendarNotValid(f"{day:%Y年%m月%d日}不在{year}年内，请核对。", day=day.isoformat())
    if wrong := [day for day in workdays if day.weekday() < SATURDAY]:
        raise CalendarNotValid(f"{wrong[0]:%Y年%m月%d日}本来就是工作日，不必列为调休上班。", day=wrong[0].isoformat())
    if both := set(holidays) & set(workdays):
        raise CalendarNotValid(f"{min(both):%Y年%m月%d日}既列为放假又列为上班。", day=min(both).isoformat())
