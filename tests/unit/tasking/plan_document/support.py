"""The documents the tests read, and a directory of the units that they name."""

from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from services.tasking.domain.plan_document import DirectoryEntry, NameIndex, ParsedPlan, decode_plan, parse_plan
from shared.kernel.ids import derive

PROJECT = Path(__file__).resolve().parents[4]
SAMPLE = PROJECT / "services/local/example/responsibility-plan.txt"
REAL = PROJECT.parent / "shared/seeds/002-jixi-responsibility-plan.txt"

UNITS = (
    "市关工委 市委宣传部 市委组织部 市委政法委 市委网信办 市文明办 市直机关工委 市直机关关工委 市教育局 市公安局 市民政局 "
    "市司法局 市财政局 市人社局 市农业农村局 市文体广电和旅游局 市卫健委 市总工会 团市委 市妇联 市融媒体中心"
).split()
GROUPS = {
    "县(市)区关工委": (),
    "市直关工委": (),
    "市关工委各成员单位": (),
    "工青妇": ("市总工会", "团市委", "市妇联"),
}


def unit(name: str) -> UUID:
    return derive("unit", name)


def group(name: str) -> UUID:
    return derive("group", name)


def directory() -> NameIndex:
    groups = [DirectoryEntry(name, tuple(map(unit, units)), group(name)) for name, units in GROUPS.items()]
    return NameIndex([*(DirectoryEntry(name, (unit(name),)) for name in UNITS), *groups])


def sample_text() -> str:
    return decode_plan(SAMPLE.read_bytes()).text


@cache
def sample() -> ParsedPlan:
    return parse_plan(sample_text())


def real_text() -> str:
    if not REAL.exists():
        pytest.skip("../shared/seeds has no such document here")
    return decode_plan(REAL.read_bytes()).text


def table(plan: ParsedPlan) -> list[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    return [(item.number, item.leads, item.responsible) for item in plan.items]


def expected(rows: str) -> list[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """Rows `number lead | responsible …`; 区 stands for 县(市)区关工委."""
    table = []
    for row in rows.strip().splitlines():
        head, _, names = row.partition("|")
        number, *leads = head.split()
        responsible = tuple("县(市)区关工委" if name == "区" else name for name in names.split())
        table.append((int(number), tuple(leads), responsible))
    return table
