from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.unit.organization.replica import Replicated
from tests.unit.organization.running import Running
from tests.unit.organization.world import (
    BUREAU,
    CITY,
    COUNTY,
    OTHER_CITY,
    PARTY,
    PROVINCE,
    registering,
)


@pytest.fixture
def replicated(tmp_path: Path) -> Iterator[Replicated]:
    both = Replicated(tmp_path)
    yield both
    both.close()


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A province with two cities; one of them has a county, a member bureau and a party committee."""
    service = Running(tmp_path)
    await service.give(registering(PROVINCE, "示例省关工委", "230000", level="province"))
    for city, name, code in ((CITY, "甲市关工委", "230300"), (OTHER_CITY, "乙市关工委", "230800")):
        await service.give(registering(city, name, code))
        await service.relate(city, "superior", PROVINCE)
    await service.clerk(CITY, registering(COUNTY, "丙县关工委", "230321", level="county"))
    await service.relate(COUNTY, "superior", CITY)
    bureau = registering(BUREAU, "甲市教育局", "230300-jyj", kind="department", short_names=("市教育局",))
    await service.clerk(CITY, bureau)
    await service.relate(BUREAU, "member_of", CITY)
    await service.clerk(CITY, registering(PARTY, "中共甲市委", "230300-sw", kind="party_committee"))
    await service.relate(CITY, "hosted_by", PARTY)
    yield service
    service.close()
