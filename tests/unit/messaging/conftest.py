from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.two_services import TwoServices, open_services


@pytest.fixture
def services(tmp_path: Path) -> Iterator[TwoServices]:
    opened = open_services(tmp_path)
    yield opened
    opened.close()
