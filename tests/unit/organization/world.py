"""A small registry to start from: a province, a city, its bureau and party committee."""

from datetime import date
from uuid import UUID

from services.organization.application.commands import RegisterUnit
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import Level, Status, UnitKind
from shared.kernel.ids import derive

FOUNDED = date(2020, 1, 1)
PROVINCE = derive("unit", "CN", "230000")
CITY = derive("unit", "CN", "230300")
COUNTY = derive("unit", "CN", "230321")
BUREAU = derive("unit", "CN", "230300-jyj")
PARTY = derive("unit", "CN", "230300-sw")
OTHER_CITY = derive("unit", "CN", "230800")
SOMEBODY = derive("person", "一")
ANOTHER = derive("person", "二")


def day(text: str) -> date:
    return date.fromisoformat(text)


def unit(
    unit_id: UUID,
    *,
    kind: UnitKind = "committee",
    level: Level = "prefecture",
    name: str = "示例市关工委",
    code: str = "230300",
    status: Status = "established",
    on: date = FOUNDED,
) -> Unit:
    made = Unit(unit_id)
    made.register(
        kind=kind, level=level, name=name, short_names=(), code=code, status=status, on=on, registered_by=PROVINCE
    )
    return made


def province() -> Unit:
    return unit(PROVINCE, level="province", name="示例省关工委", code="230000")


def city() -> Unit:
    return unit(CITY)


def county() -> Unit:
    return unit(COUNTY, level="county", name="示例县关工委", code="230321")


def bureau() -> Unit:
    return unit(BUREAU, kind="department", name="示例市教育局", code="230300-jyj")


def party() -> Unit:
    return unit(PARTY, kind="party_committee", name="中共示例市委", code="230300-sw")


def registering(
    unit_id: UUID,
    name: str,
    code: str,
    *,
    kind: UnitKind = "committee",
    level: Level = "prefecture",
    short_names: tuple[str, ...] = (),
    on: date = FOUNDED,
) -> RegisterUnit:
    return RegisterUnit(unit_id=unit_id, kind=kind, level=level, name=name, short_names=short_names, code=code, on=on)
