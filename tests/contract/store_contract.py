"""What every event store must do, whatever engine it is on.

A test module for an engine subclasses the classes below and gives the fixture `engine`.
"""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import pytest

from shared.database.interface import Table
from shared.eventstore.interface import LogReader, Store
from shared.kernel.clock import Clock, ManualClock
from shared.kernel.events import EventRegistry
from tests.support.notes import NOTES, START


class OpenStore(Store, Protocol):
    def close(self) -> None: ...


class StoreEngine(Protocol):
    def open(self, service: str, registry: EventRegistry, clock: Clock, tables: Sequence[Table] = ()) -> OpenStore:
        """The same service again finds what it stored."""

    def follow(self, service: str) -> LogReader:
        """Another service's view of the log."""


class StoreContract:
    @pytest.fixture
    def engine(self) -> StoreEngine:
        raise NotImplementedError("a subclass names its engine")

    @pytest.fixture
    def clock(self) -> ManualClock:
        return ManualClock(START)

    @pytest.fixture
    def store(self, engine: StoreEngine, clock: ManualClock) -> Iterator[OpenStore]:
        store = engine.open("notes", NOTES, clock)
        yield store
        store.close()


class UnsteadyClock:
    """A machine's clock that somebody sets back."""

    def __init__(self, moments: Sequence[datetime]) -> None:
        self._moments = list(moments)

    def now(self) -> datetime:
        return self._moments.pop(0)


def microseconds(count: int) -> timedelta:
    return timedelta(microseconds=count)


async def yield_once() -> None:
    """Lets a task that was just created run up to its first wait."""
    await asyncio.sleep(0)
