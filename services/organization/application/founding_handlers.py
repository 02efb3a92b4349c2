"""Founding in batches (O3): the batch says how, and the unit's own entry follows in the same transaction."""

from collections.abc import Sequence
from uuid import UUID

from services.organization.application import commands
from services.organization.application.relations import OUTSIDE, relations_to, superiors_of
from services.organization.domain.founding import FoundingBatch, FoundingEntry
from services.organization.domain.founding_refusals import (
    BatchUnitUnfit,
    JointCommitteeNotFounded,
    JointlyUnfit,
    NoFoundingCommittee,
)
from services.organization.domain.unit import Unit
from shared.commands.interface import Work

FOUNDED_JOINTLY = "联合组建"


async def plan_founding_batch(command: commands.PlanFoundingBatch, work: Work) -> None:
    committee = await work.get(Unit, command.committee_id)
    work.permit(await relations_to(work, committee))
    check_can_found(committee)
    await _check_units(work, committee, command.entries, listed=frozenset())
    batch = FoundingBatch(command.batch_id)
    batch.plan(committee.id, command.name, command.planned_on, command.entries, pilot=command.pilot)
    work.add(batch)


async def revise_founding_batch(command: commands.ReviseFoundingBatch, work: Work) -> None:
    batch, committee = await _permitted_batch(work, command.batch_id)
    await _check_units(work, committee, command.entries, listed=frozenset(batch.foundings))
    batch.revise(command.planned_on, command.entries, command.reason)


async def confirm_founding_condition(command: commands.ConfirmFoundingCondition, work: Work) -> None:
    batch, _ = await _permitted_batch(work, command.batch_id)
    batch.meet_condition(command.unit_id, command.condition, command.on)


async def found_unit(command: commands.FoundUnit, work: Work) -> None:
    batch, _ = await _permitted_batch(work, command.batch_id)
    entry = batch.found(command.unit_id, command.on)
    unit = await work.get(Unit, command.unit_id)
    if entry.way == "alone" or entry.jointly_under is None:
        unit.change_status("established", command.on)
        return
    unit.change_status("federated", command.on)
    if entry.jointly_under != unit.id:
        joint = await work.get(Unit, entry.jointly_under)
        check_founded(joint)
        unit.supersede("federated", (joint.id,), command.on, FOUNDED_JOINTLY)
        joint.succeed("federated", (unit,), command.on)


def check_can_found(committee: Unit) -> None:
    committee.check_alive()
    if committee.kind != "committee":
        raise NoFoundingCommittee("只有关工委才能安排分批建立。")


def check_founded(joint: Unit) -> None:
    if joint.status not in ("established", "federated"):
        raise JointCommitteeNotFounded("请先登记联合的关工委成立，再登记参加联合的单位。", unit_id=str(joint.id))


async def _permitted_batch(work: Work, batch_id: UUID) -> tuple[FoundingBatch, Unit]:
    """A batch, unlike the units in it, is known to those concerned only."""
    batch = await work.get(FoundingBatch, batch_id)
    committee = await work.get(Unit, batch.committee_id)
    work.permit(await relations_to(work, committee) - {OUTSIDE})
    return batch, committee


async def _check_units(work: Work, committee: Unit, entries: Sequence[FoundingEntry], listed: frozenset[UUID]) -> None:
    """`listed` were judged when they came into the batch, and may have been founded since."""
    for entry in entries:
        if entry.unit_id not in listed:
            await _check_can_be_founded(work, committee, entry.unit_id)
        if entry.jointly_under is not None:
            joint = await work.find(Unit, entry.jointly_under)
            if joint is None or joint.kind != "committee" or joint.status == "dissolved":
                raise JointlyUnfit("联合的单位应是一个现有的关工委，请核对。", unit_id=str(entry.jointly_under))


async def _check_can_be_founded(work: Work, committee: Unit, unit_id: UUID) -> None:
    unit = await work.find(Unit, unit_id)
    if unit is None:
        raise BatchUnitUnfit("名单里有尚未登记的单位，请先登记为待建。", unit_id=str(unit_id))
    if unit.kind != "committee" or unit.status != "planned":
        raise BatchUnitUnfit("只有待建的关工委才能列入，请核对单位的状态。", unit_id=str(unit_id))
    if committee.id not in await superiors_of(work, unit):
        raise BatchUnitUnfit("名单里有不属于本关工委的单位，请先为它登记上级。", unit_id=str(unit_id))
