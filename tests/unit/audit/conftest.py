import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.whole_story import opened, tell
from tests.unit.audit.world import AuditWorld, world_of


@pytest.fixture
def world(tmp_path: Path) -> Iterator[AuditWorld]:
    made = world_of(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a stopped province in which the whole story happened."""
    directory = tmp_path_factory.mktemp("told")

    async def story() -> None:
        async with opened(directory) as here:
            await tell(here.province)

    asyncio.run(story())
    return directory


@pytest.fixture
def province(told: Path, tmp_path: Path) -> Path:
    """A copy of those files, to be tampered with."""
    directory = tmp_path / "province"
    shutil.copytree(told, directory)
    return directory
