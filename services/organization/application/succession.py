"""Units merge, split and change their superior (O1): each one command, one day, one transaction."""

from collections.abc import Sequence
from uuid import UUID

from services.organization.application import commands
from services.organization.application.dependents import check_no_dependents, move_dependents
from services.organization.application.dissolving import dissolve
from services.organization.application.relations import (
    OUTSIDE,
    relations_for_binding,
    relations_to,
    superiors_of,
)
from services.organization.domain.refusals import SuccessionUnfit, SuccessorBelow
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import LEADING_OFFICES, RelationKind, Succession
from shared.commands.interface import Work

# What a unit takes over from those merged into it; superior and host are single, and it has its own.
TAKEN_OVER: tuple[RelationKind, ...] = ("member_of", "line")


async def change_superior(command: commands.ChangeSuperior, work: Work) -> None:
    unit, superior = await work.get(Unit, command.unit_id), await work.get(Unit, command.superior)
    work.permit(await relations_for_binding(work, unit, "superior", superior))
    above = frozenset(await superiors_of(work, superior))
    unit.change_superior(superior, command.on, command.reason, above)


async def merge_units(command: commands.MergeUnits, work: Work) -> None:
    successor = await work.get(Unit, command.unit_id)
    merged = [await work.get(Unit, unit_id) for unit_id in dict.fromkeys(command.merged)]
    work.permit(await relations_to_all(work, merged, [successor]))
    check_listed_once(command.merged)
    successor.succeed(_succession(command), tuple(merged), command.on)
    for unit in merged:
        await _check_not_above(work, unit, successor)
        if command.outcome == "federated":
            await _federate(work, unit, successor, command)
        else:
            await _absorb(work, unit, successor, command)


async def split_unit(command: commands.SplitUnit, work: Work) -> None:
    unit = await work.get(Unit, command.unit_id)
    successors = [await work.get(Unit, unit_id) for unit_id in dict.fromkeys(command.successors)]
    work.permit(await relations_to_all(work, [unit], successors))
    check_listed_once(command.successors)
    unit.check_alive()
    for successor in successors:
        successor.succeed("split", (unit,), command.on)
    unit.supersede("split", command.successors, command.on, command.reason)
    if not command.remains:
        await check_no_dependents(work, unit)
        await dissolve(work, unit, command.on, command.reason)


async def relations_to_all(work: Work, given_up: Sequence[Unit], successors: Sequence[Unit]) -> set[str]:
    """Who answers for every unit of both sides; no unit gives itself up, but one can take others in."""
    relations: set[str] = set()
    for unit in given_up:
        to_unit = await relations_to(work, unit) - {"own", OUTSIDE}
        if not to_unit:
            return {OUTSIDE}
        relations |= to_unit
    for unit in successors:
        if not await relations_to(work, unit) - {OUTSIDE}:
            return {OUTSIDE}
    return relations or await relations_to(work, successors[0])


def check_listed_once(units: Sequence[UUID]) -> None:
    if not units or len(set(units)) < len(units):
        raise SuccessionUnfit("请至少写明一个单位，名单里不能有重复的单位。")


def _succession(command: commands.MergeUnits) -> Succession:
    return "federated" if command.outcome == "federated" else "merged"


async def _check_not_above(work: Work, unit: Unit, successor: Unit) -> None:
    """What is below the unit moves to its successor; a successor that is below it itself would end above itself."""
    if unit.id in await superiors_of(work, successor):
        raise SuccessorBelow("承接的单位现在是被合并单位的下级，请先为它变更上级，再办合并。", unit_id=str(unit.id))


async def _absorb(work: Work, unit: Unit, successor: Unit, command: commands.MergeUnits) -> None:
    held = [each for each in unit.relations if each.until is None and each.kind in TAKEN_OVER]
    unit.supersede("merged", (successor.id,), command.on, command.reason)
    await move_dependents(work, unit, successor, command.on, command.reason)
    await dissolve(work, unit, command.on, command.reason)
    for each in held:
        if each.target != successor.id and successor.open_relation(each.kind, each.target) is None:
            target = await work.get(Unit, each.target)
            successor.begin_relation(each.kind, target, each.line, command.on, frozenset())


async def _federate(work: Work, unit: Unit, successor: Unit, command: commands.MergeUnits) -> None:
    """The unit stays in the register: its code, its place, whom notices go to. The joint committee leads it."""
    unit.change_status("federated", command.on)
    unit.supersede("federated", (successor.id,), command.on, command.reason)
    roster = await work.find(Roster, Roster.stream_id(unit.id))
    if roster is not None:
        roster.end_terms(unit.id, command.on, command.reason, LEADING_OFFICES)
