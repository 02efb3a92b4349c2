"""Commands and the context in which one is given."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from shared.kernel.envelope import Actor, LogPosition, Occurred


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all commands; the class name, in the imperative, is its name everywhere (`AcceptTask`)."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Who gives a command, when, why.

    `command_id` is unique for ever: derived from service, acting unit and idempotency key, or from a policy's
    cause. `now` is the business clock; `cause_recorded_at` a floor for the new events' recorded time.
    `request_digest` tells the same key with another body apart.
    """

    command_id: UUID
    actor: Actor
    now: datetime
    correlation_id: UUID
    causation_id: UUID | None = None
    cause_recorded_at: datetime | None = None
    traceparent: str | None = None
    occurred: Occurred | None = None
    expected_version: int | None = None
    request_digest: bytes = b""


@dataclass(frozen=True, slots=True)
class CommandAnswer:
    """What an accepted command answers; stored with its events and given again for the same key."""

    stream_id: UUID | None
    version: int
    position: LogPosition
    body: dict[str, Any] = field(default_factory=dict)
