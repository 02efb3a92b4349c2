"""A view that lacks parked events says so with every answer, until they are done."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.database.interface import Transaction
from shared.kernel.envelope import RecordedEvent
from shared.messaging.runner import Runner
from shared.serving.queries import progress_of
from tests.support import matters as m
from tests.support.two_services import TwoServices, open_services
from tests.unit.serving.reading import matters_router
from tests.unit.serving.sample import Sample
from tests.unit.serving.test_queries import MATTERS

HEADER = "X-Incomplete"


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[TwoServices]:
    services = open_services(tmp_path)
    await services.give(m.OpenMatter(matter_id=MATTERS[0], title="坏的"), "open-0")
    await services.give(m.OpenMatter(matter_id=MATTERS[1], title="好的"), "open-1")
    yield services
    services.close()


def breaking(services: TwoServices, monkeypatch: pytest.MonkeyPatch) -> None:
    """The view fails at everything that happens to the first matter."""
    apply = services.matters_view.apply

    def failing(event: RecordedEvent, tx: Transaction) -> None:
        if event.envelope.stream_id == MATTERS[0]:
            raise ValueError("broken")
        apply(event, tx)

    monkeypatch.setattr(services.matters_view, "apply", failing)


async def headers_of(services: TwoServices, runner: Runner, *paths: str) -> list[str | None]:
    sample = Sample((matters_router(services, progress_of(runner, "matters", services.matters_view.name)),))
    async with sample.client() as client:
        return [(await client.get(path)).headers.get(HEADER) for path in paths]


async def test_a_page_and_a_document_say_what_their_view_lacks(
    services: TwoServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(services, monkeypatch)
    runner = services.runner()
    await runner.settle()
    lacking = f"{services.matters_view.name}; parked=1; lost=0"
    paths = ("/matters", f"/matters/{MATTERS[0]}", f"/matters/{MATTERS[1]}")
    assert await headers_of(services, runner, *paths) == [lacking] * 3
    monkeypatch.undo()
    await runner.redrive("matters")
    assert await headers_of(services, runner, *paths) == [None] * 3


async def test_a_complete_view_says_nothing(services: TwoServices) -> None:
    runner = services.runner()
    await runner.settle()
    assert await headers_of(services, runner, "/matters") == [None]
