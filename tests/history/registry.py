"""What a registry goes through, kept as a golden history: `python -m tests.history.registry v3`.

Needed when an event of organization gets a new version; a history that is kept already is never written again.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from services.organization.application import commands as c
from services.organization.application.imports.layout import UNITS
from services.organization.application.imports.preparing import prepare
from services.organization.domain.founding import FoundingEntry
from services.organization.domain.vocabulary import RelationKind, Status, UnitKind
from shared.kernel.command import Command
from shared.kernel.envelope import Actor
from shared.kernel.ids import derive
from shared.sheets.writing import write_csv
from tests.history.keep import every_event
from tests.support.histories import HISTORIES, keep
from tests.unit.organization.running import Running

SINCE, ON = date(2020, 1, 1), date(2023, 7, 3)
CITY, OTHER_CITY, COUNTY = (derive("kept", name) for name in ("甲市", "乙市", "丙县"))
BUREAU, MERGED, SPLIT = (derive("kept", name) for name in ("甲市教育局", "甲市体育局", "甲市文化局"))
FIRST, SECOND = (derive("kept", name) for name in ("甲市教育局关工委", "甲市体育局关工委"))
BATCH, IMPORT, SOMEBODY = (derive("kept", name) for name in ("第一批", "名册", "某人"))
CONDITION = "单位指派一名党政领导任主任"


def registering(unit: UUID, name: str, code: str, kind: UnitKind, status: Status = "established") -> c.RegisterUnit:
    level = "county" if code == "990121" else "prefecture"
    return c.RegisterUnit(
        unit_id=unit,
        kind=kind,
        level=level,  # type: ignore[arg-type]
        name=name,
        code=code,
        status=status,
        on=SINCE,
    )


def related(unit: UUID, relation: RelationKind, target: UUID) -> c.BeginRelation:
    return c.BeginRelation(unit_id=unit, relation=relation, target=target, on=SINCE)


def planned(*conditions: str) -> tuple[FoundingEntry, FoundingEntry]:
    second = FoundingEntry(unit_id=SECOND, way="jointly", jointly_under=FIRST)
    return FoundingEntry(unit_id=FIRST, conditions=conditions), second


FOUNDED: Sequence[Command] = (
    registering(CITY, "甲市关工委", "990100", "committee"),
    registering(OTHER_CITY, "乙市关工委", "990200", "committee"),
    registering(COUNTY, "丙县关工委", "990121", "committee"),
    related(COUNTY, "superior", CITY),
    registering(BUREAU, "甲市教育局", "990100-jyj", "department"),
    registering(MERGED, "甲市体育局", "990100-tyj", "department"),
    registering(SPLIT, "甲市文化局", "990100-whj", "department"),
    related(MERGED, "member_of", CITY),
    c.RegisterPerson(person_id=SOMEBODY, unit_id=MERGED, name="示例甲"),
    c.Appoint(unit_id=MERGED, office="liaison_officer", person_id=SOMEBODY, on=SINCE),
    registering(FIRST, "甲市教育局关工委", "990100-jyj-ggw", "committee", "planned"),
    registering(SECOND, "甲市体育局关工委", "990100-tyj-ggw", "committee", "planned"),
    related(FIRST, "superior", CITY),
    related(SECOND, "superior", CITY),
)
CHANGED: Sequence[Command] = (
    c.PlanFoundingBatch(
        batch_id=BATCH, committee_id=CITY, name="市直机关第一批", planned_on=ON, entries=planned(), pilot=True
    ),
    c.ReviseFoundingBatch(batch_id=BATCH, planned_on=ON, entries=planned(CONDITION), reason="条件补充"),
    c.ConfirmFoundingCondition(batch_id=BATCH, unit_id=FIRST, condition=CONDITION, on=ON),
    c.FoundUnit(batch_id=BATCH, unit_id=FIRST, on=ON),
    c.FoundUnit(batch_id=BATCH, unit_id=SECOND, on=ON),
    c.ChangeSuperior(unit_id=COUNTY, superior=OTHER_CITY, on=ON, reason="区划调整"),
    c.SplitUnit(unit_id=SPLIT, successors=(MERGED,), on=ON, reason="机构改革", remains=True),
    c.MergeUnits(unit_id=BUREAU, merged=(MERGED,), on=ON, reason="机构改革"),
)


async def _import(service: Running) -> None:
    """One committee from a file."""
    row = ("990222", "丁县关工委", "", "关工委", "县级", "待建", "2020-01-01", "")
    clerk = Actor(unit_id=OTHER_CITY, role="clerk", person_id=SOMEBODY)
    file = write_csv([UNITS.titles, row])
    await prepare(service.store, service.clock, clerk, IMPORT, file)
    await service.clerk(OTHER_CITY, c.StartImport(import_id=IMPORT))
    await service.runner.settle()


async def tell_and_keep(name: str) -> None:
    """Raises FileExistsError."""
    with tempfile.TemporaryDirectory() as directory:
        service = Running(Path(directory))
        for commands in (FOUNDED, CHANGED):
            for command in commands:
                await service.give(command)
            await service.runner.settle()
        await _import(service)
        keep(HISTORIES / "organization" / f"{name}.jsonl", await every_event(service.store))
        service.close()


def main(arguments: Sequence[str]) -> int:
    [name] = arguments
    asyncio.run(tell_and_keep(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
