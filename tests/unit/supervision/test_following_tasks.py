"""Supervision follows tasking: watches open, lights turn with time, reminders climb, everything closes (S1, S2)."""

from datetime import datetime
from uuid import UUID

from services.supervision.application.commands import SetThresholds
from services.supervision.application.judging import light_at
from services.supervision.domain.watch import Watch
from tests.unit.supervision.world import (
    COMMITTEE,
    LEAD,
    OTHER,
    TASK,
    Concluded,
    OfUnit,
    PartFinished,
    RefusalAccepted,
    Returned,
    WholeReported,
    World,
)


async def lights(world: World) -> dict[UUID, tuple[str, str]]:
    return {UUID(doc["unit_id"]): (doc["light"], doc["reason"]) for doc in await world.documents("watches")}


async def test_each_unit_of_a_task_is_watched_in_its_roles(world: World) -> None:
    await world.assign()
    roles = {UUID(doc["unit_id"]): doc["roles"] for doc in await world.documents("watches")}
    assert roles == {LEAD: ["lead"], OTHER: ["responsible"]}


async def test_s1_lights_turn_by_themselves_when_time_passes(world: World) -> None:
    await world.assign()
    await world.happens("tasking", TASK, OfUnit(unit_id=LEAD), (LEAD, OTHER))
    await world.pass_days(6)  # 7 August
    assert await lights(world) == {LEAD: ("green", "on_course"), OTHER: ("green", "on_course")}
    await world.pass_days(2)  # five working days without acceptance are over
    assert await lights(world) == {LEAD: ("green", "on_course"), OTHER: ("yellow", "not_accepted")}
    await world.pass_days(20)
    assert await lights(world) == {LEAD: ("red", "past_due"), OTHER: ("red", "past_due")}


async def test_s1_a_light_changes_at_the_moment_it_is_due_not_when_somebody_looks(world: World) -> None:
    await world.assign()
    await world.pass_days(60)
    [watch] = [doc for doc in await world.documents("watches") if doc["unit_id"] == str(LEAD)]
    moments = [(light["light"], light["at"]) for light in watch["lights"]]
    assert moments == [
        ("yellow", "2023-08-08T16:00:00Z"),
        ("yellow", "2023-08-17T16:00:00Z"),
        ("red", "2023-08-25T16:00:00Z"),
    ]


async def test_s1_a_past_light_is_recomputed_although_thresholds_changed_since(world: World) -> None:
    await world.assign()
    await world.happens("tasking", TASK, OfUnit(unit_id=LEAD), (LEAD, OTHER))
    await world.pass_days(14)
    thresholds = SetThresholds(
        committee_id=COMMITTEE,
        colours=("green", "yellow", "red"),
        warn_before_workdays=(20,),
        accept_within_workdays=5,
        progress_every_workdays=22,
        climb_after_workdays=3,
    )
    await world.give(thresholds)
    await world.pass_days(1)
    assert (await lights(world))[LEAD] == ("yellow", "due_close")
    watch_id = Watch.stream_of(TASK, LEAD)
    past = await light_at(world.store, watch_id, datetime.fromisoformat("2023-08-14T01:00:00+00:00"))
    now = await light_at(world.store, watch_id, world.clock.now())
    assert (past and past.stage, now and now.stage) == ("green", "yellow")


async def test_s2_reminders_climb_as_time_passes_and_each_is_recorded_once(world: World) -> None:
    await world.assign()
    await world.pass_days(60)
    [watch] = [doc for doc in await world.documents("watches") if doc["unit_id"] == str(OTHER)]
    steps = [(reminder["step"], reminder["at"]) for reminder in watch["reminders"]]
    assert steps == [("liaison_officer", "2023-08-08T16:00:00Z"), ("leader_in_charge", "2023-08-14T16:00:00Z")]
    assert [reminder["person_id"] for reminder in watch["reminders"]] == [None, None]


async def test_a_finished_part_is_green_until_it_is_returned(world: World) -> None:
    await world.assign()
    units = (LEAD, OTHER)
    for unit in units:
        await world.happens("tasking", TASK, OfUnit(unit_id=unit), units)
    await world.happens("tasking", TASK, PartFinished(unit_id=OTHER), units)
    await world.happens("tasking", TASK, WholeReported(unit_id=LEAD), units)
    await world.pass_days(30)
    assert set((await lights(world)).values()) == {("green", "on_course")}
    await world.happens("tasking", TASK, Returned(units=(OTHER,), reason="补充"), units)
    await world.pass_days(1)
    assert set((await lights(world)).values()) == {("red", "past_due")}


async def test_a_concluded_task_and_an_accepted_refusal_close_their_watches(world: World) -> None:
    await world.assign()
    await world.happens("tasking", TASK, RefusalAccepted(unit_id=OTHER), (LEAD, OTHER))
    await world.pass_days(3)
    await world.happens("tasking", TASK, Concluded(conclusion="同意"), (LEAD, OTHER))
    closed = {UUID(doc["unit_id"]): doc["closed"]["reason"] for doc in await world.documents("watches")}
    assert closed == {LEAD: "concluded", OTHER: "released"}
    assert await world.pass_days(365) == 0


async def test_s1_what_happens_at_one_and_the_same_instant_is_judged_each_time(world: World) -> None:
    await world.assign()
    await world.happens("tasking", TASK, OfUnit(unit_id=OTHER), (LEAD, OTHER))
    await world.pass_days(20)
    assert (await lights(world))[OTHER] == ("yellow", "due_close")
    await world.give(thresholds(warn=1))
    await world.pass_days(0)
    assert (await lights(world))[OTHER] == ("green", "on_course")
    await world.give(thresholds(warn=20))
    await world.pass_days(0)
    assert (await lights(world))[OTHER] == ("yellow", "due_close")
    await world.happens("tasking", TASK, PartFinished(unit_id=OTHER), (LEAD, OTHER))
    await world.pass_days(0)
    assert (await lights(world))[OTHER] == ("green", "on_course")


async def test_s2_a_rebuilt_timer_view_announces_and_reminds_of_nothing_again(world: World) -> None:
    await world.assign()
    await world.pass_days(60)
    before = await world.documents("watches")
    await world.runner.rebuild("supervision", "watch_timers")
    await world.pass_days(0)
    assert await world.documents("watches") == before


def thresholds(warn: int) -> SetThresholds:
    return SetThresholds(
        committee_id=COMMITTEE,
        colours=("green", "yellow", "red"),
        warn_before_workdays=(warn,),
        accept_within_workdays=5,
        progress_every_workdays=22,
        climb_after_workdays=3,
    )
