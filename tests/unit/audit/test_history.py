"""A unit's history: what concerned it, in all services, in order, and for whom (A1)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest

from shared.kernel.envelope import RecordedEvent
from shared.kernel.ids import derive
from tests.support.whole_story import BUREAU, CITY, COUNTY, FINANCE, LEAGUE, MEETING, PARTY, PROVINCE, SECOND
from tests.unit.audit.world import AuditWorld


def concerning(world: AuditWorld, unit: UUID) -> list[RecordedEvent]:
    """Straight from the logs, in order across services."""
    events = [event for log in world.logs.values() for event in log.events if unit in event.envelope.units]
    return sorted(events, key=lambda event: (event.recorded_at, event.log, event.position))


def places(events: Iterable[RecordedEvent]) -> list[str]:
    return [str(event.at) for event in events]


@pytest.mark.accepts("A1")
@pytest.mark.parametrize("unit", [CITY, BUREAU, PARTY, COUNTY])
async def test_a1_a_units_own_history_is_every_event_that_concerned_it_in_order(world: AuditWorld, unit: UUID):
    shown = await world.history(unit, "clerk", unit)
    assert [item["position"] for item in shown] == places(concerning(world, unit))
    assert [item["sequence"] for item in shown] == list(range(1, len(shown) + 1))
    assert {item["service"] for item in shown} >= {"organization", "meeting", "supervision"}


async def test_a_history_is_the_same_in_pages_of_any_size(world: AuditWorld):
    whole = await world.history(CITY, "clerk", CITY)
    assert await world.history(CITY, "clerk", CITY, limit=7) == whole


async def test_as_of_a_moment_it_is_what_was_recorded_until_then(world: AuditWorld):
    every = concerning(world, BUREAU)
    for event in (every[0], every[len(every) // 2], every[-1]):
        shown = await world.history(BUREAU, "liaison", BUREAU, as_of=event.recorded_at.isoformat())
        known = [one for one in every if one.recorded_at <= event.recorded_at]
        assert [item["position"] for item in shown] == places(known)


async def test_an_entry_tells_who_did_what_in_words_and_by_the_names_of_that_day(world: AuditWorld):
    shown = await world.history(BUREAU, "clerk", BUREAU)
    accepted = next(item for item in shown if item["type"] == "tasking.task.accepted")
    assert accepted["summary"] == "甲市教育局接受任务"
    assert accepted["service"] == "tasking"
    assert accepted["actor"] == {
        "unit_id": str(BUREAU),
        "unit": "甲市教育局",
        "role": "liaison",
        "role_name": "联络员",
        "person_id": None,
    }
    assert accepted["subject"]["kind"] == "tasking.task"
    renamed = next(item for item in shown if item["type"] == "organization.unit.renamed")
    assert "更名为甲市教育和体育局" in renamed["summary"]
    loaded = next(item for item in shown if item["type"] == "organization.unit.registered")
    assert (loaded["actor"]["unit"], loaded["actor"]["role_name"]) == ("系统", "系统")


@pytest.mark.refuses("A1")
@pytest.mark.parametrize(
    ("unit", "role", "of"),
    [
        (FINANCE, "clerk", BUREAU),
        (BUREAU, "clerk", CITY),
        (CITY, "clerk", BUREAU),  # a committee's clerk sees matters, not another's whole history
        (CITY, "auditor", PROVINCE),
        (COUNTY, "auditor", BUREAU),
        (BUREAU, "auditor", FINANCE),
        (CITY, "auditor", derive("no such unit")),
        (derive("no such unit"), "clerk", derive("no such unit")),
    ],
)
async def test_a1_what_is_outside_ones_jurisdiction_is_as_if_it_were_not(
    world: AuditWorld, unit: UUID, role: str, of: UUID
):
    for page in ("history", "state"):
        response = await world.get(unit, role, f"/units/{of}/{page}")
        assert response.status_code == 404
        problem = response.json()
        assert (problem["code"], problem["rule"]) == ("not_found", "A1")
        assert problem["detail"] == "没有这个单位，或者您无权查看它的历史。"


@pytest.mark.parametrize(("unit", "role"), [(PROVINCE, "auditor"), (CITY, "auditor"), (CITY, "service:audit")])
async def test_auditors_above_see_an_organ_that_a_committee_below_them_registered(
    world: AuditWorld, unit: UUID, role: str
):
    shown = await world.history(unit, role, BUREAU)
    assert [item["position"] for item in shown] == places(concerning(world, BUREAU))


def of_stream(items: list[dict[str, Any]], stream: UUID) -> list[dict[str, Any]]:
    return [item for item in items if item["subject"]["id"] == str(stream)]


async def test_a_draft_is_shown_to_its_owner_alone(world: AuditWorld):
    assert len(of_stream(await world.history(CITY, "clerk", CITY), SECOND)) == 1
    for unit in (CITY, PROVINCE):
        audited = await world.history(unit, "auditor", CITY)
        assert of_stream(audited, SECOND) == []
        assert of_stream(audited, MEETING)[0]["type"] == "meeting.meeting.drafted"


async def test_who_was_asked_sees_that_it_was_asked_while_the_rest_is_a_draft(world: AuditWorld):
    shown = of_stream(await world.history(PARTY, "party_approver", PARTY), MEETING)
    assert "meeting.meeting.request_submitted" in [item["type"] for item in shown]
    assert "meeting.meeting.drafted" not in [item["type"] for item in shown]


async def test_no_name_of_a_person_is_in_a_history(world: AuditWorld):
    texts = [item["summary"] for item in await world.history(LEAGUE, "clerk", LEAGUE)]
    assert not [text for text in texts if "示例乙" in text or "示例liaison" in text]


@pytest.mark.parametrize("cursor", ["x", "W10", "WyJhIiwiYiIsLTEsMF0", "WyJhIiwiYiIsOTk5OTk5OTk5OTk5OTk5OTk5OTksMF0"])
async def test_a_cursor_that_is_none_is_refused(world: AuditWorld, cursor: str):
    response = await world.get(CITY, "clerk", f"/units/{CITY}/history", cursor=cursor)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_cursor")


async def test_a_moment_needs_its_zone(world: AuditWorld):
    for page in ("history", "state"):
        response = await world.get(CITY, "clerk", f"/units/{CITY}/{page}", as_of="2023-08-02T09:00:00")
        assert response.json()["code"] == "moment_without_zone"


async def test_latest_first_is_the_same_history_turned_round_with_the_same_numbers(world: AuditWorld):
    for unit, role in ((CITY, "clerk"), (PROVINCE, "auditor")):
        oldest = await world.history(unit, role, CITY)
        assert await world.history(unit, role, CITY, latest_first=True) == oldest[::-1]
        assert await world.history(unit, role, CITY, latest_first=True, limit=7) == oldest[::-1]
    middle = oldest[len(oldest) // 2]["recorded_at"]
    then = await world.history(PROVINCE, "auditor", CITY, as_of=middle)
    assert await world.history(PROVINCE, "auditor", CITY, as_of=middle, latest_first=True, limit=5) == then[::-1]


async def test_a_place_in_one_direction_is_none_in_the_other(world: AuditWorld):
    page = (await world.get(CITY, "clerk", f"/units/{CITY}/history", limit=3)).json()
    turned = await world.get(CITY, "clerk", f"/units/{CITY}/history", cursor=page["cursor"], latest_first=True)
    assert turned.json()["code"] == "invalid_cursor"
