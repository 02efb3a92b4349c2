"""From a change to what is stored, and back: the library's mapper, the envelope, the limits of a batch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import Mapper, StoredEvent, Transcoder

from shared.database.interface import Transaction
from shared.eventstore.interface import Submission
from shared.eventstore.stored import LoggedEvent, StoredChange
from shared.kernel.aggregate import Change
from shared.kernel.command import CommandContext
from shared.kernel.envelope import Envelope, JudgedBy, Occurred, partition_of
from shared.kernel.errors import TooLarge
from shared.kernel.events import EventRegistry, canonical_json
from shared.kernel.ids import derive
from shared.kernel.limits import BATCH_BYTES_MAX, BATCH_EVENTS_MAX, PARTITIONS, UNITS_CONCERNED_MAX
from shared.kernel.text import check_strings

Encoded = tuple[Change, str, int, bytes]  # with the event's stored name, version and data


class BatchTooLarge(TooLarge):
    code = "batch_too_large"


class TooManyUnits(TooLarge):
    code = "too_many_units"


@dataclass(frozen=True)
class MappedEvent(StoredEvent):
    """Encoded, not yet in an envelope: that needs the command it came from."""

    version: int
    change: Change


class SealedEvent(msgspec.Struct, frozen=True, gc=False):
    """An event with its envelope; position, recorded time and leaf are given by the log's writer."""

    envelope: Envelope
    envelope_bytes: bytes
    data: bytes


class PreparedSubmission(msgspec.Struct, frozen=True):
    """A submission with its limits checked and its bytes made, so that the writer only writes."""

    context: CommandContext
    events: Sequence[SealedEvent]
    stream_id: UUID | None = None
    body: dict[str, Any] = {}
    effects: Sequence[Callable[[Transaction], None]] = ()


class CanonicalTranscoder(Transcoder):
    def encode(self, obj: Any) -> bytes:
        return canonical_json(obj)

    def decode(self, data: bytes) -> Any:
        return msgspec.json.decode(data)


class EventMapper(Mapper[UUID]):
    """Typed decoders per event; the library's default builds each event from a dict and its class path."""

    def __init__(self, registry: EventRegistry) -> None:
        super().__init__(CanonicalTranscoder())
        self.registry = registry

    def to_stored_event(self, domain_event: Any) -> MappedEvent:
        """Raises TooLarge, UnknownEvent, ControlCharacters."""
        change: Change = domain_event
        data = self.encoded(change)
        return MappedEvent(
            originator_id=change.originator_id,
            originator_version=change.originator_version,
            topic=change.event.NAME,
            state=data,
            version=change.event.VERSION,
            change=change,
        )

    def encoded(self, change: Change) -> bytes:
        """Raises TooLarge, UnknownEvent, ControlCharacters."""
        data = self.registry.encode(change.event)
        if b"\\u0000" in data:
            check_strings(change.event)
        return data

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Raises UnknownEvent, msgspec.DecodeError."""
        if not isinstance(stored_event, LoggedEvent):
            raise TypeError(f"not an event of this store's recorder: {stored_event!r}")
        _, name, data, version, _ = stored_event.row
        return StoredChange(stored_event, self.registry.decode(name, version, data))


def prepare(submission: Submission, mapper: EventMapper) -> PreparedSubmission:
    """Raises BatchTooLarge, TooManyUnits and what the mapper raises."""
    check_events_count(len(submission.changes))
    encoded = ((each, each.event.NAME, each.event.VERSION, mapper.encoded(each)) for each in submission.changes)
    events = sealed(encoded, submission.context, tuple(submission.judged_by))
    stream_id = submission.stream_id or (events[0].envelope.stream_id if events else None)
    return PreparedSubmission(submission.context, events, stream_id, submission.body, submission.effects)


def prepare_mapped(mapped: Sequence[MappedEvent], context: CommandContext) -> PreparedSubmission:
    """The same for what the library's application saves."""
    check_events_count(len(mapped))
    encoded = ((each.change, each.topic, each.version, each.state) for each in mapped)
    events = sealed(encoded, context, ())
    return PreparedSubmission(context, events, events[0].envelope.stream_id)


def sealed(encoded: Iterable[Encoded], context: CommandContext, judged_by: tuple[JudgedBy, ...]) -> list[SealedEvent]:
    events = [seal(event, context, ordinal, judged_by) for ordinal, event in enumerate(encoded)]
    check_bytes(sum(len(event.data) + len(event.envelope_bytes) for event in events))
    return events


def seal(encoded: Encoded, context: CommandContext, ordinal: int, judged_by: tuple[JudgedBy, ...]) -> SealedEvent:
    """The event's id is derived from the command and its ordinal, so that a repetition collides."""
    change, name, version, data = encoded
    check_units_count(len(change.units))
    envelope = Envelope(
        id=derive("event", context.command_id, ordinal),
        type=name,
        version=version,
        stream_id=change.originator_id,
        stream_type=change.stream_type,
        stream_version=change.originator_version,
        owner_unit=change.owner_unit,
        units=tuple(sorted(change.units)),
        partition=partition_of(change.founding_unit, PARTITIONS),
        actor=context.actor,
        command_id=context.command_id,
        correlation_id=context.correlation_id,
        occurred=change.occurred or context.occurred or Occurred(at=context.now),
        effective_on=change.effective_on,
        decision=change.decision,
        causation_id=context.causation_id,
        traceparent=context.traceparent,
        judged_by=judged_by,
    )
    return SealedEvent(envelope, canonical_json(envelope), data)


def check_events_count(count: int) -> None:
    if count > BATCH_EVENTS_MAX:
        raise BatchTooLarge(f"一次操作最多产生{BATCH_EVENTS_MAX}条记录，请分几次办理。", events=count)


def check_bytes(size: int) -> None:
    if size > BATCH_BYTES_MAX:
        raise BatchTooLarge("一次操作的内容超过1MB，请分几次办理。", bytes=size)


def check_units_count(count: int) -> None:
    if count > UNITS_CONCERNED_MAX:
        raise TooManyUnits(f"一件事最多涉及{UNITS_CONCERNED_MAX}个单位，请分几次办理。", units=count)
