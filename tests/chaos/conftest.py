"""Servers that the faults share and nobody else, so that they do not idle beside the rest of a run."""

from collections.abc import Iterator

import pytest

from services.local.engine.native import NativeEngine
from services.local.engine.postgres_server import PostgresServer
from tests.support.engines import engine_running
from tests.support.postgres import postgres_server


@pytest.fixture(scope="package")
def safe_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """Of chaos alone; who kills it starts it again."""
    with postgres_server(tmp_path_factory.mktemp("safe-postgres"), safe=True) as server:
        yield server


@pytest.fixture(scope="package")
def hurt_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NativeEngine]:
    """Of chaos alone; it stands at the story's beginning until the first fault has told the story on it."""
    with engine_running(tmp_path_factory.mktemp("hurt-engine"), safe=True) as engine:
        yield engine


@pytest.fixture
def kills(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.getoption("--kills"))
