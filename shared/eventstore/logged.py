"""An event as the log's table holds it, whatever engine: row → RecordedEvent."""

from typing import Any

import msgspec

from shared.eventstore.times import moment_of
from shared.kernel.envelope import Envelope, RecordedEvent

_envelopes = msgspec.json.Decoder(Envelope)


def recorded_event(log: str, row: tuple[Any, ...]) -> RecordedEvent:
    """The row: generation, position, recorded time in microseconds, envelope, data, leaf, previous."""
    generation, position, micros, envelope, data, leaf, previous = row
    return RecordedEvent(
        log=log,
        generation=generation,
        position=position,
        recorded_at=moment_of(micros),
        envelope=_envelopes.decode(envelope),
        envelope_bytes=envelope,
        data=data,
        leaf=leaf,
        previous=previous,
    )
