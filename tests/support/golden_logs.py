"""A golden history as a log: the same bytes at positions 1, 2, 3 …, recorded when they occurred."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from shared.eventstore.interface import LogHead
from shared.kernel.envelope import RecordedEvent, leaf_digest
from shared.kernel.events import canonical_json
from tests.support.histories import HISTORIES, GoldenEvent, golden

SERVICES = ("organization", "meeting", "tasking", "supervision", "reporting")
_TICK = timedelta(microseconds=1)


class GoldenLog:
    """A LogReader over events in memory; tests may put other bytes in their places."""

    def __init__(self, log: str, events: Sequence[GoldenEvent]) -> None:
        self.log = log
        self.events = _recorded(log, events)

    async def head(self) -> LogHead:
        return LogHead(1, len(self.events), self.events[-1].recorded_at if self.events else None)

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        following = [event for event in self.events if event.position > after]
        return [one for one in following if partition in (None, one.envelope.partition)][:limit]

    async def tails(self) -> dict[int, int]:
        return {event.envelope.partition: event.position for event in self.events}


def _recorded(log: str, events: Sequence[GoldenEvent]) -> list[RecordedEvent]:
    made: list[RecordedEvent] = []
    tails: dict[int, int] = defaultdict(int)
    for position, event in enumerate(events, 1):
        earliest = made[-1].recorded_at + _TICK if made else event.envelope.occurred.at
        partition = event.envelope.partition
        made.append(record(log, position, max(earliest, event.envelope.occurred.at), event, tails[partition]))
        tails[partition] = position
    return made


def record(log: str, position: int, recorded_at: datetime, event: GoldenEvent, previous: int = 0) -> RecordedEvent:
    envelope = canonical_json(event.envelope)
    return RecordedEvent(
        log=log,
        generation=1,
        position=position,
        recorded_at=recorded_at,
        envelope=event.envelope,
        envelope_bytes=envelope,
        data=event.data,
        leaf=leaf_digest(log, 1, position, recorded_at, envelope, event.data),
        previous=previous,
    )


def histories(service: str) -> list[list[GoldenEvent]]:
    """Every kept history of a service, the oldest first."""
    return [golden(path) for path in sorted((HISTORIES / service).glob("*.jsonl"))]


def golden_logs() -> dict[str, GoldenLog]:
    """The first kept history of each service: they were told together."""
    return {service: GoldenLog(service, histories(service)[0]) for service in SERVICES}
