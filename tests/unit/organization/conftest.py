import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.stores import ENGINE
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


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a service whose units are registered: made once, for every test works on a copy."""
    directory = tmp_path_factory.mktemp("organization")
    asyncio.run(found(directory))
    return directory


async def found(directory: Path) -> None:
    """A province with two cities; one of them has a county, a member bureau and a party committee."""
    service = Running(directory)
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
    await service.runner.settle()
    service.close()


@pytest.fixture
async def running(founded: Path, tmp_path: Path) -> AsyncIterator[Running]:
    if ENGINE.postgres is None:
        shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    else:
        await found(tmp_path)
    service = Running(tmp_path, first_key=1000)  # after the keys of what was founded in the same place
    yield service
    service.close()
