"""The example calendar agrees with the library day by day, and says where it only guesses."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from services.local.example.calendar import PROVISIONAL_SOURCE, YEARS, calendar_of, load_calendars


@pytest.mark.parametrize("year", range(2022, 2027))
def test_every_day_of_a_published_year_is_as_the_library_says(year):
    calendar, day = calendar_of(year), date(year, 1, 1)
    while day.year == year:
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_a_year_not_yet_published_is_provisional_and_follows_the_week():
    calendar = calendar_of(2027)
    assert calendar.provisional
    assert calendar.source == PROVISIONAL_SOURCE
    assert calendar.is_workday(date(2027, 1, 1))
    assert not calendar.is_workday(date(2027, 1, 2))


def test_make_up_days_and_holidays_do_not_overlap():
    for calendar in load_calendars():
        assert not set(calendar.holidays) & set(calendar.workdays)
    assert [calendar.year for calendar in load_calendars()] == list(YEARS)
