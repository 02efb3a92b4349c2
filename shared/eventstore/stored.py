"""Events as they come back from the store, made as cheaply as a long replay wants them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent

from shared.kernel.aggregate import Change
from shared.kernel.envelope import Decision, Envelope, Occurred
from shared.kernel.events import DomainEvent

LoggedRow = tuple[int, str, bytes, int, bytes]  # stream version, type, data, version, envelope

_envelopes = msgspec.json.Decoder(Envelope)


@dataclass(frozen=True)
class LoggedEvent(StoredEvent):
    """A stored event as the recorder selects it."""

    version: int
    envelope: bytes

    @classmethod
    def of_row(cls, stream_id: UUID, row: LoggedRow) -> "LoggedEvent":
        """A frozen dataclass sets each field through object.__setattr__, which is most of what a replay costs."""
        event = object.__new__(cls)
        fields = event.__dict__
        fields["originator_id"] = stream_id
        fields["originator_version"], fields["topic"], fields["state"], fields["version"], fields["envelope"] = row
        return event


class LoggedStream(Sequence[StoredEvent]):
    """A stream's selected rows, made into events one by one: a long history kept whole only feeds the collector."""

    def __init__(self, stream_id: UUID, rows: Sequence[LoggedRow]) -> None:
        self._stream_id = stream_id
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> StoredEvent: ...
    @overload
    def __getitem__(self, index: slice) -> "LoggedStream": ...
    def __getitem__(self, index: int | slice) -> "StoredEvent | LoggedStream":
        if isinstance(index, slice):
            return LoggedStream(self._stream_id, self._rows[index])
        return LoggedEvent.of_row(self._stream_id, self._rows[index])

    def __iter__(self) -> Iterator[StoredEvent]:
        of_row, stream_id = LoggedEvent.of_row, self._stream_id
        return (of_row(stream_id, row) for row in self._rows)


class StoredChange(Change):
    """A change read from the store.

    Replay wants the event alone, so the envelope is decoded only when something of it is asked for.
    """

    __slots__ = ("_envelope_bytes",)
    _envelope_bytes: bytes

    def __init__(self, stream_id: UUID, stream_version: int, event: DomainEvent, envelope: bytes) -> None:
        _put_stream_id(self, stream_id)
        _put_stream_version(self, stream_version)
        _put_event(self, event)
        _put_envelope(self, envelope)

    @property
    def envelope(self) -> Envelope:
        return _envelopes.decode(self._envelope_bytes)

    @property
    def stream_type(self) -> str:
        return self.envelope.stream_type

    @property
    def owner_unit(self) -> UUID:
        return self.envelope.owner_unit

    @property
    def founding_unit(self) -> UUID:
        """Only a stream's first event tells it (its owner); raises LookupError for a later one."""
        if self.originator_version > 1:
            raise LookupError("the founding unit is the owner of the stream's first event")
        return self.owner_unit

    @property
    def units(self) -> frozenset[UUID]:
        return frozenset(self.envelope.units)

    @property
    def occurred(self) -> Occurred:
        return self.envelope.occurred

    @property
    def effective_on(self) -> date | None:
        return self.envelope.effective_on

    @property
    def decision(self) -> Decision | None:
        return self.envelope.decision


# A frozen dataclass guards its fields; the slots' own setters are the short way around, and replay takes it often.
_put_stream_id: Callable[[Change, UUID], None] = Change.__dict__["originator_id"].__set__
_put_stream_version: Callable[[Change, int], None] = Change.__dict__["originator_version"].__set__
_put_event: Callable[[Change, DomainEvent], None] = Change.__dict__["event"].__set__
_put_envelope: Callable[[Change, bytes], None] = StoredChange.__dict__["_envelope_bytes"].__set__
