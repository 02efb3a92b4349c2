"""O1: which status follows which; a dissolved unit leaves nothing open."""

import pytest

from services.organization.application import commands as c
from services.organization.client import Registry
from services.organization.domain.refusals import DependentsUnsettled, StatusUnfit, TermEndsBeforeItBegins
from services.organization.domain.vocabulary import Status
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, PROVINCE, SOMEBODY, day, unit

TODAY = day("2023-07-03")


def dissolving(on: str = "2023-07-03") -> c.ChangeUnitStatus:
    return c.ChangeUnitStatus(unit_id=BUREAU, status="dissolved", on=day(on))


async def in_office(running: Running, since: str) -> None:
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name="示例甲"))
    await running.clerk(CITY, c.Appoint(unit_id=BUREAU, office="liaison_officer", person_id=SOMEBODY, on=day(since)))
    await running.runner.settle()


@pytest.mark.accepts("O1")
async def test_o1_relations_and_offices_end_with_the_unit(running: Running) -> None:
    await in_office(running, "2023-01-01")
    await running.clerk(CITY, dissolving())
    await running.runner.settle()
    async with running.store.snapshot() as reader:
        registry = Registry(reader)
        assert await registry.committees_of(BUREAU, TODAY) == []
        assert await registry.committees_of(BUREAU, day("2023-07-02")) == [CITY]
        assert await registry.holders(BUREAU, "liaison_officer", TODAY) == []
        assert await registry.became(BUREAU, TODAY) == []


@pytest.mark.refuses("O1")
async def test_o1_a_unit_that_others_depend_on_is_not_dissolved(running: Running) -> None:
    with pytest.raises(DependentsUnsettled):
        await running.clerk(PROVINCE, c.ChangeUnitStatus(unit_id=CITY, status="dissolved", on=TODAY))


@pytest.mark.refuses("O2")
async def test_o2_a_unit_is_not_dissolved_before_a_recorded_term_began(running: Running) -> None:
    await in_office(running, "2023-07-04")
    with pytest.raises(TermEndsBeforeItBegins):
        await running.clerk(CITY, dissolving())


@pytest.mark.accepts("O1")
@pytest.mark.parametrize(
    ("first", "then"), [("planned", "established"), ("planned", "federated"), ("federated", "established")]
)
def test_o1_a_committee_is_founded_alone_or_jointly(first: Status, then: Status) -> None:
    made = unit(CITY, status=first)
    made.change_status(then, TODAY)
    assert made.status == then


@pytest.mark.refuses("O1")
@pytest.mark.parametrize("first", ["established", "federated"])
def test_o1_who_was_founded_is_not_planned_again(first: Status) -> None:
    with pytest.raises(StatusUnfit):
        unit(CITY, status=first).change_status("planned", TODAY)
