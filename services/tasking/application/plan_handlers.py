"""Handlers of plan commands: load, permit, look names up in the replica, let the domain judge."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from services.organization.client import Registry
from services.organization.client.refusals import GroupUnknown
from services.tasking.application import commands as c
from services.tasking.application.consents import find_consent
from services.tasking.application.naming import named_parties
from services.tasking.application.policy_commands import DraftConsentedPlan
from services.tasking.domain.issuing import Expansions, groups_named, issue_plan
from services.tasking.domain.number import DocumentNumber, NumberText
from services.tasking.domain.plan import Plan
from services.tasking.domain.plan_rules import check_consented
from services.tasking.domain.refusals import NumberTaken, PlanExists
from services.tasking.domain.values import Consent, Item
from shared.commands.interface import Work
from shared.kernel.clock import business_day


async def draft_plan(command: c.DraftPlan, work: Work) -> None:
    work.permit({"own"} if work.actor.unit_id == command.committee_id else {"other"})
    found = await find_consent(work.views, command.resolution_id)
    consent = check_consented(found[0] if found else None, command.resolution_id, command.committee_id)
    if found:
        work.judged_by(found[1])
    if await work.find(Plan, command.plan_id) is not None:
        raise PlanExists("这个方案已经建立，不必重复起草。")
    await _check_units(work, command.bodies)
    plan = Plan.draft(
        command.plan_id,
        consent,
        kind=command.kind,
        title=command.title,
        bodies=command.bodies,
        carries_out=command.carries_out,
    )
    work.add(plan)


async def draft_consented_plan(command: DraftConsentedPlan, work: Work) -> None:
    """The policy read the consent itself, so no replica is asked; a plan that is there already stays as it is."""
    work.permit({"own"} if work.actor.unit_id == command.committee_id else {"other"})
    if await work.find(Plan, command.plan_id) is not None:
        return
    consent = Consent(
        resolution_id=command.resolution_id, meeting_id=command.meeting_id, committee_id=command.committee_id
    )
    work.add(
        Plan.draft(
            command.plan_id, consent, kind="responsibility", title=command.title, carries_out=command.carries_out
        )
    )


async def place_item(command: c.PlaceItem, work: Work) -> None:
    plan = await own_plan(command.plan_id, work)
    item = Item(
        item_id=command.item_id,
        number=command.number,
        section=command.section,
        text=command.text,
        leads=await named_parties(command.leads, plan.owner_unit, work),
        responsible=await named_parties(command.responsible, plan.owner_unit, work),
        due=command.due,
    )
    plan.place_item(item)


async def settle_name(command: c.SettleName, work: Work) -> None:
    plan = await own_plan(command.plan_id, work)
    await _check_units(work, command.unit_ids)
    if command.group_id is not None:
        await Registry(work.views).group(command.group_id)
    plan.settle_name(command.name, command.unit_ids, command.group_id)


async def settle_lead(command: c.SettleLead, work: Work) -> None:
    plan = await own_plan(command.plan_id, work)
    registry = Registry(work.views)
    work.judged_by(await registry.position())
    name = await registry.name_of(command.unit_id, business_day(work.now))
    plan.settle_lead(command.item_id, command.unit_id, name)


async def issue(command: c.IssuePlan, work: Work) -> dict[str, Any]:
    plan = await own_plan(command.plan_id, work)
    await _check_units(work, command.bodies)
    number = NumberText(body=command.body, type=command.type, year=command.year, sequence=command.sequence)
    expansions = await _expansions(plan, command, work)
    today = business_day(work.now)
    tasks = issue_plan(plan, number, command.issued_on, command.bodies, expansions, today=today)
    if await work.find(DocumentNumber, number.stream_id) is not None:
        raise NumberTaken(f"{number.text}已经用过，请换一个顺序号。", number=number.text)
    work.add(DocumentNumber.claim(number, plan.id, plan.owner_unit))
    for task in tasks:
        work.add(task)
    return {"number": number.text, "tasks": [str(task.id) for task in tasks]}


async def own_plan(plan_id: UUID, work: Work) -> Plan:
    plan = await work.get(Plan, plan_id)
    work.permit(plan.relations_of(work.actor.unit_id))
    return plan


async def _check_units(work: Work, units: Iterable[UUID]) -> None:
    """Raises UnitUnknown."""
    registry = Registry(work.views)
    for unit in units:
        await registry.unit(unit)
    work.judged_by(await registry.position())


async def _expansions(plan: Plan, command: c.IssuePlan, work: Work) -> Expansions:
    """Every group as it stood on the day of issue (O6); one that was none then stands for nobody."""
    registry = Registry(work.views)
    work.judged_by(await registry.position())
    expansions: dict[UUID, list[UUID]] = {}
    for group_id in groups_named(plan):
        try:
            group = await registry.group(group_id, command.issued_on)
            expansions[group_id] = await registry.expand(group.committee_id, group_id, command.issued_on)
        except GroupUnknown:
            expansions[group_id] = []
    return expansions
