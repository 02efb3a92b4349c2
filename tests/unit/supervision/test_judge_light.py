"""The light of an assignment, as a pure function (S1)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.supervision.domain.light import Due, Standing, judge, next_change
from services.supervision.domain.refusals import ThresholdsNotValid
from services.supervision.domain.thresholds import DEFAULT_THRESHOLDS, Thresholds, check_thresholds
from services.supervision.domain.workdays import Edition, WorkCalendar
from shared.kernel.clock import end_of_day, start_of_day

# The National Day week of 2023: 29 September to 6 October off, 7 and 8 October worked.
CALENDAR = WorkCalendar(
    [
        Edition(
            year=2023,
            edition=1,
            holidays=frozenset(date(2023, 9, 29) + timedelta(days=n) for n in range(8)),
            workdays=frozenset({date(2023, 10, 7), date(2023, 10, 8)}),
            provisional=False,
        )
    ]
)
DUE = Due(kind="date", date=date(2023, 10, 9), text="10月9日前")


def standing(due: Due = DUE, *, accepted: bool = True, finished: bool = False) -> Standing:
    accepted_at = datetime(2023, 9, 20, 1, tzinfo=UTC) if accepted else None
    return Standing(due, date(2023, 9, 18), accepted_at, None, finished)


def at(day: date) -> datetime:
    return start_of_day(day) + timedelta(hours=10)


def light_on(
    day: date, thresholds: Thresholds = DEFAULT_THRESHOLDS, *, accepted: bool = True, finished: bool = False
) -> tuple[str, str, str]:
    light = judge(standing(accepted=accepted, finished=finished), thresholds, CALENDAR, at(day))
    return light.stage, light.colour, light.reason


@pytest.mark.accepts("S1")
def test_s1_green_until_the_fifth_working_day_before_the_due_day() -> None:
    # Working days before 9 October: 8 and 7 (made up), 28, 27 and 26 September.
    assert light_on(date(2023, 9, 25)) == ("green", "green", "on_course")
    assert light_on(date(2023, 9, 26)) == ("yellow", "yellow", "due_close")


def test_s1_the_due_day_itself_is_not_late() -> None:
    assert light_on(date(2023, 10, 9))[0] == "yellow"
    assert light_on(date(2023, 10, 10)) == ("red", "red", "past_due")


def test_s1_yellow_when_not_accepted_in_five_working_days() -> None:
    assert light_on(date(2023, 9, 25), accepted=False)[0] == "green"
    assert light_on(date(2023, 9, 26), accepted=False)[2] == "due_close"
    calm = standing(Due(), accepted=False)
    assert judge(calm, Thresholds(), CALENDAR, at(date(2023, 9, 26))).reason == "not_accepted"


def test_s1_yellow_when_no_progress_for_a_month_of_working_days() -> None:
    calm = standing(Due())
    changes = next_change(calm, Thresholds(), CALENDAR, at(date(2023, 9, 21)))
    assert changes is not None
    assert judge(calm, Thresholds(), CALENDAR, changes - timedelta.resolution).stage == "green"
    assert judge(calm, Thresholds(), CALENDAR, changes).reason == "progress_overdue"


def test_s1_a_finished_part_stays_green() -> None:
    assert light_on(date(2023, 12, 1), finished=True) == ("green", "green", "on_course")


def test_s1_a_time_inside_one_action_is_not_the_items() -> None:
    due = Due(kind="window", date=date(2023, 9, 1), scope="part")
    assert judge(standing(due), Thresholds(), CALENDAR, at(date(2023, 9, 21))).stage == "green"


def test_s1_colours_are_the_committees_own() -> None:
    four = Thresholds(colours=("蓝", "橙", "深橙", "红"), warn_before_workdays=(5, 2))
    assert light_on(date(2023, 9, 26), four)[:2] == ("yellow", "橙")
    assert light_on(date(2023, 10, 7), four)[:2] == ("yellow", "深橙")
    assert light_on(date(2023, 10, 10), four)[:2] == ("red", "红")


def test_s1_the_next_change_is_the_moment_the_light_changes() -> None:
    change = next_change(standing(), Thresholds(), CALENDAR, at(date(2023, 9, 21)))
    assert change == start_of_day(date(2023, 9, 26))
    assert next_change(standing(), Thresholds(), CALENDAR, end_of_day(date(2023, 12, 31))) is None


@pytest.mark.refuses("S1")
@pytest.mark.parametrize(
    "wanted",
    [
        Thresholds(colours=("green", "red"), warn_before_workdays=()),
        Thresholds(colours=("green", "red", "red")),
        Thresholds(colours=("green", " ", "red")),
        Thresholds(warn_before_workdays=(5, 2)),
        Thresholds(colours=("a", "b", "c", "d"), warn_before_workdays=(2, 5)),
        Thresholds(accept_within_workdays=0),
        Thresholds(climb_after_workdays=1000),
    ],
)
def test_s1_refuses_thresholds_that_make_no_light(wanted: Thresholds) -> None:
    with pytest.raises(ThresholdsNotValid):
        check_thresholds(wanted)
