"""An event as the log's table holds it, whatever engine: row → RecordedEvent."""

from functools import lru_cache
from typing import Any

import msgspec

from shared.eventstore.times import moment_of
from shared.kernel.envelope import Envelope, RecordedEvent

_decode = msgspec.json.Decoder(Envelope).decode


@lru_cache(maxsize=2048)
def envelope_in(stored: bytes) -> Envelope:
    """Every consumer of a process reads the same events at about the same time, commands the same committees.

    The bytes say all, and it is frozen.
    """
    return _decode(stored)


def recorded_event(log: str, row: tuple[Any, ...]) -> RecordedEvent:
    """The row: generation, position, recorded time in microseconds, envelope, data, leaf, previous."""
    generation, position, micros, envelope, data, leaf, previous = row
    return RecordedEvent(
        log=log,
        generation=generation,
        position=position,
        recorded_at=moment_of(micros),
        envelope=envelope_in(envelope),
        envelope_bytes=envelope,
        data=data,
        leaf=leaf,
        previous=previous,
    )
