"""Consumers: what a service does with events, its own and others'.

A projection writes rows; a policy answers with commands. Both are called by the inbox, which owns the
transaction, the tracking row per (source log, generation, logical partition), duplicates, gaps and parking.
A consumer's name is permanent: its tracking hangs on it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, runtime_checkable
from uuid import UUID

from shared.database.interface import Reader, Table, Transaction
from shared.kernel.command import Command
from shared.kernel.envelope import RecordedEvent


class _EveryName(tuple[str, ...]):
    """Names that hold whatever name is asked for."""

    __slots__ = ()

    def __contains__(self, name: Any) -> bool:
        return True


# A source of which every event is read, also one whose name nobody knows yet: audit's copy.
EVERY_EVENT: Final[Sequence[str]] = _EveryName()


class Projection(Protocol):
    """One or several tables kept from events. Rebuilt beside the live one by name."""

    name: str
    tables: Sequence[Table]
    sources: Mapping[str, Sequence[str]]  # log → event names it reads

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        """Must give the same rows whenever it is run over the same log."""


@runtime_checkable
class BatchedProjection(Projection, Protocol):
    """A projection that can do a batch with fewer statements than event by event."""

    def apply_all(self, events: Sequence[RecordedEvent], tx: Transaction) -> None:
        """Leaves the rows that `apply` would. When it raises, all is undone and the batch goes through `apply`."""


@dataclass(frozen=True, slots=True)
class PolicyCommand:
    """A command a policy wants given. `target` names the thing it is about: id = uuid5(cause, policy, target)."""

    command: Command
    target: UUID | str
    acting_unit: UUID


Decide = Callable[[RecordedEvent, Reader], Awaitable[Sequence[PolicyCommand]]]


@dataclass(frozen=True, slots=True)
class Policy:
    """One consumer of one log: event name → a pure `when_<event>_then_<command>(event, view)`.

    Events of one log that depend on each other's order belong to one policy: two consumers of the same log
    progress independently. Its name is permanent (`supervision.follow_tasks`).
    """

    name: str
    log: str
    when: Mapping[str, Decide]


@dataclass(frozen=True, slots=True)
class Incomplete:
    """What a view lacks: streams that are parked for its consumer.

    `lost` is not 0 when a restore undid events up to that position which the view still shows: rebuild it.
    """

    consumer: str
    parked: int
    streams: Sequence[UUID] = field(default_factory=tuple)
    lost: int = 0
