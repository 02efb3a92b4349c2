"""Generated requests, good and bad: what is documented is what happens, and nothing is a 500."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.fuzz import fuzz, operations, schema_of
from tests.unit.reporting.world import CITY, FIELDS, World

pytestmark = pytest.mark.slow


@pytest.fixture
async def filled(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path)
    await world.register()
    await world.post(CITY, "/requests", FIELDS)
    yield world
    world.close()


def test_what_is_documented_is_what_happens(filled: World) -> None:
    schema = schema_of(filled.parts.app, "/reporting/v1/openapi.json")
    token = filled.issuer.person_token(CITY, "clerk")
    for label in operations(schema):
        fuzz(schema, label, token, examples=10)
