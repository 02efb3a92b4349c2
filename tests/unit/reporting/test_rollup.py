"""R4: what a committee sees of its territory, each figure opened to its events."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.unit.reporting import happenings as h
from tests.unit.reporting.happenings import the
from tests.unit.reporting.world import (
    CITY,
    COUNTY,
    EDUCATION,
    FIELDS,
    FINANCE,
    OTHER_CITY,
    PROVINCE,
    REQUEST,
    World,
    report_of,
    shown,
)


async def items_of(world: World, figure: str, **query: Any) -> list[dict[str, Any]]:
    """Every page of what is behind a figure of the city, two at a time."""
    items: list[dict[str, Any]] = []
    more: dict[str, Any] = {}
    while True:
        page = await world.get(CITY, f"/rollup/{CITY}/figures/{figure}", limit="2", **query, **more)
        items += page["items"]
        if page["cursor"] is None:
            return items
        more = {"cursor": page["cursor"]}


@pytest.mark.accepts("R4")
async def test_r4_a_meeting_of_several_bodies_of_the_territory_is_counted_once(world: World) -> None:
    await world.happens("meeting", the("meeting"), h.drafted(the("meeting"), CITY, CITY, OTHER_CITY, COUNTY))
    assert (await world.figures(PROVINCE))["meetings_held"] == 0
    await world.happens("meeting", the("meeting"), h.held())
    counted = {unit: (await world.figures(unit))["meetings_held"] for unit in (PROVINCE, CITY, OTHER_CITY, COUNTY)}
    assert set(counted.values()) == {1}


@pytest.mark.accepts("R4")
async def test_r4_plans_and_tasks_count_where_they_were_issued(world: World) -> None:
    await world.happens("tasking", the("plan"), h.plan_drafted(the("plan")))
    await world.happens("tasking", the("plan"), h.plan_issued(CITY, COUNTY))
    for number in (1, 2, 3):
        await world.happens("tasking", the("task", number), h.assigned(the("task", number), the("plan")))
    await world.happens("tasking", the("task", 1), h.whole_reported())
    await world.happens("tasking", the("task", 2), h.whole_reported())
    await world.happens("tasking", the("task", 2), h.returned())
    await world.happens("tasking", the("task", 3), h.whole_reported())
    await world.happens("tasking", the("task", 3), h.concluded())
    city, county = await world.figures(PROVINCE), await world.figures(COUNTY)
    assert [city[name] for name in ("plans_issued", "tasks_issued", "completion_rate")] == [1, 3, (1, 3)]
    states = {state: city[f"tasks_by_state.{state}"] for state in ("assigned", "reported", "concluded")}
    assert states == {"assigned": 1, "reported": 1, "concluded": 1}
    assert (county["plans_issued"], county["tasks_issued"]) == (1, 0)


@pytest.mark.accepts("R4")
async def test_r4_rates_are_recomputed_from_their_parts_and_never_averaged(world: World) -> None:
    """One of one in the county and none of three in the city make one of four, not a half."""
    plan = the("plan")
    await world.happens("tasking", the("task", 0), h.assigned(the("task", 0), plan, COUNTY), owner=COUNTY)
    await world.happens("tasking", the("task", 0), h.whole_reported(), owner=COUNTY)
    await world.happens("tasking", the("task", 0), h.concluded(), owner=COUNTY)
    for number in (1, 2, 3):
        await world.happens("tasking", the("task", number), h.assigned(the("task", number), plan))
    assert (await world.figures(COUNTY))["completion_rate"] == (1, 1)
    assert (await world.figures(CITY))["completion_rate"] == (1, 4)


@pytest.mark.accepts("R4")
async def test_r4_the_on_time_rate_counts_what_was_due_by_now(world: World) -> None:
    days = {1: date(2023, 10, 12), 2: date(2023, 10, 12), 3: date(2023, 10, 31), 4: None}
    for number, due in days.items():
        await world.happens("tasking", the("task", number), h.assigned(the("task", number), the("plan"), due=due))
    assert (await world.figures(CITY))["on_time_rate"] == (0, 0)
    for number, on in ((1, date(2023, 10, 12)), (4, date(2023, 10, 12))):
        await world.happens("tasking", the("task", number), h.whole_reported())
        await world.happens("tasking", the("task", number), h.concluded(on))
    assert (await world.figures(CITY))["on_time_rate"] == (1, 1)
    world.clock.move_to(datetime.fromisoformat("2023-10-13T09:00:00+08:00"))
    assert (await world.figures(CITY))["on_time_rate"] == (1, 2)
    await world.happens("tasking", the("task", 2), h.whole_reported())
    await world.happens("tasking", the("task", 2), h.concluded(date(2023, 10, 13)))
    assert (await world.figures(CITY))["on_time_rate"] == (1, 2)


@pytest.mark.accepts("R4")
async def test_r4_an_assignment_counts_to_who_carries_it_out_and_once_in_the_whole(world: World) -> None:
    watches = {1: EDUCATION, 2: FINANCE, 3: COUNTY}
    for number, unit in watches.items():
        await world.happens("supervision", the("watch", number), h.watched(the("watch", number), unit))
    await world.happens("supervision", the("watch", 1), h.light("yellow"))
    await world.happens("supervision", the("watch", 3), h.light("red"))
    await world.happens("supervision", the("watch", 2), h.watch_closed())
    for unit, lights in ((PROVINCE, (0, 1, 1)), (CITY, (0, 1, 1)), (COUNTY, (0, 0, 1)), (EDUCATION, (0, 1, 0))):
        figures = await world.figures(unit)
        assert tuple(figures[f"assignments_by_light.{each}"] for each in ("green", "yellow", "red")) == lights


@pytest.mark.accepts("R4")
async def test_r4_cases_by_how_far_they_have_come(world: World) -> None:
    steps = [h.case_opened(the("case")), h.case_noticed(), h.case_answered(), h.case_answered(), h.case_reported()]
    for step in [*steps, h.case_closed()]:
        await world.happens("supervision", the("case", 1), step)
    for step in [h.case_opened(the("case", 2)), h.case_noticed(FINANCE)]:
        await world.happens("supervision", the("case", 2), step)
    names = ("cases_open", "cases_answered", "cases_reported", "cases_closed")
    for unit, counts in ((CITY, [1, 1, 1, 1]), (EDUCATION, [0, 1, 1, 1]), (FINANCE, [1, 0, 0, 0])):
        figures = await world.figures(unit)
        assert [figures[name] for name in names] == counts


@pytest.mark.accepts("R4")
async def test_r4_reports_due_submitted_late_returned_and_overdue(world: World) -> None:
    await world.post(CITY, "/requests", FIELDS)
    submit = f"/requests/{REQUEST}/reports"
    await world.post(FINANCE, submit, {"text": "好。"})
    await world.post(CITY, f"/reports/{report_of(FINANCE)}/return", {"reason": "请补。"})
    assert (await world.figures(CITY))["reports_overdue"] == 0
    world.clock.move_to(datetime.fromisoformat("2023-10-18T09:00:00+08:00"))
    assert (await world.figures(CITY))["reports_overdue"] == 2
    await world.post(FINANCE, submit, {"text": "已补。"})
    await world.post(COUNTY, submit, {"text": "迟了。"})
    expected = {"due": 3, "submitted": 2, "on_time": 1, "late": 1, "overdue": 1, "returned": 1}
    figures = await world.figures(CITY)
    assert {name: figures[f"reports_{name}"] for name in expected} == expected
    county = await world.figures(COUNTY)
    assert {name: county[f"reports_{name}"] for name in ("due", "late", "returned")} == {
        "due": 1,
        "late": 1,
        "returned": 0,
    }


@pytest.mark.accepts("R4")
async def test_r4_every_figure_opens_to_as_many_events_as_it_counts(world: World) -> None:
    await test_r4_reports_due_submitted_late_returned_and_overdue(world)
    await test_r4_plans_and_tasks_count_where_they_were_issued(world)
    await test_r4_cases_by_how_far_they_have_come(world)
    for name, value in (await world.figures(CITY)).items():
        items = await items_of(world, name)
        parts = [item["part"] for item in items]
        counts = (parts.count("numerator"), parts.count("denominator"))
        assert (counts if isinstance(value, tuple) else len(items)) == value
        assert len({(item["part"], item["subject"]) for item in items}) == len(items)
        assert all(item["summary"] and item["unit_name"] for item in items)


async def test_an_opened_figure_names_the_event_in_its_log(world: World) -> None:
    await world.happens("meeting", the("meeting"), h.drafted(the("meeting")))
    await world.happens("meeting", the("meeting"), h.held())
    await world.settle()
    [item] = await items_of(world, "meetings_held")
    [_, event] = await world.logs["meeting"].read(0, 10)
    assert (item["position"], item["event_id"]) == ("meeting:1:2", str(event.envelope.id))
    assert (item["type"], item["unit_id"]) == ("meeting.meeting.held", str(CITY))
    assert item["recorded_at"] == event.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert item["summary"] == "召开会议：校园周边环境整治"


async def test_each_unit_directly_below_has_its_own_figures_on_demand(world: World) -> None:
    await world.happens("meeting", the("meeting"), h.drafted(the("meeting"), COUNTY), owner=COUNTY)
    await world.happens("meeting", the("meeting"), h.held(), owner=COUNTY)
    await world.settle()
    answer = await world.get(PROVINCE, f"/rollup/{PROVINCE}", children="true")
    below = {one["unit_name"]: {each["figure"]: shown(each) for each in one["figures"]} for one in answer["children"]}
    assert {name: figures["meetings_held"] for name, figures in below.items()} == {
        "鸡西市关工委": 1,
        "哈尔滨市关工委": 0,
    }


@pytest.mark.refuses("R4")
async def test_r4_a_rollup_is_for_the_unit_its_superiors_and_their_auditors(world: World) -> None:
    for unit, role in ((CITY, "clerk"), (PROVINCE, "clerk"), (PROVINCE, "auditor"), (CITY, "auditor")):
        await world.get(unit, f"/rollup/{CITY}", role)
        await world.get(unit, f"/rollup/{CITY}/figures/meetings_held", role)
    for unit, role in ((OTHER_CITY, "clerk"), (COUNTY, "clerk"), (EDUCATION, "liaison"), (OTHER_CITY, "auditor")):
        await world.get(unit, f"/rollup/{CITY}", role, status=404)
        await world.get(unit, f"/rollup/{CITY}/figures/meetings_held", role, status=404)


@pytest.mark.refuses("R4")
async def test_r4_a_figure_that_does_not_exist_is_not_found(world: World) -> None:
    refused = await world.get(CITY, f"/rollup/{CITY}/figures/online_time", status=404)
    assert (refused["rule"], refused["code"]) == ("R4", "figure_unknown")


async def test_a_cursor_of_something_else_is_refused(world: World) -> None:
    for cursor in ("x", "WyJhIiwiYiJd", "WyIyMDIzLTAxLTAxVDAwOjAwOjAwfHZhbHVlfHgiLCJ5Il0"):
        refused = await world.get(CITY, f"/rollup/{CITY}/figures/meetings_held", status=400, cursor=cursor)
        assert refused["code"] in ("invalid_cursor", "moment_without_zone")


async def test_a_stream_that_is_parked_makes_the_rollup_incomplete(world: World) -> None:
    await world.happens("meeting", the("meeting"), h.drafted(the("meeting")))
    await world.happens("organization", COUNTY, _ended(OTHER_CITY), owner=COUNTY)
    await world.settle()
    answer = await world.get(CITY, f"/rollup/{CITY}")
    assert answer["incomplete"] == {"parked": 1, "lost": 0}


def _ended(superior: Any) -> Any:
    from services.organization.domain.unit import Unit

    return Unit.RelationEnded(relation="superior", target=superior, on=h.DAY, reason="误录")


@pytest.mark.parametrize("log", ["organization", "meeting", "tasking", "supervision", "reporting"])
async def test_a_rollup_waits_for_the_position_of_any_log_it_is_made_of(world: World, log: str) -> None:
    await world.post(CITY, "/requests", FIELDS)
    await world.happens("meeting", the("meeting"), h.drafted(the("meeting")))
    await world.happens("meeting", the("meeting"), h.held())
    await world.happens("tasking", the("task"), h.assigned(the("task"), the("plan")))
    await world.happens("supervision", the("watch"), h.watched(the("watch")))
    head = await world.logs[log].head()
    answer = await world.get(CITY, f"/rollup/{CITY}", at_least=f"{log}:1:{head.position}")
    assert answer["positions"][log] == f"{log}:1:{head.position}"
