"""Working days are published for everybody, so by whom none stands above (S1)."""

from datetime import date
from typing import Any

import pytest

from services.supervision.domain.refusals import CalendarNotValid
from services.supervision.domain.workdays import check_days_fit
from tests.unit.supervision.world import COMMITTEE, LEAD, PROVINCE, World

DAYS: dict[str, Any] = {"holidays": ["2023-10-01", "2023-10-02"], "workdays": ["2023-10-07"], "source": "放假通知"}


@pytest.mark.accepts("S1")
async def test_s1_a_year_published_again_is_a_new_edition(world: World) -> None:
    await world.post(PROVINCE, "/calendars/2023", DAYS)
    await world.post(PROVINCE, "/calendars/2023", {**DAYS, "workdays": ["2023-10-07", "2023-10-08"]}, "clerk")
    published = await world.get(LEAD, "/calendars/2023", "liaison")
    assert (published["edition"], published["workdays"]) == (2, ["2023-10-07", "2023-10-08"])
    await world.get(LEAD, "/calendars/2024", "liaison", 404)


@pytest.mark.refuses("S1")
async def test_s1_a_committee_below_another_publishes_no_working_days(world: World) -> None:
    for unit, role in ((COMMITTEE, "director"), (LEAD, "clerk"), (PROVINCE, "liaison")):
        refused = await world.post(unit, "/calendars/2023", DAYS, role, 403)
        assert refused["code"] == "not_permitted"
    await world.get(PROVINCE, "/calendars/2023", status=404)


@pytest.mark.refuses("S1")
@pytest.mark.parametrize(
    ("year", "holidays", "workdays"),
    [
        (2023, [date(2024, 1, 1)], []),
        (2023, [], [date(2023, 10, 9)]),
        (2023, [date(2023, 10, 7)], [date(2023, 10, 7)]),
        (23, [], []),
    ],
)
def test_s1_days_that_make_no_calendar_are_refused(year: int, holidays: list[date], workdays: list[date]) -> None:
    with pytest.raises(CalendarNotValid):
        check_days_fit(year, holidays, workdays)
