"""O2: after a reshuffle a unit's office holders change on one day, all of them or none."""

import pytest
from msgspec.structs import replace

from services.organization.application import commands as c
from services.organization.application.vault import NameInReason
from services.organization.client import Registry
from services.organization.domain.refusals import NobodyChanges, NotInOffice, OfficeTaken
from services.organization.domain.vocabulary import Office
from tests.unit.organization.running import Running
from tests.unit.organization.world import ANOTHER, CITY, SOMEBODY, day

TODAY, BEFORE = day("2023-07-03"), day("2023-01-01")


def holding(office: Office, person: object) -> c.Holding:
    return c.Holding(office=office, person_id=person)  # type: ignore[arg-type]


def reshuffle(leaving: tuple[c.Holding, ...], coming: tuple[c.Holding, ...]) -> c.ChangeOfficeHolders:
    return c.ChangeOfficeHolders(unit_id=CITY, on=TODAY, leaving=leaving, coming=coming, reason="换届")


@pytest.fixture
async def staffed(running: Running) -> Running:
    for person, name in ((SOMEBODY, "示例甲"), (ANOTHER, "示例乙")):
        await running.clerk(CITY, c.RegisterPerson(person_id=person, unit_id=CITY, name=name))
    for office in ("director", "secretary_general"):
        appointing = c.Appoint(unit_id=CITY, office=office, person_id=SOMEBODY, on=BEFORE)
        await running.clerk(CITY, appointing)
    return running


@pytest.mark.accepts("O2")
async def test_o2_who_leaves_and_who_comes_change_on_one_day(staffed: Running) -> None:
    leaving = (holding("director", SOMEBODY), holding("secretary_general", SOMEBODY))
    coming = (holding("director", ANOTHER), holding("secretary_general", ANOTHER), holding("deputy_director", SOMEBODY))
    await staffed.clerk(CITY, reshuffle(leaving, coming))
    await staffed.runner.settle()
    async with staffed.store.snapshot() as reader:
        registry = Registry(reader)
        assert await registry.offices_of(CITY, SOMEBODY, day("2023-07-02")) == {"director", "secretary_general"}
        assert await registry.offices_of(CITY, SOMEBODY, TODAY) == {"deputy_director"}
        assert await registry.offices_of(CITY, ANOTHER, TODAY) == {"director", "secretary_general"}


@pytest.mark.accepts("O2")
async def test_o2_what_it_rests_on_is_kept_with_who_comes_and_names_nobody(staffed: Running) -> None:
    await staffed.clerk(CITY, reshuffle((), (holding("deputy_director", ANOTHER),)))
    office = c.Appoint(unit_id=CITY, office="office_head", person_id=ANOTHER, on=TODAY, basis="市委文件")
    await staffed.clerk(CITY, office)
    appointed = [event for event in await staffed.store.read(0, 500) if event.envelope.type.endswith(".appointed")]
    assert [event.fields()["basis"] for event in appointed] == ["", "", "换届", "市委文件"]
    with pytest.raises(NameInReason):
        await staffed.clerk(CITY, replace(office, office="deputy_director", basis="示例乙的任命文件"))


@pytest.mark.refuses("O2")
async def test_o2_one_wrong_line_changes_nothing_of_the_unit(staffed: Running) -> None:
    for leaving, coming, refusal in (
        ((), (), NobodyChanges),
        ((holding("director", SOMEBODY), holding("office_head", SOMEBODY)), (), NotInOffice),
        ((holding("director", SOMEBODY),), (holding("secretary_general", ANOTHER),), OfficeTaken),
    ):
        with pytest.raises(refusal):
            await staffed.clerk(CITY, reshuffle(leaving, coming))
    await staffed.runner.settle()
    async with staffed.store.snapshot() as reader:
        assert await Registry(reader).holders(CITY, "director", TODAY) == [SOMEBODY]
