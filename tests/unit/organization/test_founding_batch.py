"""O3: committees are founded in batches, alone or jointly, each when its own conditions are met."""

from uuid import UUID

import pytest

from services.organization.application import commands as c
from services.organization.domain.founding import FoundingEntry
from services.organization.domain.founding_refusals import (
    AlreadyFounded,
    BatchEmpty,
    BatchNameEmpty,
    BatchUnitRepeated,
    BatchUnitUnfit,
    ConditionsUnmet,
    ConditionUnfit,
    ConditionUnknown,
    JointCommitteeNotFounded,
    JointlyUnfit,
    NoFoundingCommittee,
    NotInBatch,
)
from shared.kernel.errors import NotFound, NotPermitted, Refusal
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import BUREAU, CITY, COUNTY, FOUNDED, OTHER_CITY, PROVINCE, day

TODAY = day("2023-07-03")
BATCH = derive("batch", "第一批")
LED = "单位指派一名党政领导任主任"
FIRST, SECOND, THIRD = (derive("unit", "CN", f"230300-jg{number}-ggw") for number in (1, 2, 3))


async def planned_committees(running: Running) -> None:
    for number, unit in enumerate((FIRST, SECOND, THIRD), 1):
        await running.clerk(
            CITY,
            c.RegisterUnit(
                unit_id=unit,
                kind="committee",
                level="agency",
                name=f"甲市机关{number}关工委",
                code=f"230300-jg{number}-ggw",
                status="planned",
                on=FOUNDED,
            ),
        )
        await running.relate(unit, "superior", CITY)


def alone(unit: UUID, *conditions: str) -> FoundingEntry:
    return FoundingEntry(unit_id=unit, conditions=conditions)


def jointly(unit: UUID, under: UUID) -> FoundingEntry:
    return FoundingEntry(unit_id=unit, way="jointly", jointly_under=under)


def planning(*entries: FoundingEntry, committee: UUID = CITY, name: str = "市直机关第一批") -> c.PlanFoundingBatch:
    return c.PlanFoundingBatch(
        batch_id=BATCH, committee_id=committee, name=name, planned_on=day("2023-09-01"), entries=entries, pilot=True
    )


def founding(unit: UUID, on: str = "2023-07-03") -> c.FoundUnit:
    return c.FoundUnit(batch_id=BATCH, unit_id=unit, on=day(on))


def confirming(unit: UUID = FIRST, condition: str = LED) -> c.ConfirmFoundingCondition:
    return c.ConfirmFoundingCondition(batch_id=BATCH, unit_id=unit, condition=condition, on=TODAY)


@pytest.fixture
async def ready(running: Running) -> Running:
    await planned_committees(running)
    await running.clerk(CITY, planning(alone(FIRST, LED), jointly(SECOND, FIRST), jointly(THIRD, THIRD)))
    return running


async def status_of(running: Running, unit: UUID) -> str:
    return str((await running.read(CITY, f"/units/{unit}")).json()["statuses"][-1]["status"])


@pytest.mark.accepts("O3")
async def test_o3_a_batch_is_planned_its_conditions_met_its_units_founded(ready: Running) -> None:
    await ready.clerk(CITY, confirming())
    for unit in (FIRST, SECOND, THIRD):
        await ready.clerk(CITY, founding(unit))
    assert [await status_of(ready, unit) for unit in (FIRST, SECOND, THIRD)] == [
        "established",
        "federated",
        "federated",
    ]
    batch = (await ready.read(CITY, f"/founding-batches/{BATCH}")).json()
    assert (batch["name"], batch["pilot"], batch["planned_on"]) == ("市直机关第一批", True, "2023-09-01")
    assert batch["entries"][0] == {
        "unit_id": str(FIRST),
        "way": "alone",
        "jointly_under": None,
        "conditions": [{"text": LED, "met_on": "2023-07-03"}],
        "founded_on": "2023-07-03",
    }
    second = (await ready.read(CITY, f"/units/{SECOND}")).json()
    assert second["successors"] == [{"unit_id": str(FIRST), "kind": "federated", "on": "2023-07-03"}]


@pytest.mark.refuses("O3")
async def test_o3_nobody_is_founded_before_the_conditions_are_met(ready: Running) -> None:
    with pytest.raises(ConditionsUnmet) as refused:
        await ready.clerk(CITY, founding(FIRST))
    assert refused.value.details["conditions"] == [LED]
    await ready.clerk(CITY, confirming())
    with pytest.raises(ConditionsUnmet):
        await ready.clerk(CITY, founding(FIRST, "2023-07-02"))
    assert await status_of(ready, FIRST) == "planned"


@pytest.mark.refuses("O3")
async def test_o3_who_joins_waits_for_the_joint_committee(ready: Running) -> None:
    with pytest.raises(JointCommitteeNotFounded):
        await ready.clerk(CITY, founding(SECOND))


@pytest.mark.refuses("O3")
async def test_o3_nobody_is_founded_twice_or_outside_the_batch(ready: Running) -> None:
    await ready.clerk(CITY, founding(THIRD))
    with pytest.raises(AlreadyFounded):
        await ready.clerk(CITY, founding(THIRD))
    with pytest.raises(NotInBatch):
        await ready.clerk(CITY, founding(COUNTY))


@pytest.mark.refuses("O3")
async def test_o3_a_condition_is_confirmed_once_and_only_if_it_is_one(ready: Running) -> None:
    with pytest.raises(ConditionUnknown):
        await ready.clerk(CITY, confirming(condition="有办公室"))
    await ready.clerk(CITY, confirming())
    with pytest.raises(ConditionUnfit):
        await ready.clerk(CITY, confirming())


@pytest.mark.accepts("O3")
async def test_o3_a_revised_batch_keeps_what_was_confirmed_and_founded(ready: Running) -> None:
    await ready.clerk(CITY, confirming())
    await ready.clerk(CITY, founding(THIRD))
    entries = (alone(FIRST, "聘请退休干部任常务副主任", LED), jointly(THIRD, THIRD))
    revising = c.ReviseFoundingBatch(batch_id=BATCH, planned_on=day("2023-10-01"), entries=entries, reason="分期推开")
    await ready.clerk(CITY, revising)
    batch = (await ready.read(CITY, f"/founding-batches/{BATCH}")).json()
    assert [entry["founded_on"] for entry in batch["entries"]] == [None, "2023-07-03"]
    assert [each["met_on"] for each in batch["entries"][0]["conditions"]] == [None, "2023-07-03"]


@pytest.mark.refuses("O3")
async def test_o3_what_was_founded_stays_in_its_batch(ready: Running) -> None:
    await ready.clerk(CITY, founding(THIRD))
    for entries in ((alone(FIRST),), (alone(FIRST), alone(THIRD))):
        revising = c.ReviseFoundingBatch(batch_id=BATCH, planned_on=TODAY, entries=entries, reason="")
        with pytest.raises(AlreadyFounded):
            await ready.clerk(CITY, revising)


@pytest.mark.refuses("O3")
@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (planning(), BatchEmpty),
        (planning(alone(FIRST), name=" "), BatchNameEmpty),
        (planning(alone(FIRST), alone(FIRST)), BatchUnitRepeated),
        (planning(alone(derive("unit", "nobody"))), BatchUnitUnfit),
        (planning(alone(COUNTY)), BatchUnitUnfit),
        (planning(alone(BUREAU)), BatchUnitUnfit),
        (planning(alone(FIRST), committee=OTHER_CITY), BatchUnitUnfit),
        (planning(alone(FIRST), committee=BUREAU), NoFoundingCommittee),
        (planning(alone(FIRST, " ")), ConditionUnfit),
        (planning(alone(FIRST, LED, LED)), ConditionUnfit),
        (planning(jointly(FIRST, BUREAU)), JointlyUnfit),
        (planning(FoundingEntry(unit_id=FIRST, way="jointly")), JointlyUnfit),
        (planning(FoundingEntry(unit_id=FIRST, jointly_under=SECOND)), JointlyUnfit),
    ],
)
async def test_o3_a_batch_lists_planned_committees_of_its_own_once(
    running: Running, command: c.PlanFoundingBatch, refusal: type[Refusal]
) -> None:
    await planned_committees(running)
    with pytest.raises(refusal):
        await running.give(command)


async def test_a_batch_is_the_committees_own_and_shown_to_those_it_concerns(ready: Running) -> None:
    with pytest.raises(NotPermitted):
        await ready.clerk(OTHER_CITY, planning(alone(FIRST)))
    with pytest.raises(NotFound):
        await ready.clerk(OTHER_CITY, founding(THIRD))
    assert (await ready.read(OTHER_CITY, f"/founding-batches/{BATCH}")).status_code == 404
    for unit in (CITY, PROVINCE, FIRST):
        assert (await ready.read(unit, f"/founding-batches/{BATCH}")).status_code == 200
        assert len((await ready.read(unit, f"/founding-batches?committee={CITY}")).json()["items"]) == 1
