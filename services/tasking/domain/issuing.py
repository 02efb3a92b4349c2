"""From a plan's items to tasks: groups are expanded here, and what they stood for is kept (O6)."""

import datetime
from collections.abc import Mapping, Sequence
from uuid import UUID

from services.tasking.domain.number import NumberText
from services.tasking.domain.plan import Plan
from services.tasking.domain.plan_rules import check_groups_filled, check_issue_day
from services.tasking.domain.task import Task
from services.tasking.domain.values import Expansion, IssuedItem, Item
from shared.kernel.ids import derive

Expansions = Mapping[UUID, Sequence[UUID]]  # group → its units on the day of issue


def issue_plan(
    plan: Plan,
    number: NumberText,
    issued_on: datetime.date,
    bodies: Sequence[UUID],
    expansions: Expansions,
    *,
    today: datetime.date,
) -> list[Task]:
    """Issues the plan and assigns one task per item; nothing changes when a rule refuses."""
    plan.check_drafted()
    plan.check_ready()
    check_issue_day(issued_on, today)
    items = list(plan.items.values())
    check_groups_filled(items, expansions)
    tasks = [Task.assign(_assigned(plan, item, number, issued_on, expansions)) for item in items]
    plan.issue(
        number,
        issued_on,
        bodies,
        [IssuedItem(item_id=item.item_id, number=item.number, task_id=task_id(plan.id, item)) for item in items],
        concerns={unit for task in tasks for unit in task.assignments},
    )
    return tasks


def task_id(plan_id: UUID, item: Item) -> UUID:
    return derive("task", plan_id, item.number)


def groups_named(plan: Plan) -> list[UUID]:
    named = [one.group_id for item in plan.items.values() for one in item.names() if one.group_id is not None]
    return list(dict.fromkeys(named))


def _assigned(
    plan: Plan, item: Item, number: NumberText, issued_on: datetime.date, expansions: Expansions
) -> Task.Assigned:
    lead = item.leads[0].unit_id
    assert lead is not None  # check_one_lead: settled and no group
    return Task.Assigned(
        task_id=task_id(plan.id, item),
        plan_id=plan.id,
        committee_id=plan.owner_unit,
        number=item.number,
        section=item.section,
        text=item.text,
        lead=lead,
        responsible=_responsible_units(item, expansions),
        expansions=_expanded(item, expansions),
        due=item.due,
        document_number=number.text,
        issued_on=issued_on,
    )


def _responsible_units(item: Item, expansions: Expansions) -> tuple[UUID, ...]:
    units: list[UUID] = []
    for named in item.responsible:
        if named.group_id is not None:
            units += expansions[named.group_id]
        elif named.unit_id is not None:
            units.append(named.unit_id)
    return tuple(dict.fromkeys(units))


def _expanded(item: Item, expansions: Expansions) -> tuple[Expansion, ...]:
    return tuple(
        Expansion(name=named.name, group_id=named.group_id, units=tuple(expansions[named.group_id]))
        for named in item.responsible
        if named.group_id is not None
    )
