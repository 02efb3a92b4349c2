import datetime

import pytest
from msgspec.structs import replace

from services.tasking.domain import refusals as no
from services.tasking.domain.plan_rules import ITEMS_MAX, check_room
from services.tasking.domain.values import Due
from tests.unit.tasking.given import drafted_plan, imported, issued, item


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2023, month, number)


@pytest.mark.accepts("T4")
def test_t4_a_date_keeps_its_words() -> None:
    due = Due(kind="date", date=day(9, 30), precision="month", text="9月底前")
    [task] = issued(drafted_plan(item(1, due=due)))
    assert task.due == due
    assert task.due.of_item() == day(9, 30)


@pytest.mark.accepts("T4")
@pytest.mark.parametrize(
    "due",
    [
        Due(kind="relative", text="会后一个月内"),
        Due(kind="vague", text="7月中下旬", start=day(7, 11), date=day(7, 31), precision="day"),
        Due(kind="vague", text="尽快"),
        Due(kind="cadence", text="每季度"),
        Due(kind="long_term", text="长期坚持"),
        Due(),
    ],
)
def test_t4_relative_and_vague_times_stay_what_they_are(due: Due) -> None:
    [task] = issued(drafted_plan(item(1, due=due)))
    assert task.due == due
    assert task.due.of_item() is None


@pytest.mark.accepts("T4")
def test_t4_a_window_inside_one_action_is_not_the_items() -> None:
    due = Due(kind="window", start=day(1, 1), date=day(9, 30), precision="month", text="1月至9月", scope="part")
    assert due.of_item() is None
    [task] = issued(drafted_plan(item(1, due=due)))
    assert task.due.text == "1月至9月"


@pytest.mark.refuses("T4")
@pytest.mark.parametrize(
    ("due", "refusal"),
    [
        (Due(kind="date", date=day(9, 30)), no.DueWithoutWords),
        (Due(kind="vague", text=" "), no.DueWithoutWords),
        (Due(kind="date", text="9月底前"), no.DueMalformed),
        (Due(kind="window", date=day(9, 30), text="9月底前"), no.DueMalformed),
        (Due(kind="date", date=datetime.date.max, text="9999年底前"), no.DueMalformed),
        (Due(kind="window", start=datetime.date.min, date=day(9, 30), text="9月底前"), no.DueMalformed),
        (Due(kind="window", start=day(10, 1), date=day(9, 30), text="10月至9月"), no.DueMalformed),
    ],
)
def test_t4_a_time_that_does_not_say_what_its_kind_needs_is_refused(due: Due, refusal: type[Exception]) -> None:
    plan = drafted_plan()
    with pytest.raises(refusal):
        plan.place_item(item(1, due=due))
    assert plan.items == {}


def test_an_item_placed_again_takes_the_old_ones_place() -> None:
    plan = drafted_plan(item(1), item(2))
    plan.place_item(item(1, text="改过的内容。"))
    assert [(one.number, one.text) for one in plan.items.values()] == [(1, "改过的内容。"), (2, "开展主题教育活动。")]


def test_a_number_serves_one_item() -> None:
    plan = drafted_plan(item(1))
    with pytest.raises(no.ItemNumberTaken):
        plan.place_item(replace(item(2), number=1))


@pytest.mark.parametrize(("number", "text"), [(0, "内容"), (1, "  ")])
def test_an_item_has_a_number_and_words(number: int, text: str) -> None:
    with pytest.raises(no.ItemEmpty):
        drafted_plan().place_item(item(number, text=text))


def test_a_plan_has_room_for_three_hundred_items() -> None:
    check_room(ITEMS_MAX)
    with pytest.raises(no.TooManyItems):
        drafted_plan().import_items(imported(), [item(number) for number in range(1, ITEMS_MAX + 2)])
