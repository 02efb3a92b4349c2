"""Where the tests of plans and tasks begin: a consent, a plan with items, an assigned task."""

import datetime
from collections.abc import Sequence
from uuid import UUID

from services.tasking.domain.issuing import Expansions, issue_plan
from services.tasking.domain.number import NumberText
from services.tasking.domain.plan import Plan
from services.tasking.domain.task import Task
from services.tasking.domain.values import Consent, Due, Item, Named
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive


def unit(name: str) -> UUID:
    return derive("test-unit", name)


COMMITTEE = unit("市关工委")
LEAD = unit("市委宣传部")
EDUCATION = unit("市教育局")
YOUTH = unit("团市委")
COUNTIES = derive("group", COMMITTEE, "县(市)区关工委")
RESOLUTION = derive("test", "resolution")
MEETING = derive("test", "meeting")
PLAN = derive("plan", RESOLUTION)
ISSUED_ON = datetime.date(2023, 7, 10)
NUMBER = NumberText(body="鸡关", type="发", year=2023, sequence=2)
CONSENT = Consent(resolution_id=RESOLUTION, meeting_id=MEETING, committee_id=COMMITTEE)


def named(name: str) -> Named:
    return Named(name=name, unit_id=unit(name), settled=True)


def group(name: str = "县(市)区关工委", group_id: UUID = COUNTIES) -> Named:
    return Named(name=name, group_id=group_id, settled=True)


def unknown(name: str) -> Named:
    return Named(name=name)


def item(
    number: int = 1,
    leads: Sequence[Named] = (named("市委宣传部"),),
    responsible: Sequence[Named] = (named("市教育局"),),
    due: Due | None = None,
    text: str = "开展主题教育活动。",
) -> Item:
    return Item(
        item_id=derive("test-item", number),
        number=number,
        section="（一）坚持铸魂育人",
        text=text,
        leads=tuple(leads),
        responsible=tuple(responsible),
        due=due or Due(kind="date", date=datetime.date(2023, 9, 30), precision="month", text="9月底前"),
    )


def drafted_plan(*items: Item) -> Plan:
    plan = Plan.draft(PLAN, CONSENT, kind="responsibility", title="责任分工方案")
    for one in items:
        plan.place_item(one)
    plan.collect_events()
    return plan


def imported_plan(*items: Item) -> Plan:
    """A plan whose items came from a document, where clerks' checks of single items have not run."""
    plan = drafted_plan()
    plan.import_items(imported(), items)
    plan.collect_events()
    return plan


def imported() -> Plan.Imported:
    return Plan.Imported(
        document="sha256:00", title="责任分工方案", carries_out=None, encoding="utf-8", sections=("（一）坚持铸魂育人",)
    )


def issued(plan: Plan, expansions: Expansions | None = None) -> list[Task]:
    return issue_plan(plan, NUMBER, ISSUED_ON, (), expansions or {}, today=ISSUED_ON)


def assigned_task(*, responsible: Sequence[str] = ("市教育局", "团市委"), lead: str = "市委宣传部") -> Task:
    plan = drafted_plan(item(1, leads=[named(lead)], responsible=[named(name) for name in responsible]))
    task = issued(plan)[0]
    task.collect_events()
    return task


def accepted_task(*, responsible: Sequence[str] = ("市教育局", "团市委")) -> Task:
    task = assigned_task(responsible=responsible)
    for one in task.assignments:
        task.accept(one)
    task.collect_events()
    return task


def reported_task() -> Task:
    task = accepted_task()
    for one in task.assignments.values():
        if one.has_part:
            task.finish_part(one.unit_id, "已完成。")
    task.report_whole(next(iter(task.assignments)), "整体完成。")
    task.collect_events()
    return task


def events_of(aggregate: Plan | Task) -> list[DomainEvent]:
    return [change.event for change in aggregate.collect_events()]
