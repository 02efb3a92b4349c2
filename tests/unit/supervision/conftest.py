from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.supervision.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path)
    await world.register()
    yield world
    world.close()
