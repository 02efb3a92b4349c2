"""The envelope of an event, final from the first one, and its leaf.

Three times: occurred (business, with its precision), effective (from when it counts), recorded (log).
"""

import hashlib
import struct
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from uuid import UUID

import msgspec

Precision = Literal["instant", "day", "month", "year"]


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who acts: a person for one unit in one role, or a service (then `person_id` is None)."""

    unit_id: UUID
    role: str
    person_id: UUID | None = None

    @property
    def is_service(self) -> bool:
        return self.role.startswith("service:")


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """On whose decision someone recorded this, and by which evidence.

    `words` and `scan` are digests in the content store of the service that owns the event.
    """

    unit_id: UUID
    decided_on: date
    person_id: UUID | None = None
    words: str | None = None
    scan: str | None = None


class Occurred(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    at: datetime
    precision: Precision = "instant"


class JudgedBy(msgspec.Struct, frozen=True, kw_only=True):
    """The position of another log's replica a rule was judged by."""

    log: str
    generation: int
    position: int


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything about an event but its data and its place in the log.

    `units` are the units concerned, the owner among them, sorted; `effective_on` is the day from which the
    fact counts; `partition` the logical partition of the unit that owned the stream when it began.
    """

    id: UUID
    type: str
    version: int
    stream_id: UUID
    stream_type: str
    stream_version: int
    owner_unit: UUID
    units: tuple[UUID, ...]
    partition: int
    actor: Actor
    command_id: UUID
    correlation_id: UUID
    occurred: Occurred
    effective_on: date | None = None
    decision: Decision | None = None
    causation_id: UUID | None = None
    traceparent: str | None = None
    judged_by: tuple[JudgedBy, ...] = ()


class LogPosition(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A place in one service's log. Text form: `tasking:1:42`."""

    log: str
    generation: int
    position: int

    def __str__(self) -> str:
        return f"{self.log}:{self.generation}:{self.position}"

    @classmethod
    def parse(cls, text: str) -> "LogPosition":
        """Raises ValueError."""
        log, generation, position = text.split(":")
        return cls(log=log, generation=int(generation), position=int(position))


class RecordedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the log holds it.

    `envelope_bytes` and `data` are the stored, canonical bytes; `previous` is the position of the event before
    this one in the same logical partition (0: none), added from the index by whoever reads the log.
    """

    log: str
    generation: int
    position: int
    recorded_at: datetime
    envelope: Envelope
    envelope_bytes: bytes
    data: bytes
    leaf: bytes
    previous: int = 0

    @property
    def at(self) -> LogPosition:
        return LogPosition(log=self.log, generation=self.generation, position=self.position)

    def fields(self) -> dict[str, object]:
        """The data as plain JSON values: for consumers, who never import another service's classes."""
        return msgspec.json.decode(self.data, type=dict[str, object])


def leaf_digest(log: str, generation: int, position: int, recorded_at: datetime, envelope: bytes, data: bytes) -> bytes:
    """SHA-256 over the whole event (docs/leaf.md).

    Encoding: the ASCII tag `lianxi.leaf.1` and each part in the order of the arguments, each preceded by its
    length as 8 bytes big-endian; numbers as decimal ASCII, the moment as integer microseconds since 1970 UTC.
    """
    return leaf_digest_at(log, generation, position, (recorded_at - _EPOCH) // _MICROSECOND, envelope, data)


def leaf_digest_at(log: str, generation: int, position: int, micros: int, envelope: bytes, data: bytes) -> bytes:
    """The same for who holds the moment as microseconds since 1970 UTC."""
    parts = (b"lianxi.leaf.1", log.encode(), b"%d" % generation, b"%d" % position, b"%d" % micros, envelope, data)
    # One pass over joined bytes: feeding a digest piece by piece costs more than digesting.
    return hashlib.sha256(b"".join([_LENGTH(len(part)) + part for part in parts])).digest()


@lru_cache(maxsize=8192)
def partition_of(unit_id: UUID, partitions: int) -> int:
    """The logical partition of a unit: the first 8 bytes of SHA-256 over its id, modulo."""
    return int.from_bytes(hashlib.sha256(unit_id.bytes).digest()[:8], "big") % partitions


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MICROSECOND = datetime.resolution
_LENGTH = struct.Struct(">Q").pack
