"""Generated requests, good and bad, against the sample service: what it documents is what it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.contents.store import CONTENT_TABLES, ContentStore
from shared.kernel.clock import ManualClock
from shared.kernel.envelope import Actor
from shared.serving.documents import documents_router
from shared.serving.standard import standard_router, unit_states
from tests.support.fuzz import fuzz, operations, schema_of
from tests.support.two_services import START, open_services
from tests.unit.serving.reading import Waiting, matters_router
from tests.unit.serving.sample import Sample

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    directory: Path = tmp_path_factory.mktemp("schemathesis")
    services = open_services(directory)
    services.matters.database.create_tables(CONTENT_TABLES)

    async def concerned(actor: Actor, digest: str) -> bool:
        return False

    contents = ContentStore(services.matters, concerned)
    states = unit_states(services.matters, [services.matters_view])
    yield Sample(
        (
            matters_router(services, Waiting()),
            standard_router(services.matters, "matters", services.runner(), states),
            documents_router(contents, ManualClock(START)),
        )
    )
    services.close()


def test_what_is_documented_is_what_happens(sample: Sample) -> None:
    schema = schema_of(sample.app, "/sample/v1/openapi.json")
    for label in operations(schema):
        fuzz(schema, label, sample.issuer.service_token("audit"), examples=20)
