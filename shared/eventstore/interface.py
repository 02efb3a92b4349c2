"""What an event store offers, whatever engine it is on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from shared.database.interface import Database, Transaction
from shared.kernel.aggregate import Change
from shared.kernel.command import CommandAnswer, CommandContext
from shared.kernel.envelope import RecordedEvent


@dataclass(frozen=True, slots=True)
class Submission:
    """One command's changes, appended whole or not at all.

    `body` is the answer to store. `effects` run in the same transaction after the events are in (tracking rows
    of a policy consumer); when one raises, this submission alone is undone.
    """

    context: CommandContext
    changes: Sequence[Change]
    stream_id: UUID | None = None
    body: dict[str, Any] = field(default_factory=dict)
    judged_by: Sequence[Any] = ()
    effects: Sequence[Callable[[Transaction], None]] = ()


@dataclass(frozen=True, slots=True)
class LogHead:
    generation: int
    position: int
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An accepted command's answer, as it was given."""

    command_id: UUID
    request_digest: bytes
    answer: CommandAnswer


class StreamConflict(Exception):
    """Another command appended to the stream first: load again and judge anew."""


class CommandAlreadyStored(Exception):
    """The command id is in the store: `stored` is what it answered."""

    def __init__(self, stored: StoredAnswer) -> None:
        super().__init__(str(stored.command_id))
        self.stored = stored


class LogReader(Protocol):
    """Reading one service's log: in the same file, in another file, or over gRPC."""

    log: str

    async def head(self) -> LogHead: ...

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        """Events with position > after, in order; `previous` is set in each."""

    async def tails(self) -> dict[int, int]:
        """The last position of each logical partition that has one."""


class Store(LogReader, Database, Protocol):
    """One service's event store."""

    async def append(self, submission: Submission) -> CommandAnswer:
        """Durable when it returns. Concurrent submissions are committed together.

        Raises StreamConflict, CommandAlreadyStored, TooLarge (a batch over its limit).
        """

    async def append_together(self, submissions: Sequence[Submission], turn: str | None = None) -> list[CommandAnswer]:
        """Several commands' changes in one transaction, whole or not at all (a policy's commands)."""

    async def load(self, stream_id: UUID, *, after_version: int = 0, up_to_version: int | None = None) -> list[Change]:
        """A stream's stored events, decoded and upcast, as changes for `Aggregate.project`."""

    async def answer_of(self, command_id: UUID) -> StoredAnswer | None: ...

    async def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before the moment (0: none): as-of questions."""

    async def begin_generation(self) -> LogHead:
        """After a restore: later events belong to a new generation of the log, and readers notice."""
