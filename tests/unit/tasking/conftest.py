from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.tasking.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path)
    await made.register_city()
    yield made
    made.close()


@pytest.fixture
async def example(tmp_path: Path) -> AsyncIterator[World]:
    """The same with the packaged example registry."""
    made = World(tmp_path)
    await made.load_example_city()
    yield made
    made.close()
