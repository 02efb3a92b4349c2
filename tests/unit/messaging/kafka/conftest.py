"""A producer with some events, and readers of its log that count and refuse."""

from collections import Counter

import pytest

from shared.eventstore.interface import LogHead, LogReader
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.kernel.ids import derive
from shared.telemetry.metrics import Metrics
from tests.support import matters as m
from tests.support.two_services import TwoServices


class CountingReader:
    """Counts what is asked, and is away while it is said to be."""

    def __init__(self, reader: LogReader) -> None:
        self.log, self._reader = reader.log, reader
        self.asked: Counter[str] = Counter()
        self.away = False

    def _ask(self, what: str) -> None:
        self.asked[what] += 1
        if self.away:
            raise Unavailable("producer is away")

    async def head(self) -> LogHead:
        self._ask("head")
        return await self._reader.head()

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        self._ask("read")
        return await self._reader.read(after, limit, partition)

    async def tails(self) -> dict[int, int]:
        self._ask("tails")
        return await self._reader.tails()


@pytest.fixture
async def events(services: TwoServices) -> list[RecordedEvent]:
    """Twelve matters of as many units, each with a note."""
    for number in range(12):
        await open_matter(services, number)
    return await services.matters.read(0, 100)


async def open_matter(services: TwoServices, number: int) -> None:
    matter, unit = derive("matter", number), derive("unit", number)
    await services.give(m.OpenMatter(matter_id=matter, title=f"事{number}"), f"open {number}", unit)
    await services.give(m.NoteMatter(matter_id=matter, text="一"), f"note {number}", unit)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()
