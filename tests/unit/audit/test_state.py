"""A unit's state at any moment, folded from events (A3)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.support.whole_story import BUREAU, CITY, LEAGUE, MEETING, PARTY, PLAN, PROVINCE, SECOND
from tests.unit.audit.world import AuditWorld

A_MOMENT = timedelta(microseconds=1)


async def state(
    world: AuditWorld, unit: UUID, role: str, of: UUID, **query: Any
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    response = await world.get(unit, role, f"/units/{of}/state", **query)
    assert response.status_code == 200, response.text
    answer = response.json()
    assert answer["unit_id"] == str(of)
    shown: dict[str, dict[str, list[dict[str, Any]]]] = answer["state"]
    return shown


def event_of(world: AuditWorld, name: str, number: int = 0) -> Any:
    log = world.logs[name.partition(".")[0]]
    return [event for event in log.events if event.envelope.type == name][number]


@pytest.mark.accepts("A3")
async def test_a3_a_units_state_is_what_it_was_at_that_moment(world: AuditWorld):
    accepted = event_of(world, "tasking.task.accepted")
    before = (accepted.recorded_at - A_MOMENT).isoformat()
    states = []
    for moment in (before, accepted.recorded_at.isoformat()):
        shown = await state(world, BUREAU, "liaison", BUREAU, as_of=moment)
        first = next(task for task in shown["tasking"]["tasks"] if task["number"] == 1)
        states += [share["state"] for share in first["assignments"] if share["unit_id"] == str(BUREAU)]
    assert states == ["assigned", "accepted"]


async def test_before_its_first_event_a_unit_has_no_documents(world: AuditWorld):
    shown = await state(world, CITY, "clerk", CITY, as_of="2020-01-01T00:00:00+08:00")
    assert {name: len(documents) for views in shown.values() for name, documents in views.items()} == dict.fromkeys(
        [
            "units",
            "rosters",
            "groups",
            "persons",
            "founding_batches",
            "imports",
            "meetings",
            "topics",
            "receipts",
            "forwarded_notices",
            "attendance",
            "duties",
            "meeting_kinds",
            "instructions",
            "transmittals",
            "transmittal_returns",
            "papers",
            "paper_styles",
            "plans",
            "tasks",
            "thresholds",
            "calendars",
            "watches",
            "cases",
            "requests",
            "reports",
        ],
        0,
    )


async def test_now_it_holds_what_the_unit_owns_and_takes_part_in(world: AuditWorld):
    shown = await state(world, LEAGUE, "clerk", LEAGUE)
    [unit] = shown["organization"]["units"]
    assert unit["relations"][0]["reason"] == "机构改革"
    assert {task["number"] for task in shown["tasking"]["tasks"]} == {1, 2, 3}
    assert [plan["plan_id"] for plan in shown["tasking"]["plans"]] == [str(PLAN)]
    assert shown["reporting"]["reports"] == []


async def test_drafts_are_their_owners_alone_and_no_auditors(world: AuditWorld):
    async def meetings(unit: UUID, role: str, of: UUID, **query: Any) -> set[str]:
        shown = await state(world, unit, role, of, **query)
        return {one["meeting_id"] for one in shown["meeting"]["meetings"]}

    assert await meetings(CITY, "clerk", CITY) == {str(MEETING), str(SECOND)}
    assert await meetings(CITY, "service:audit", CITY) == {str(MEETING), str(SECOND)}
    assert await meetings(PROVINCE, "auditor", CITY) == {str(MEETING)}
    assert await meetings(CITY, "auditor", CITY) == {str(MEETING)}
    asked = event_of(world, "meeting.meeting.request_submitted").recorded_at.isoformat()
    assert await meetings(PARTY, "party_approver", PARTY, as_of=asked) == set()
    assert await meetings(PARTY, "party_approver", PARTY) == {str(MEETING)}


async def test_what_a_restore_undid_no_longer_counts(world: AuditWorld):
    """Generation 2 goes on after the third last event of tasking; the copy keeps the undone ones."""
    await world.runner.settle()
    log = world.logs["tasking"]
    base = len(log.events) - 2
    whole = await state(world, CITY, "clerk", CITY)
    await world.store.write(
        lambda tx: tx.execute(
            "INSERT INTO {generations} (consumer, log, generation, base, lost) VALUES ('copy', 'tasking', 2, :base, 0)",
            {"base": base},
        )
    )
    undone = await state(world, CITY, "clerk", CITY)
    cut = await state(world, CITY, "clerk", CITY, as_of=log.events[base - 1].recorded_at.isoformat())
    assert undone["tasking"] == cut["tasking"] != whole["tasking"]
    shown = await world.history(CITY, "clerk", CITY)
    positions = {item["position"] for item in shown if item["service"] == "tasking"}
    assert not positions & {str(event.at) for event in log.events[base:]}
    [kept] = await world.rows("SELECT COUNT(*) AS n FROM {copy_events} WHERE log = 'tasking'")
    assert kept["n"] == len(log.events)
