from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.local.server import Running
from tests.support.told import Told, copy_of, opened


@pytest.fixture
async def lived_in(told: Told, tmp_path: Path) -> AsyncIterator[Running]:
    """The system after the story, in this process, on a copy of its files."""
    async with opened(copy_of(told, tmp_path / "data")) as here:
        yield here
