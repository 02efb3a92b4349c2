"""Deadlines: the clock moves only when everything has settled, and timers fire one by one, in due order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from shared.kernel.clock import Clock, ManualClock, require_utc

Settle = Callable[[], Awaitable[None]]

FIRES_AT_ONE_INSTANT_MAX = 10_000
PAUSE_SECONDS_MIN = 0.1
PAUSE_SECONDS_MAX = 10.0

_log = logging.getLogger("lianxi.messaging")


class Timers(Protocol):
    """Deadlines of a service. Firing again what was fired changes nothing."""

    async def next_due(self) -> datetime | None:
        """The earliest instant at which something is to be done; None: nothing is waiting."""

    async def fire(self, at: datetime) -> None:
        """Does what is due at the instant, with it as occurred time; afterwards it is due no more."""


class TimerStuck(RuntimeError):
    """Firing a timer does not make it less due: a programming error, or its events are parked."""


async def advance(clock: ManualClock, target: datetime, services: Sequence[Timers], settle: Settle) -> int:
    """Moves the clock to the target by way of every deadline up to it; returns how many timers fired.

    Overdue deadlines fire first, with their own instants; the clock itself never goes back.
    """
    target = require_utc(target)
    if target < clock.now():
        raise ValueError(f"the clock does not go back: {target} < {clock.now()}")

    def reach(at: datetime) -> None:
        clock.move_to(max(clock.now(), at))

    fired = await fire_due(target, services, settle, reach)
    clock.move_to(target)
    await settle()
    return fired


async def fire_due(
    until: datetime, services: Sequence[Timers], settle: Settle, reach: Callable[[datetime], None] = lambda at: None
) -> int:
    """Fires everything due up to the moment, settling before and after each; raises TimerStuck."""
    fired, repeated, last = 0, 0, None
    await settle()
    while (earliest := await _earliest(services, until)) is not None:
        at, timers = earliest
        repeated = repeated + 1 if at == last else 0
        if repeated > FIRES_AT_ONE_INSTANT_MAX:
            raise TimerStuck(f"{type(timers).__name__} is still due at {at}")
        reach(at)
        await timers.fire(at)
        await settle()
        fired, last = fired + 1, at
    return fired


async def _earliest(services: Sequence[Timers], until: datetime) -> tuple[datetime, Timers] | None:
    """The earliest deadline; of equal ones that of the service that comes first."""
    due = [(await timers.next_due(), ordinal) for ordinal, timers in enumerate(services)]
    waiting = [(at, ordinal) for at, ordinal in due if at is not None and at <= until]
    if not waiting:
        return None
    at, ordinal = min(waiting)
    return at, services[ordinal]


async def keep_firing(clock: Clock, services: Sequence[Timers], settle: Settle) -> None:
    """Until cancelled, for a clock that moves by itself: the pauses are the machine's time."""
    while True:
        try:
            await fire_due(clock.now(), services, settle)
            due = [at for timers in services if (at := await timers.next_due()) is not None]
        except Exception:  # noqa: BLE001 - a failure is tried again, deadlines do not stop for it
            _log.exception("deadlines are held up")
            due = []
        pause = (min(due) - clock.now()).total_seconds() if due else PAUSE_SECONDS_MAX
        await asyncio.sleep(min(max(pause, PAUSE_SECONDS_MIN), PAUSE_SECONDS_MAX))
