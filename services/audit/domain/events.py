"""An event as audit reads it: plain JSON, none of the services' classes."""

from datetime import datetime
from typing import Any

import msgspec

from shared.kernel.envelope import leaf_digest

Fields = dict[str, Any]


class OccurredAt(msgspec.Struct, frozen=True):
    at: datetime


class ActedBy(msgspec.Struct, frozen=True):
    unit_id: str
    role: str
    person_id: str | None = None


class Head(msgspec.Struct, frozen=True):
    """What audit needs of an envelope; ids stay text."""

    type: str
    version: int
    stream_id: str
    stream_type: str
    stream_version: int
    owner_unit: str
    units: tuple[str, ...]
    partition: int
    actor: ActedBy
    occurred: OccurredAt
    effective_on: str | None = None
    decision: Fields | None = None


class CopiedEvent(msgspec.Struct, frozen=True):
    """An event of audit's own copy, its bytes as they were first read. `recorded_at` is UTC."""

    log: str
    generation: int
    position: int
    recorded_at: datetime
    head: Head
    envelope: bytes
    data: bytes
    leaf: bytes

    @property
    def place(self) -> str:
        return f"{self.log}:{self.generation}:{self.position}"

    @property
    def is_whole(self) -> bool:
        """Whether the bytes still give the leaf."""
        return self.leaf == leaf_of(self)

    def fields(self) -> Fields:
        fields: Fields = _json.decode(self.data)
        return fields


def leaf_of(event: CopiedEvent) -> bytes:
    return leaf_digest(event.log, event.generation, event.position, event.recorded_at, event.envelope, event.data)


def head_of(envelope: bytes) -> Head:
    """Raises msgspec.DecodeError."""
    return _heads.decode(envelope)


_json = msgspec.json.Decoder()
_heads = msgspec.json.Decoder(Head)
