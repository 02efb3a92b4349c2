"""A watch: facts, lights, reminders that climb (S1, S2)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.supervision.domain.light import Due
from services.supervision.domain.refusals import ReminderAlreadyGiven, ReminderOutOfTurn, WatchClosed
from services.supervision.domain.thresholds import Thresholds
from services.supervision.domain.watch import Watch
from services.supervision.domain.workdays import WorkCalendar
from shared.kernel.ids import derive

TASK, UNIT, COMMITTEE = (derive("test", name) for name in ("task", "unit", "committee"))
PERSON = derive("test", "person")
CALENDAR = WorkCalendar([])
THRESHOLDS = Thresholds()
OPENED = datetime(2023, 9, 4, 1, tzinfo=UTC)  # a Monday
YELLOW = datetime(2023, 9, 22, 1, tzinfo=UTC)
RED = datetime(2023, 9, 30, 1, tzinfo=UTC)


def a_watch() -> Watch:
    watch = Watch(Watch.stream_of(TASK, UNIT))
    watch.open(
        task_id=TASK,
        unit_id=UNIT,
        committee_id=COMMITTEE,
        roles=("responsible",),
        task_number=3,
        text="开展主题教育",
        due=Due(kind="date", date=date(2023, 9, 28)),
        document_number="鸡关发〔2023〕2号",
        opened_at=OPENED,
    )
    watch.note_fact("accepted", OPENED + timedelta(hours=1))
    return watch


def yellow_watch() -> Watch:
    watch = a_watch()
    watch.judge_light(THRESHOLDS, CALENDAR, YELLOW)
    return watch


def names(watch: Watch) -> list[str]:
    return [type(change.event).__name__ for change in watch.pending_events]


def test_s1_a_light_is_announced_once() -> None:
    watch = yellow_watch()
    watch.judge_light(THRESHOLDS, CALENDAR, YELLOW + timedelta(hours=1))
    assert names(watch) == ["Opened", "FactNoted", "LightChanged"]


def test_s1_a_light_says_what_it_was_judged_by() -> None:
    event = yellow_watch().pending_events[-1].event
    assert isinstance(event, Watch.LightChanged)
    assert (event.was, event.light, event.reason) == ("green", "yellow", "due_close")
    assert (event.thresholds_version, event.calendar_editions) == (0, {"2023": 0})


@pytest.mark.accepts("S2")
def test_s2_reminders_climb_from_the_liaison_officer_to_the_leader_in_charge() -> None:
    watch = yellow_watch()
    assert watch.step_due(THRESHOLDS, CALENDAR, YELLOW) == "liaison_officer"
    watch.remind("liaison_officer", PERSON, YELLOW)
    assert watch.step_due(THRESHOLDS, CALENDAR, YELLOW) is None
    climb = watch.next_moment(THRESHOLDS, CALENDAR, YELLOW)
    assert climb == datetime(2023, 9, 27, 16, tzinfo=UTC)  # the end of the third working day, in China
    assert watch.step_due(THRESHOLDS, CALENDAR, climb) == "leader_in_charge"
    watch.remind("leader_in_charge", None, climb)
    assert watch.step_due(THRESHOLDS, CALENDAR, RED) is None


@pytest.mark.refuses("S2")
def test_s2_refuses_the_same_step_twice() -> None:
    watch = yellow_watch()
    watch.remind("liaison_officer", PERSON, YELLOW)
    with pytest.raises(ReminderAlreadyGiven):
        watch.remind("liaison_officer", PERSON, RED)


def test_s2_refuses_to_skip_the_liaison_officer() -> None:
    with pytest.raises(ReminderOutOfTurn):
        yellow_watch().remind("leader_in_charge", PERSON, YELLOW)


def test_s2_refuses_to_remind_under_a_green_light() -> None:
    with pytest.raises(ReminderOutOfTurn):
        a_watch().remind("liaison_officer", PERSON, OPENED)


def test_s2_a_new_episode_has_its_own_reminders() -> None:
    watch = yellow_watch()
    watch.remind("liaison_officer", PERSON, YELLOW)
    watch.note_fact("part_finished", YELLOW)
    watch.judge_light(THRESHOLDS, CALENDAR, YELLOW)
    assert watch.light.stage == "green"
    watch.note_fact("returned", RED)
    watch.judge_light(THRESHOLDS, CALENDAR, RED)
    assert watch.step_due(THRESHOLDS, CALENDAR, RED) == "liaison_officer"
    assert watch.episode == 2


def test_a_closed_watch_has_no_light_and_no_timer() -> None:
    watch = yellow_watch()
    watch.close("concluded", RED)
    assert watch.next_moment(THRESHOLDS, CALENDAR, RED) is None
    with pytest.raises(WatchClosed):
        watch.judge_light(THRESHOLDS, CALENDAR, RED)


def test_replay_gives_the_same_watch() -> None:
    watch = yellow_watch()
    changes = watch.collect_events()
    again = Watch.project(None, changes)
    assert again is not None
    assert (again.light, again.standing, again.version) == (watch.light, watch.standing, watch.version)
    assert isinstance(again.id, UUID)


def test_s2_a_committees_own_colour_begins_no_episode_under_a_green_light() -> None:
    watch = a_watch()
    blue = Thresholds(colours=("蓝", "黄", "红"))
    watch.judge_light(blue, CALENDAR, OPENED + timedelta(days=1))
    assert (watch.light.stage, watch.light.colour, watch.episode) == ("green", "蓝", 0)
    watch.judge_light(blue, CALENDAR, YELLOW)
    assert (watch.light.colour, watch.episode) == ("黄", 1)


def test_s1_a_look_into_the_past_announces_nothing() -> None:
    watch = yellow_watch()
    watch.remind("liaison_officer", PERSON, YELLOW)
    watch.judge_light(THRESHOLDS, CALENDAR, YELLOW - timedelta(days=7))
    assert watch.step_due(THRESHOLDS, CALENDAR, YELLOW - timedelta(days=7)) is None
    assert watch.light.stage == "yellow"


@pytest.mark.parametrize("day", [date.max, date.min])
def test_s1_a_day_no_calendar_reaches_stops_no_light(day: date) -> None:
    watch = Watch(Watch.stream_of(TASK, UNIT))
    watch.open(
        task_id=TASK,
        unit_id=UNIT,
        committee_id=COMMITTEE,
        roles=("lead",),
        task_number=1,
        text="长期坚持",
        due=Due(kind="date", date=day),
        document_number="鸡关发〔2023〕2号",
        opened_at=OPENED,
    )
    watch.judge_light(THRESHOLDS, CALENDAR, YELLOW)
    assert watch.light.reason == "not_accepted"
