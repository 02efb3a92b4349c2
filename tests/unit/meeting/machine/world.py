"""The streams of one run, and everything that was stored, in order: what the oracle reads.

A command is judged by the aggregate as its stored events make it, never by one that a refused command touched.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from shared.kernel.aggregate import Aggregate, Change
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive

A = TypeVar("A", bound=Aggregate)
BEGINNING = date(2023, 9, 1)
COMMITTEE, PARTY, OTHER_PARTY = derive("committee"), derive("party committee"), derive("another party committee")
MEMBERS = tuple(derive("member", number) for number in range(3))
OBSERVER, STRANGER = derive("observer"), derive("stranger")
DIRECTOR, DEPUTY, NOBODY = derive("director"), derive("deputy"), derive("nobody")
OFFICES = {DIRECTOR: frozenset({"director"}), DEPUTY: frozenset({"deputy_director"}), NOBODY: frozenset[str]()}


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as it was stored: by which stream, on which business day, by whose decision."""

    stream: UUID
    name: str
    on: date
    change: Change

    @property
    def event(self) -> Any:
        return self.change.event


@dataclass(slots=True)
class World:
    today: date = BEGINNING
    log: list[Stored] = field(default_factory=list)
    refused: list[tuple[str, str, str | None]] = field(default_factory=list)
    _streams: dict[UUID, list[Change]] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 1, tzinfo=UTC)

    def pass_days(self, days: int) -> None:
        self.today += timedelta(days=days)

    def load(self, cls: type[A], stream: UUID) -> A:
        """Empty when nothing was stored of it."""
        return cls.project(None, self._streams.get(stream, ())) or cls(stream)

    def has(self, stream: UUID) -> bool:
        return stream in self._streams

    def give(self, name: str, *aggregates: Aggregate, command: Callable[[], Any]) -> str | None:
        """Stores what the aggregates recorded together; returns the code of the refusal, and stores nothing then."""
        try:
            command()
        except Refusal as refusal:
            self.refused.append((name, refusal.code, refusal.rule))
            return refusal.code
        for aggregate in aggregates:
            self.store(aggregate)
        return None

    def store(self, aggregate: Aggregate) -> None:
        for change in aggregate.collect_events():
            self._streams.setdefault(aggregate.id, []).append(change)
            self.log.append(Stored(aggregate.id, change.event.NAME, self.today, change))

    def of(self, stream: UUID, *names: str) -> list[Stored]:
        wanted = {f"meeting.{name}" for name in names}
        return [one for one in self.log if one.stream == stream and (not names or one.name in wanted)]

    def streams(self, first: str) -> list[UUID]:
        """Those that began with this event."""
        return [one.stream for one in self.log if one.name == f"meeting.{first}" and one.change.originator_version == 1]
