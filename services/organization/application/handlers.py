"""One handler per command: load, ask for permission, let the aggregate judge."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from services.organization.application import commands, founding_handlers, succession, vault
from services.organization.application.dependents import check_no_dependents
from services.organization.application.dissolving import dissolve
from services.organization.application.imports.commands import AdvanceImport, ImportItem
from services.organization.application.imports.handlers import advance_import, item_handler, start_import
from services.organization.application.relations import (
    OUTSIDE,
    registrar_of,
    relations_for_binding,
    relations_to,
    relations_to_new,
    superiors_of,
)
from services.organization.application.streams import find_or_add
from services.organization.domain.claim import GroupName, UnitCode
from services.organization.domain.group import Group, Selector
from services.organization.domain.person import Person, check_person_name
from services.organization.domain.refusals import NobodyChanges, NoCommittee, PersonUnknown, SelectorUnitUnknown
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from shared.commands.interface import Handler, Work
from shared.kernel.command import Command
from shared.kernel.text import name_key

DISSOLVED = "单位撤销"  # why its relations and terms end


async def register_unit(command: commands.RegisterUnit, work: Work) -> None:
    work.permit(await relations_to_new(work, command.code))
    unit = Unit(command.unit_id)
    unit.register(
        kind=command.kind,
        level=command.level,
        name=command.name,
        short_names=command.short_names,
        code=command.code,
        status=command.status,
        on=command.on,
        registered_by=await registrar_of(work, command.unit_id, command.code),
    )
    work.add(unit)
    await _claim_code(work, command.code, unit.id, command.on)


async def rename_unit(command: commands.RenameUnit, work: Work) -> None:
    unit = await _permitted(work, command.unit_id)
    unit.rename(command.name, command.short_names, command.on)


async def change_unit_code(command: commands.ChangeUnitCode, work: Work) -> None:
    unit = await _permitted(work, command.unit_id)
    former = unit.code
    unit.change_code(command.code, command.on)
    (await work.get(UnitCode, UnitCode.stream_id(former))).release(former, unit.id, command.on)
    await _claim_code(work, command.code, unit.id, command.on)


async def change_unit_status(command: commands.ChangeUnitStatus, work: Work) -> None:
    unit = await _permitted(work, command.unit_id)
    if command.status == "dissolved":
        unit.check_alive()
        await check_no_dependents(work, unit)
        await dissolve(work, unit, command.on, DISSOLVED)
    else:
        unit.change_status(command.status, command.on)


async def begin_relation(command: commands.BeginRelation, work: Work) -> None:
    unit, target = await work.get(Unit, command.unit_id), await work.get(Unit, command.target)
    work.permit(await relations_for_binding(work, unit, command.relation, target))
    above = frozenset(await superiors_of(work, target))
    unit.begin_relation(command.relation, target, command.line, command.on, above)


async def end_relation(command: commands.EndRelation, work: Work) -> None:
    unit = await work.get(Unit, command.unit_id)
    work.permit(await relations_for_binding(work, unit, command.relation, None))
    unit.end_relation(command.relation, command.target, command.on, command.reason)


async def register_person(command: commands.RegisterPerson, work: Work) -> None:
    unit = await _permitted(work, command.unit_id)
    check_person_name(command.name)
    person = Person(command.person_id)
    person.register(unit.id)
    work.add(person)
    work.also(vault.keeping(person.id, command.name))


async def correct_person_name(command: commands.CorrectPersonName, work: Work) -> None:
    person = await _permitted_person(work, command.person_id)
    check_person_name(command.name)
    person.correct_name()
    work.also(vault.keeping(person.id, command.name))


async def erase_person(command: commands.ErasePerson, work: Work) -> None:
    person = await _permitted_person(work, command.person_id)
    await _check_unnamed(work, person.id, command.reason)
    person.erase(command.reason)
    work.also(vault.erasing(person.id))


async def appoint(command: commands.Appoint, work: Work) -> None:
    unit = await _permitted(work, command.unit_id)
    await _check_person_known_here(work, unit, command.person_id)
    await _check_unnamed(work, command.person_id, command.basis)
    unit.check_can_staff(command.office, command.on)
    roster = await find_or_add(work, Roster, Roster.stream_id(unit.id))
    roster.appoint(unit.id, command.office, command.person_id, command.on, command.basis)


async def end_term(command: commands.EndTerm, work: Work) -> None:
    unit = await _permitted(work, command.unit_id)
    await _check_unnamed(work, command.person_id, command.reason)
    roster = await find_or_add(work, Roster, Roster.stream_id(unit.id))
    roster.end_term(unit.id, command.office, command.person_id, command.on, command.reason)


async def change_office_holders(command: commands.ChangeOfficeHolders, work: Work) -> None:
    """Who leaves, leaves first: an office that only one can hold is free on that day."""
    unit = await _permitted(work, command.unit_id)
    if not command.leaving and not command.coming:
        raise NobodyChanges("请至少写明一名离任或到任的人员。")
    roster = await find_or_add(work, Roster, Roster.stream_id(unit.id))
    for held in command.leaving:
        await _check_unnamed(work, held.person_id, command.reason)
        roster.end_term(unit.id, held.office, held.person_id, command.on, command.reason)
    for held in command.coming:
        await _check_person_known_here(work, unit, held.person_id)
        await _check_unnamed(work, held.person_id, command.reason)
        unit.check_can_staff(held.office, command.on)
        roster.appoint(unit.id, held.office, held.person_id, command.on, command.reason)


async def set_undertaking_section(command: commands.SetUndertakingSection, work: Work) -> None:
    unit = await _permitted(work, command.unit_id)
    unit.check_alive()
    unit.check_since(command.on)
    roster = await find_or_add(work, Roster, Roster.stream_id(unit.id))
    roster.set_section(unit.id, command.section, command.on)


async def define_group(command: commands.DefineGroup, work: Work) -> None:
    committee = await _permitted(work, command.committee_id)
    check_can_have_groups(committee)
    await _check_selected_units(work, command.selector)
    group = Group(Group.stream_id(committee.id, command.name))
    group.define(committee.id, command.name, command.aliases, command.selector, command.on)
    work.add(group)
    for name in (command.name, *command.aliases):
        await _claim_group_name(work, committee.id, name, group.id, command.on)


async def redefine_group(command: commands.RedefineGroup, work: Work) -> None:
    group = await work.get(Group, command.group_id)
    committee = await work.get(Unit, group.committee_id)
    await _permit_among_concerned(work, committee)
    check_can_have_groups(committee)
    await _check_selected_units(work, command.selector)
    former = group.aliases
    group.redefine(command.aliases, command.selector, command.on)
    for name in _without(former, command.aliases):
        claim = await work.get(GroupName, GroupName.stream_id(committee.id, name_key(name)))
        claim.release(committee.id, name, group.id, command.on)
    for name in _without(command.aliases, former):
        await _claim_group_name(work, committee.id, name, group.id, command.on)


def check_can_have_groups(committee: Unit) -> None:
    committee.check_alive()
    if committee.kind != "committee":
        raise NoCommittee("只有关工委才能定义组。")


async def _permitted(work: Work, unit_id: UUID) -> Unit:
    unit = await work.get(Unit, unit_id)
    work.permit(await relations_to(work, unit))
    return unit


async def _permitted_person(work: Work, person_id: UUID) -> Person:
    person = await work.get(Person, person_id)
    await _permit_among_concerned(work, await work.get(Unit, person.owner_unit))
    return person


async def _permit_among_concerned(work: Work, unit: Unit) -> None:
    """A unit's people and groups, unlike the unit, are known to those concerned only: for others there are none."""
    work.permit(await relations_to(work, unit) - {OUTSIDE})


async def _check_person_known_here(work: Work, unit: Unit, person_id: UUID) -> None:
    """Nobody reaches the name of another unit's person by appointing it."""
    person = await work.find(Person, person_id)
    if person is None or not await _is_known_here(work, unit, person):
        raise PersonUnknown("没有找到此人，请先登记人员。", person_id=str(person_id))
    person.check_not_erased()


async def _is_known_here(work: Work, unit: Unit, person: Person) -> bool:
    if person.owner_unit in (unit.id, *unit.open_targets("hosted_by")):
        return True
    return bool(await relations_to(work, await work.get(Unit, person.owner_unit)) - {OUTSIDE})


async def _check_unnamed(work: Work, person_id: UUID, reason: str) -> None:
    """A reason is stored with the event for ever; the name beside it would outlive its erasure."""
    if reason:
        vault.check_unnamed(await vault.name_of(work.views, person_id), reason)


async def _check_selected_units(work: Work, selector: Selector) -> None:
    unknown = [str(unit) for unit in (*selector.units, *selector.without) if await work.find(Unit, unit) is None]
    if unknown:
        raise SelectorUnitUnknown("名单里有尚未登记的单位，请先登记。", units=unknown)


async def _claim_code(work: Work, code: str, unit_id: UUID, on: date) -> None:
    (await find_or_add(work, UnitCode, UnitCode.stream_id(code))).claim(code, unit_id, on)


async def _claim_group_name(work: Work, committee: UUID, name: str, group_id: UUID, on: date) -> None:
    stream = GroupName.stream_id(committee, name_key(name))
    (await find_or_add(work, GroupName, stream)).claim(committee, name, group_id, on)


def _without(names: Iterable[str], others: Iterable[str]) -> list[str]:
    known = {name_key(name) for name in others}
    return [name for name in names if name_key(name) not in known]


_ROWS: Mapping[type[Command], Handler] = {
    commands.RegisterUnit: register_unit,
    commands.RenameUnit: rename_unit,
    commands.ChangeUnitCode: change_unit_code,
    commands.ChangeUnitStatus: change_unit_status,
    commands.BeginRelation: begin_relation,
    commands.EndRelation: end_relation,
    commands.ChangeSuperior: succession.change_superior,
    commands.MergeUnits: succession.merge_units,
    commands.SplitUnit: succession.split_unit,
    commands.PlanFoundingBatch: founding_handlers.plan_founding_batch,
    commands.ReviseFoundingBatch: founding_handlers.revise_founding_batch,
    commands.ConfirmFoundingCondition: founding_handlers.confirm_founding_condition,
    commands.FoundUnit: founding_handlers.found_unit,
    commands.RegisterPerson: register_person,
    commands.CorrectPersonName: correct_person_name,
    commands.ErasePerson: erase_person,
    commands.Appoint: appoint,
    commands.EndTerm: end_term,
    commands.ChangeOfficeHolders: change_office_holders,
    commands.StartImport: start_import,
    commands.SetUndertakingSection: set_undertaking_section,
    commands.DefineGroup: define_group,
    commands.RedefineGroup: redefine_group,
}
HANDLERS: Mapping[type[Command], Handler] = {
    **_ROWS,
    ImportItem: item_handler(_ROWS),
    AdvanceImport: advance_import,
}
