"""Events as they come back from the store, made as cheaply as a long replay wants them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import overload
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from shared.eventstore.logged import envelope_in
from shared.kernel.aggregate import Change
from shared.kernel.envelope import Decision, Envelope, Occurred
from shared.kernel.events import DomainEvent

LoggedRow = tuple[int, str, bytes, int, bytes]  # stream version, type, data, version, envelope


class LoggedEvent(StoredEvent):
    """A stored event as the recorder selects it: its row, read by those who ask for a field.

    Making each field of the library's frozen dataclass was most of what a replay cost.
    """

    __slots__ = ("row", "stream_id")
    stream_id: UUID
    row: LoggedRow

    @classmethod
    def of_row(cls, stream_id: UUID, row: LoggedRow) -> "LoggedEvent":
        event = object.__new__(cls)
        _put_logged_id(event, stream_id)
        _put_row(event, row)
        return event

    @property
    def originator_id(self) -> UUID:
        return self.stream_id

    @property
    def originator_version(self) -> int:
        return self.row[0]

    @property
    def topic(self) -> str:
        return self.row[1]

    @property
    def state(self) -> bytes:
        return self.row[2]

    @property
    def version(self) -> int:
        return self.row[3]

    @property
    def envelope(self) -> bytes:
        return self.row[4]


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
        # `of_row` written out: the call would be a fifth of what an event costs here.
        new, stream_id = object.__new__, self._stream_id
        for row in self._rows:
            event = new(LoggedEvent)
            _put_logged_id(event, stream_id)
            _put_row(event, row)
            yield event


class StoredChange(Change):
    """A change read from the store.

    Replay wants the event alone, so the envelope is decoded only when something of it is asked for.
    """

    __slots__ = ("_logged",)
    _logged: LoggedEvent

    def __init__(self, logged: LoggedEvent, event: DomainEvent) -> None:
        _put_event(self, event)
        _put_logged(self, logged)

    @property
    def originator_id(self) -> UUID:
        return self._logged.stream_id

    @property
    def originator_version(self) -> int:
        return self._logged.row[0]

    @property
    def envelope(self) -> Envelope:
        return envelope_in(self._logged.row[4])

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
_put_logged_id: Callable[[LoggedEvent, UUID], None] = LoggedEvent.__dict__["stream_id"].__set__
_put_row: Callable[[LoggedEvent, LoggedRow], None] = LoggedEvent.__dict__["row"].__set__
_put_event: Callable[[Change, DomainEvent], None] = Change.__dict__["event"].__set__
_put_logged: Callable[[Change, LoggedEvent], None] = StoredChange.__dict__["_logged"].__set__
