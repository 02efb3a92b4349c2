"""Consumers: what a service does with events, its own and others'.

A projection writes rows; a policy answers with commands. Both are called by the inbox, which owns the
transaction, the tracking row per (source log, generation, logical partition), duplicates, gaps and parking.
A consumer's name is permanent: its tracking hangs on it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from shared.database.interface import Reader, Table, Transaction
from shared.kernel.command import Command
from shared.kernel.envelope import RecordedEvent


class Projection(Protocol):
    """One or several tables kept from events. Rebuilt beside the live one by name."""

    name: str
    tables: Sequence[Table]
    sources: Mapping[str, Sequence[str]]  # log → event names it reads

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        """Must give the same rows whenever it is run over the same log."""


@dataclass(frozen=True, slots=True)
class PolicyCommand:
    """A command a policy wants given. `target` names the thing it is about: id = uuid5(cause, policy, target)."""

    command: Command
    target: UUID | str
    acting_unit: UUID


@dataclass(frozen=True, slots=True)
class Policy:
    """`decide` is pure: it reads the event and the given view, nothing else."""

    name: str  # when_resolution_consented_then_draft_plan
    log: str
    event: str
    decide: Callable[[RecordedEvent, Reader], "Decisions"]


class Decisions(Protocol):
    """An awaitable of policy commands; awaiting only ever reads the view."""

    def __await__(self): ...  # type: ignore[no-untyped-def]


@dataclass(frozen=True, slots=True)
class Incomplete:
    """What a view lacks: streams that are parked for its consumer."""

    consumer: str
    parked: int
    streams: Sequence[UUID] = field(default_factory=tuple)
