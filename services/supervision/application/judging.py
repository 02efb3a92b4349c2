"""What a light is judged by: thresholds and calendar editions, read from their streams, never from a view that lags."""

from datetime import date, datetime
from typing import Protocol, TypeVar, cast
from uuid import UUID

from services.supervision.domain.light import Light, judge
from services.supervision.domain.thresholds import DEFAULT_THRESHOLDS, CommitteeThresholds, Thresholds
from services.supervision.domain.watch import Watch
from services.supervision.domain.workdays import Calendar, Edition, WorkCalendar
from shared.eventstore.interface import Store
from shared.kernel.aggregate import Aggregate, Change
from shared.kernel.clock import business_day

A = TypeVar("A", bound=Aggregate)


class Streams(Protocol):
    async def find(self, cls: type[A], stream_id: UUID) -> A | None: ...


class StoredStreams:
    """Aggregates as stored, or as they stood at a moment; read once each."""

    def __init__(self, store: Store, at: datetime | None = None) -> None:
        self._store, self._at = store, at
        self._found: dict[UUID, Aggregate | None] = {}

    async def find(self, cls: type[A], stream_id: UUID) -> A | None:
        if stream_id not in self._found:
            changes = await self._store.load(stream_id)
            self._found[stream_id] = cls.project(None, [c for c in changes if self._had_occurred(c)])
        return cast("A | None", self._found[stream_id])

    def _had_occurred(self, change: Change) -> bool:
        return self._at is None or (change.occurred is not None and change.occurred.at <= self._at)


async def light_at(store: Store, watch_id: UUID, at: datetime) -> Light | None:
    """The light of a watch at any moment, recomputed from facts, thresholds and calendar as they stood then (S1).

    None when the watch was not open at that moment.
    """
    streams = StoredStreams(store, at)
    watch = await streams.find(Watch, watch_id)
    if watch is None or watch.closed:
        return None
    thresholds = await thresholds_of(streams, watch.committee_id)
    return judge(watch.standing, thresholds, await calendar_around(streams, at, watch.due.day), at)


async def thresholds_of(streams: Streams, committee_id: UUID) -> Thresholds:
    settings = await streams.find(CommitteeThresholds, CommitteeThresholds.stream_of(committee_id))
    return settings.current if settings else DEFAULT_THRESHOLDS


async def calendar_around(streams: Streams, at: datetime, due: date | None) -> WorkCalendar:
    """The years a light at this moment can reach into: from the year before to the year after."""
    days = [business_day(at), *([due] if due else [])]
    years = range(min(days).year - 1, max(days).year + 2)
    editions: list[Edition] = []
    for year in years:
        calendar = await streams.find(Calendar, Calendar.stream_of(year))
        if calendar is not None:
            editions.append(calendar.current)
    return WorkCalendar(editions)
