"""O1: another superior from a day on, in one step, as often as a province is reordered."""

import pytest

from services.organization.application import commands as c
from services.organization.client import Registry
from services.organization.domain.refusals import (
    HistoryRewritten,
    RelationNotOpen,
    RelationRepeated,
    SuperiorCycle,
)
from shared.kernel.errors import NotPermitted
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, OTHER_CITY, PROVINCE, day

TODAY = day("2023-07-03")
BEFORE = day("2023-07-02")
MOVING = c.ChangeSuperior(unit_id=COUNTY, superior=OTHER_CITY, on=TODAY, reason="区划调整")


@pytest.mark.accepts("O1")
async def test_o1_the_superior_changes_without_a_day_between(running: Running) -> None:
    await running.clerk(PROVINCE, MOVING)
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        assert await registry.superiors(COUNTY, BEFORE) == [CITY, PROVINCE]
        assert await registry.superiors(COUNTY, TODAY) == [OTHER_CITY, PROVINCE]


@pytest.mark.refuses("O1")
async def test_o1_a_superior_is_changed_to_another_that_is_not_below(running: Running) -> None:
    for command, refusal in (
        (c.ChangeSuperior(unit_id=COUNTY, superior=CITY, on=TODAY, reason=""), RelationRepeated),
        (c.ChangeSuperior(unit_id=CITY, superior=COUNTY, on=TODAY, reason=""), SuperiorCycle),
        (c.ChangeSuperior(unit_id=BUREAU, superior=CITY, on=TODAY, reason=""), RelationNotOpen),
        (c.ChangeSuperior(unit_id=COUNTY, superior=OTHER_CITY, on=day("2019-12-31"), reason=""), HistoryRewritten),
    ):
        with pytest.raises(refusal):
            await running.give(command)


async def test_the_superior_is_changed_by_who_answers_for_both_sides(running: Running) -> None:
    for acting in (COUNTY, CITY, OTHER_CITY):
        with pytest.raises(NotPermitted):
            await running.clerk(acting, MOVING)
