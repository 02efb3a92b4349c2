"""R5: the roll-up as it was known at a past moment, over random histories."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from services.reporting.application.rollup.figures import FIGURES
from services.reporting.application.rollup.projection import FactsProjection
from services.reporting.application.rollup.rollups import RollUps
from shared.kernel.clock import business_day
from shared.messaging.visibility import Viewer
from tests.unit.reporting import happenings as h
from tests.unit.reporting.counted import by_hand
from tests.unit.reporting.feeding import fed
from tests.unit.reporting.histories import COMMITTEES, EVERYBODY, History, history, known_at, subtree
from tests.unit.reporting.world import CITY, PROVINCE, World, shown

SEEDS = range(8)
SERVICE = Viewer(PROVINCE, "service:audit")


def moments(made: History) -> list[datetime]:
    """In the middle of what happened, between two events a microsecond apart if there are such, and days later."""
    times = [event.recorded_at for event in made.events]
    close = [a for a, b in pairwise(times) if b - a == timedelta(microseconds=1)]
    return sorted({times[len(times) // 3], times[2 * len(times) // 3], *close[-1:], made.now + timedelta(days=40)})


async def all_of(rollups: RollUps, as_of: datetime | None, units: Iterable[Any] = EVERYBODY) -> list[Any]:
    answers: list[Any] = [await rollups.get_rollup(SERVICE, unit, as_of, children=True) for unit in units]
    opened = [await rollups.open_figure(SERVICE, PROVINCE, name, as_of, 200, None) for name in FIGURES]
    return [*answers, *(page.items for page in opened)]


@pytest.mark.accepts("R5")
@pytest.mark.parametrize("seed", SEEDS)
async def test_r5_as_of_equals_what_one_saw_who_knew_only_what_was_recorded_by_then(tmp_path: Path, seed: int) -> None:
    made = history(seed)
    last = moments(made)[-1]
    for number, moment in enumerate(moments(made)):
        with (
            fed(tmp_path / f"{number}-all", made.shuffled(seed), last) as later,
            fed(tmp_path / f"{number}-then", known_at(made.shuffled(seed + 1), moment), moment) as then,
        ):
            assert await all_of(later, moment) == await all_of(then, None)


@pytest.mark.accepts("R4")
@pytest.mark.parametrize("seed", SEEDS)
async def test_r4_figures_are_what_one_counts_by_hand_at_any_moment(tmp_path: Path, seed: int) -> None:
    made = history(seed)
    with fed(tmp_path / "facts", made.shuffled(seed), moments(made)[-1]) as rollups:
        for moment in moments(made):
            known, day = known_at(made.events, moment), business_day(moment)
            for unit in EVERYBODY:
                answer = await rollups.get_rollup(SERVICE, unit, moment, children=False)
                figures = {each["figure"]: shown(each) for each in answer["figures"]}
                assert figures == {"plans_issued": 0, **by_hand(known, subtree(known, unit, day), day)}


async def test_the_order_in_which_logs_are_read_changes_nothing(tmp_path: Path) -> None:
    made = history(99)
    answers = []
    for order in range(4):
        with fed(tmp_path / str(order), made.shuffled(order), made.now) as rollups:
            answers.append(await all_of(rollups, None, COMMITTEES))
    assert answers[1:] == answers[:1] * 3


def test_histories_hold_something_of_everything() -> None:
    """Else the comparisons above would prove little."""
    names = {event.envelope.type for seed in SEEDS for event in history(seed).events}
    assert names >= {name for names in FactsProjection().sources.values() for name in names} - {
        "meeting.meeting.revised",
        "tasking.plan.drafted",
        "tasking.plan.imported",
        "tasking.plan.issued",
    }


@pytest.mark.accepts("R5")
async def test_r5_a_rollup_of_a_month_ago_leaves_out_what_came_since(world: World) -> None:
    await world.happens("meeting", h.the("meeting"), h.drafted(h.the("meeting")))
    await world.happens("meeting", h.the("meeting"), h.held())
    earlier = world.clock.now()
    world.clock.advance(timedelta(days=31))
    await world.happens("meeting", h.the("meeting", 2), h.drafted(h.the("meeting", 2)))
    await world.happens("meeting", h.the("meeting", 2), h.held())
    a_moment = (earlier + timedelta(seconds=1)).isoformat()
    assert (await world.figures(CITY))["meetings_held"] == 2
    assert (await world.figures(CITY, as_of=a_moment))["meetings_held"] == 1
    answer = await world.get(CITY, f"/rollup/{CITY}", as_of=a_moment)
    assert (answer["positions"]["meeting"], answer["as_of"]) == ("meeting:1:2", "2023-10-09T01:00:01Z")


@pytest.mark.refuses("R5")
@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        ("2023-11-01T00:00:00+08:00", "as_of_in_future"),
        ("9999-12-31T23:59:59-14:00", "as_of_in_future"),
        ("2023-10-01T00:00:00", "moment_without_zone"),
        ("0001-01-01T00:00:00+14:00", "moment_too_early"),
    ],
)
async def test_r5_what_was_known_is_asked_of_the_past_only(world: World, as_of: str, code: str) -> None:
    refused = await world.get(CITY, f"/rollup/{CITY}", status=400, as_of=as_of)
    assert (refused["rule"], refused["code"]) == ("R5", code)


async def test_pages_of_a_figure_stay_at_the_moment_of_the_first(world: World) -> None:
    for number in (1, 2, 3):
        await world.happens("meeting", h.the("meeting", number), h.drafted(h.the("meeting", number)))
        await world.happens("meeting", h.the("meeting", number), h.held())
    await world.settle()
    path = f"/rollup/{CITY}/figures/meetings_held"
    first = await world.get(CITY, path, limit="2")
    world.clock.advance(timedelta(days=1))
    await world.happens("meeting", h.the("meeting", 4), h.drafted(h.the("meeting", 4)))
    await world.happens("meeting", h.the("meeting", 4), h.held())
    await world.settle()
    second = await world.get(CITY, path, limit="2", cursor=first["cursor"])
    subjects = [item["subject"] for item in (*first["items"], *second["items"])]
    assert (subjects, second["cursor"]) == ([str(h.the("meeting", number)) for number in (1, 2, 3)], None)
