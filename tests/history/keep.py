"""Tells the whole story and keeps what each service stored: `python -m tests.history.keep v2`.

Needed when an event gets a new version; a history that is kept already is never written again.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from shared.eventstore.interface import LogReader
from shared.kernel.envelope import RecordedEvent
from tests.support.golden_logs import SERVICES
from tests.support.histories import HISTORIES, keep
from tests.support.whole_story import opened, tell


async def every_event(reader: LogReader) -> list[RecordedEvent]:
    events: list[RecordedEvent] = []
    while batch := await reader.read(len(events), 200):
        events += batch
    return events


async def tell_and_keep(name: str) -> None:
    """Raises FileExistsError."""
    with tempfile.TemporaryDirectory() as directory:
        async with opened(Path(directory)) as here:
            await tell(here.province)
            for service in SERVICES:
                keep(HISTORIES / service / f"{name}.jsonl", await every_event(here.province.logs[service]))


def main(arguments: Sequence[str]) -> int:
    [name] = arguments
    asyncio.run(tell_and_keep(name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
