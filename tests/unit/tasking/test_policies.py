"""when(event) then(command)."""

from uuid import UUID

import pytest

from services.tasking.application.policies import (
    TITLE_CHARS_MAX,
    when_opinions_consented_then_draft_plan,
    when_resolution_consented_then_draft_plan,
)
from services.tasking.application.policy_commands import DraftConsentedPlan
from shared.kernel.ids import derive
from tests.unit.tasking.world import MEETING, PLAN, RESOLUTION, World


async def decided(world: World) -> list[tuple[object, UUID]]:
    [event] = await world.meeting.read(0, 10)
    async with world.parts.store.snapshot() as view:
        commands = await when_resolution_consented_then_draft_plan(event, view)
    return [(one.command, one.acting_unit) for one in commands]


async def test_t1_when_a_resolution_is_consented_then_its_plan_is_drafted_for_the_committee(world: World) -> None:
    await world.consent(world.city)
    command = DraftConsentedPlan(
        plan_id=PLAN,
        committee_id=world.city,
        resolution_id=RESOLUTION,
        meeting_id=MEETING,
        title="开展法治宣讲",
    )
    assert await decided(world) == [(command, world.city)]


async def test_t1_when_opinions_are_consented_then_one_plan_is_drafted_that_names_what_it_carries_out(
    world: World,
) -> None:
    opinions = derive("test", "opinions")
    await world.consent_to_opinions(world.city, opinions, "省关工委领导来我市视察")
    [event] = await world.meeting.read(0, 10)
    async with world.parts.store.snapshot() as view:
        [given] = await when_opinions_consented_then_draft_plan(event, view)
    assert given.acting_unit == world.city
    assert given.command == DraftConsentedPlan(
        plan_id=derive("plan", opinions),
        committee_id=world.city,
        resolution_id=opinions,
        meeting_id=MEETING,
        title="贯彻落实省关工委领导来我市视察责任分工方案",
        carries_out="省关工委领导来我市视察",
    )


@pytest.mark.accepts("T1")
@pytest.mark.accepts("M12")
async def test_t1_m12_consented_opinions_become_a_plan_on_the_running_engine(world: World) -> None:
    opinions = derive("test", "opinions")
    await world.consent_to_opinions(world.city, opinions, "省关工委领导来我市视察")
    plan = await world.get(world.city, f"/plans/{derive('plan', opinions)}")
    assert (plan["stage"], plan["resolution_id"], plan["meeting_id"]) == ("drafted", str(opinions), str(MEETING))
    assert plan["carries_out"] == "省关工委领导来我市视察"
    by_hand = {"plan_id": str(derive("test", "by hand")), "committee_id": str(world.city), "title": "另一个方案"}
    await world.post(world.city, "/plans", by_hand | {"resolution_id": str(opinions)})


async def test_a_long_resolution_gives_a_title_that_fits(world: World) -> None:
    await world.consent(world.city, text="开展法治宣讲。" * 100)
    [(command, _)] = await decided(world)
    assert isinstance(command, DraftConsentedPlan)
    assert len(command.title) == TITLE_CHARS_MAX


async def test_a_plan_that_the_clerk_drafted_first_stays_as_it_is(world: World) -> None:
    other = derive("test", "other")
    await world.consent(world.city)
    draft = {
        "plan_id": str(derive("plan", other)),
        "committee_id": str(world.city),
        "resolution_id": str(RESOLUTION),
        "title": "经办人自拟的标题",
    }
    await world.post(world.city, "/plans", draft)
    await world.consent(world.city, other)
    assert (await world.get(world.city, f"/plans/{derive('plan', other)}"))["title"] == "经办人自拟的标题"
    async with world.client(world.city) as client:
        assert (await client.get("/plans")).json()["cursor"] is None


async def test_the_policys_command_has_no_route(world: World) -> None:
    paths = world.parts.app.openapi()["paths"]
    operations = {operation["operationId"] for path in paths.values() for operation in path.values()}
    assert "DraftPlan" in operations
    assert "DraftConsentedPlan" not in operations
