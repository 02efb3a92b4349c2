"""The clock moves by way of every deadline, one by one, settled in between."""

import asyncio
from datetime import datetime, timedelta

import pytest

from shared.kernel.clock import ManualClock
from shared.messaging import timers
from shared.messaging.timers import TimerStuck, advance, fire_due, keep_firing
from tests.support.two_services import START


class Deadlines:
    """Does at each instant what its name says; `again` deadlines come anew after a step."""

    def __init__(self, name: str, told: list[str], clock: ManualClock, *after: int) -> None:
        self.name, self.told, self.clock = name, told, clock
        self.due = [START + timedelta(hours=hours) for hours in after]

    async def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    async def fire(self, at: datetime) -> None:
        self.due.remove(at)
        hours = (at - START) // timedelta(hours=1)
        now = (self.clock.now() - START) // timedelta(hours=1)
        self.told.append(f"{self.name}@{hours} at {now}")
        if self.name == "again" and hours < 4:
            self.due.append(at + timedelta(hours=1))


def setting() -> tuple[ManualClock, list[str]]:
    return ManualClock(START), []


async def test_timers_fire_one_by_one_in_due_order_with_the_clock_at_their_instant() -> None:
    clock, told = setting()

    async def settle() -> None:
        told.append("settle")

    services = [Deadlines("first", told, clock, 5, 2), Deadlines("second", told, clock, 2, 9)]
    assert await advance(clock, START + timedelta(hours=6), services, settle) == 3
    assert told == [
        "settle", "first@2 at 2", "settle", "second@2 at 2", "settle", "first@5 at 5", "settle", "settle",
    ]  # fmt: skip
    assert clock.now() == START + timedelta(hours=6)


async def nothing() -> None:
    return None


async def test_a_deadline_that_arises_on_the_way_fires_on_the_way() -> None:
    clock, told = setting()
    await advance(clock, START + timedelta(hours=8), [Deadlines("again", told, clock, 1)], nothing)
    assert told == ["again@1 at 1", "again@2 at 2", "again@3 at 3", "again@4 at 4"]


async def test_an_overdue_deadline_fires_with_its_own_instant_and_the_clock_stays() -> None:
    clock, told = setting()
    clock.advance(timedelta(hours=3))
    await fire_due(clock.now(), [Deadlines("late", told, clock, 1)], nothing)
    assert told == ["late@1 at 3"]


async def test_the_clock_does_not_go_back() -> None:
    clock, _ = setting()
    with pytest.raises(ValueError, match="go back"):
        await advance(clock, START - timedelta(seconds=1), [], nothing)


async def test_a_timer_that_stays_due_is_an_error_and_no_endless_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stuck:
        async def next_due(self) -> datetime:
            return START

        async def fire(self, at: datetime) -> None:
            return None

    monkeypatch.setattr(timers, "FIRES_AT_ONE_INSTANT_MAX", 10)
    with pytest.raises(TimerStuck):
        await fire_due(START, [Stuck()], nothing)


async def test_with_a_clock_that_moves_by_itself_deadlines_fire_and_a_failure_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, told = setting()
    fired = asyncio.Event()
    failures = iter([LookupError("the store is away")])

    class Failing(Deadlines):
        async def fire(self, at: datetime) -> None:
            for failure in failures:
                raise failure
            await super().fire(at)
            fired.set()

    monkeypatch.setattr(timers, "PAUSE_SECONDS_MAX", 0.01)
    clock.advance(timedelta(hours=1))
    firing = asyncio.create_task(keep_firing(clock, [Failing("due", told, clock, 1)], nothing))
    async with asyncio.timeout(5):
        await fired.wait()
    firing.cancel()
    assert told == ["due@1 at 1"]
