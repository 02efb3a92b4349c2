from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.meeting.office import Office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    office = Office(tmp_path)
    await office.open_city()
    yield office
    office.close()
