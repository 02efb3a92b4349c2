"""A listed resolution becomes a case; the rest of the case's way over commands (S3)."""

from datetime import date
from typing import Any

import pytest

from services.supervision.application import commands as c
from services.supervision.domain.case import SupervisionCase
from services.supervision.domain.refusals import NumberTaken
from shared.kernel.errors import NotPermitted
from shared.kernel.ids import derive
from tests.unit.supervision.world import COMMITTEE, MEETING, PARTY, RESOLUTION, ResolutionAdopted, World

CASE = SupervisionCase.stream_of(RESOLUTION)


def adopted(resolution: Any = RESOLUTION, listed: bool = True) -> ResolutionAdopted:
    by, who = ("party_committee", PARTY) if listed else (None, None)
    return ResolutionAdopted(resolution_id=resolution, text="整治", supervised_by=by, listed_by=who)


async def test_s3_a_listed_resolution_becomes_a_case(world: World) -> None:
    await world.happens("meeting", MEETING, adopted(), (PARTY,))
    [case] = await world.documents("cases")
    assert (case["case_id"], case["listed_by"], case["notice"]) == (str(CASE), str(PARTY), None)


async def test_s3_an_ordinary_resolution_does_not(world: World) -> None:
    await world.happens("meeting", MEETING, adopted(listed=False), ())
    assert await world.documents("cases") == []
    assert list(await world.runner.parked("supervision")) == []


async def test_s3_the_same_resolution_heard_twice_is_one_case(world: World) -> None:
    await world.happens("meeting", MEETING, adopted(), (PARTY,))
    await world.happens("meeting", MEETING, adopted(), (PARTY,))
    assert len(await world.documents("cases")) == 1


async def test_only_the_committees_own_people_may_close_a_case(world: World) -> None:
    await world.happens("meeting", MEETING, adopted(), (PARTY,))
    with pytest.raises(NotPermitted):
        await world.give(c.CloseCase(case_id=CASE, reason="已办结"), PARTY, "clerk")
    with pytest.raises(NotPermitted):
        await world.give(c.CloseCase(case_id=CASE, reason="已办结"), COMMITTEE, "liaison")


async def test_s3_a_notice_number_is_used_once(world: World) -> None:
    other = derive("test", "other resolution")
    for resolution in (RESOLUTION, other):
        await world.happens("meeting", MEETING, adopted(resolution), (PARTY,))
    await world.give(notice(CASE))
    with pytest.raises(NumberTaken):
        await world.give(notice(SupervisionCase.stream_of(other)))


def notice(case_id: Any) -> c.IssueSupervisionNotice:
    return c.IssueSupervisionNotice(
        case_id=case_id,
        body="鸡关督",
        year=2023,
        sequence=1,
        lead=COMMITTEE,
        answer_due=date(2023, 9, 15),
        requirements="请答复。",
        issued_on=date(2023, 8, 1),
    )
