"""Aggregates: plain classes that meet the `eventsourcing` library's protocol.

Rules are checked in the command method; `record` then makes the event and `on_<event>` only assigns, so that
replay never reads a clock or a rule. (The library's own Aggregate cannot nest msgspec Structs: TypeError.)
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from shared.kernel.envelope import Decision, Occurred
from shared.kernel.events import DomainEvent


@dataclass(frozen=True, slots=True)
class Change:
    """An event that is not stored yet, with what the aggregate knows of its envelope."""

    originator_id: UUID
    originator_version: int
    stream_type: str
    owner_unit: UUID
    founding_unit: UUID
    units: frozenset[UUID]
    event: DomainEvent
    occurred: Occurred | None
    effective_on: date | None
    decision: Decision | None


class Aggregate:
    """One stream of events.

    `STREAM` is its permanent type name (`tasking.task`). `owner_unit` is set by the first event's handler;
    `founding_unit` is that first owner and decides the logical partition for ever.
    """

    STREAM: ClassVar[str]
    owner_unit: UUID
    founding_unit: UUID

    def __init__(self, stream_id: UUID) -> None:
        self.id = stream_id
        self.version = 0
        self._pending: list[Change] = []

    def record(
        self,
        event: DomainEvent,
        *,
        concerns: Iterable[UUID] = (),
        occurred: Occurred | None = None,
        effective_on: date | None = None,
        decision: Decision | None = None,
    ) -> None:
        """Applies the event and keeps it as a pending change; `concerns` names units beside the owner."""
        self.apply(event)
        self._pending.append(
            Change(
                originator_id=self.id,
                originator_version=self.version,
                stream_type=self.STREAM,
                owner_unit=self.owner_unit,
                founding_unit=self.founding_unit,
                units=frozenset({self.owner_unit, *concerns}),
                event=event,
                occurred=occurred,
                effective_on=effective_on,
                decision=decision,
            )
        )

    def apply(self, event: DomainEvent) -> None:
        """Advances the state by one event; used when recording and when replaying."""
        getattr(self, handler_name(type(event)))(event)
        if self.version == 0:
            self.founding_unit = self.owner_unit
        self.version += 1

    @property
    def pending_events(self) -> list[Change]:
        return self._pending

    def collect_events(self) -> list[Change]:
        """Hands over the pending changes, once (the library's CollectEventsProtocol)."""
        collected, self._pending = self._pending, []
        return collected

    @classmethod
    def project(cls, initial: Self | None, stored: Iterable[Any]) -> Self | None:
        """The projector function for the library's `Repository.get`; takes what our mapper returns."""
        aggregate = initial
        for change in stored:
            if aggregate is None:
                aggregate = cls(change.originator_id)
            aggregate.apply(change.event)
        return aggregate


_names: dict[type[DomainEvent], str] = {}


def handler_name(cls: type[DomainEvent]) -> str:
    """`on_part_finished` for `PartFinished`."""
    name = _names.get(cls)
    if name is None:
        name = _names[cls] = "on_" + re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
    return name
