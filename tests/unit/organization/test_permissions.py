"""Who may: every cell of the matrix, and the relations behind it."""

from uuid import UUID

import pytest

from services.organization.application import commands as c
from services.organization.application.imports.commands import AdvanceImport, ImportItem
from services.organization.application.permissions import PERMISSIONS
from services.organization.domain.group import Selector
from services.organization.domain.vocabulary import RelationKind
from shared.access.matrix import NO_RELATION, matrix
from shared.kernel.command import Command
from shared.kernel.errors import NotFound, NotPermitted
from shared.kernel.ids import derive
from tests.unit.organization.running import Running
from tests.unit.organization.world import (
    BUREAU,
    CITY,
    COUNTY,
    OTHER_CITY,
    PARTY,
    PROVINCE,
    SOMEBODY,
    day,
    registering,
)

TODAY = day("2023-07-03")
STRANGER = derive("unit", "nobody")


def test_only_clerks_and_the_loader_change_the_registry() -> None:
    allowed = {cell.role for cell in matrix(PERMISSIONS, services=["meeting"]) if cell.allowed}
    assert allowed == {"clerk", "service:local", "service:organization"}
    by_itself = {cell.command for cell in matrix(PERMISSIONS) if cell.allowed and cell.role == "service:organization"}
    assert by_itself == {ImportItem, AdvanceImport}
    assert not any(cell.allowed for cell in matrix(PERMISSIONS) if cell.relation == NO_RELATION)


def renaming(unit: UUID) -> c.RenameUnit:
    return c.RenameUnit(unit_id=unit, name="新名", on=TODAY)


@pytest.mark.parametrize(
    ("acting", "unit"),
    [(BUREAU, BUREAU), (CITY, BUREAU), (CITY, COUNTY), (PROVINCE, COUNTY), (CITY, PARTY), (PROVINCE, PROVINCE)],
)
async def test_a_unit_is_kept_by_itself_its_superiors_its_committee_or_its_registrar(
    running: Running, acting: UUID, unit: UUID
) -> None:
    await running.clerk(acting, renaming(unit))


@pytest.mark.parametrize(
    ("acting", "unit"),
    [(OTHER_CITY, COUNTY), (COUNTY, CITY), (BUREAU, CITY), (PARTY, CITY), (OTHER_CITY, PARTY), (STRANGER, CITY)],
)
async def test_nobody_else_keeps_a_unit(running: Running, acting: UUID, unit: UUID) -> None:
    with pytest.raises(NotPermitted):
        await running.clerk(acting, renaming(unit))


@pytest.mark.parametrize("role", ["director", "liaison", "leader", "supervisor", "auditor", "party_approver"])
async def test_other_roles_change_nothing(running: Running, role: str) -> None:
    with pytest.raises(NotPermitted):
        await running.give(renaming(CITY), CITY, role)
    with pytest.raises(NotPermitted):
        await running.give(renaming(CITY), CITY, "service:meeting")


async def test_a_committee_registers_units_of_its_territory_only(running: Running) -> None:
    for acting, code in ((PROVINCE, "230900"), (CITY, "230322"), (CITY, "230300-czj"), (COUNTY, "230321-jyj")):
        kind, level = ("department", "county") if "-" in code else ("committee", "county")
        level = "prefecture" if code == "230900" else level
        command = registering(derive("unit", code), "新单位", code, kind=kind, level=level)  # type: ignore[arg-type]
        await running.clerk(acting, command)
    for acting, code in ((CITY, "230801"), (COUNTY, "230300-fy"), (BUREAU, "230300-fy"), (STRANGER, "230300-fy")):
        kind = "department" if "-" in code else "committee"
        command = registering(STRANGER, "新单位", code, kind=kind, level="county")  # type: ignore[arg-type]
        with pytest.raises(NotPermitted):
            await running.clerk(acting, command)


def moving(unit: UUID, target: UUID, relation: RelationKind = "superior") -> c.BeginRelation:
    return c.BeginRelation(unit_id=unit, relation=relation, target=target, on=TODAY)


def leaving(unit: UUID, target: UUID, relation: RelationKind = "superior") -> c.EndRelation:
    return c.EndRelation(unit_id=unit, relation=relation, target=target, on=TODAY, reason="调整")


async def test_a_unit_neither_leaves_its_superior_nor_its_committee_by_itself(running: Running) -> None:
    for command in (leaving(COUNTY, CITY), leaving(BUREAU, CITY, "member_of")):
        with pytest.raises(NotPermitted):
            await running.clerk(command.unit_id, command)


async def test_a_unit_is_moved_only_by_who_answers_for_both_sides(running: Running) -> None:
    await running.clerk(CITY, leaving(COUNTY, CITY))
    for acting in (CITY, OTHER_CITY, COUNTY):
        with pytest.raises(NotPermitted):
            await running.clerk(acting, moving(COUNTY, OTHER_CITY))
    await running.clerk(PROVINCE, moving(COUNTY, OTHER_CITY))
    await running.clerk(OTHER_CITY, renaming(COUNTY))
    with pytest.raises(NotPermitted):
        await running.clerk(CITY, renaming(COUNTY))


async def test_people_of_others_are_not_even_there(running: Running) -> None:
    await running.clerk(CITY, c.RegisterPerson(person_id=SOMEBODY, unit_id=BUREAU, name="示例甲"))
    commands: tuple[Command, ...] = (
        c.CorrectPersonName(person_id=SOMEBODY, name="示例乙"),
        c.ErasePerson(person_id=SOMEBODY, reason="要求"),
    )
    for command in commands:
        with pytest.raises(NotFound):
            await running.clerk(OTHER_CITY, command)
        await running.clerk(BUREAU, command)


async def test_a_member_unit_defines_no_groups_of_its_committee(running: Running) -> None:
    members = Selector(kind="members")
    command = c.DefineGroup(committee_id=CITY, name="成员单位", selector=members, on=TODAY)
    with pytest.raises(NotPermitted):
        await running.clerk(BUREAU, command)
    await running.clerk(PROVINCE, command)
