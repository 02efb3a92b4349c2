"""Tells the whole story and keeps what each service stored: `python -m tests.history.keep v2`.

Needed when an event is new or gets a new version; a history that is kept already is never written again. With a story
that goes on after the whole one (`LATER`) only its services are kept: `keep v2-participation participation`.
The first history of a service is read as the first: later names come after `v1` by alphabet.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from shared.eventstore.interface import LogReader
from shared.kernel.envelope import RecordedEvent
from tests.support import papers_story, participation_story
from tests.support.golden_logs import SERVICES
from tests.support.histories import HISTORIES, keep
from tests.support.whole_story import Story, opened, tell


async def every_event(reader: LogReader) -> list[RecordedEvent]:
    events: list[RecordedEvent] = []
    while batch := await reader.read(len(events), 200):
        events += batch
    return events


LATER: dict[str, tuple[Callable[[Story], Awaitable[None]], Sequence[str]]] = {
    "papers": (papers_story.tell_on, ["meeting"]),
    "participation": (participation_story.tell_on, ["meeting"]),
}


async def tell_and_keep(name: str, later: str | None = None) -> None:
    """Raises FileExistsError."""
    with tempfile.TemporaryDirectory() as directory:
        async with opened(Path(directory)) as here:
            await tell(here.province)
            services: Sequence[str] = SERVICES
            if later:
                tell_on, services = LATER[later]
                await tell_on(Story(here.province, later))
            for service in services:
                keep(HISTORIES / service / f"{name}.jsonl", await every_event(here.province.logs[service]))


def main(arguments: Sequence[str]) -> int:
    asyncio.run(tell_and_keep(*arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
