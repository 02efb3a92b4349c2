"""A log of events that tests make up: what another service would have published."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.kernel.envelope import Actor, Envelope, Occurred, RecordedEvent
from shared.kernel.events import canonical_json
from shared.kernel.ids import derive
from tests.support.golden_logs import GoldenLog, record
from tests.support.histories import GoldenEvent


class MadeLog(GoldenLog):
    def __init__(self, log: str) -> None:
        super().__init__(log, [])
        self._tail = 0

    def add(
        self, name: str, stream: UUID, data: Mapping[str, Any], owner: UUID, at: datetime, concerns: Sequence[UUID] = ()
    ) -> RecordedEvent:
        """Recorded when it occurred; all in one logical partition."""
        position = len(self.events) + 1
        envelope = Envelope(
            id=derive("made-event", self.log, position),
            type=name,
            version=1,
            stream_id=stream,
            stream_type=name.rpartition(".")[0],
            stream_version=position,
            owner_unit=owner,
            units=tuple(sorted({owner, *concerns}, key=str)),
            partition=7,
            actor=Actor(unit_id=owner, role="clerk", person_id=derive("made-person", owner)),
            command_id=derive("made-command", self.log, position),
            correlation_id=derive("made-command", self.log, position),
            occurred=Occurred(at=at),
        )
        event = record(self.log, position, at, GoldenEvent(envelope, canonical_json(dict(data))), self._tail)
        self._tail = position
        self.events.append(event)
        return event
