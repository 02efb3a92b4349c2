from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.organization.replica import Replicated


@pytest.fixture
def replicated(tmp_path: Path) -> Iterator[Replicated]:
    both = Replicated(tmp_path)
    yield both
    both.close()
