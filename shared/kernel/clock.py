"""Time enters as an argument; a clock is injected once, at the edge.

Business time (occurred, recorded, lights, deadlines) comes from here. Tokens, leases, retries and metrics
use the machine's clock instead.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, UTC."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """A clock that only moves when told to; a server gets it only through `--clock manual`."""

    def __init__(self, now: datetime) -> None:
        self._now = require_utc(now)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Raises ValueError when the moment lies before the present one."""
        moment = require_utc(moment)
        if moment < self._now:
            raise ValueError(f"the clock does not go back: {moment} < {self._now}")
        self._now = moment

    def advance(self, step: timedelta) -> None:
        self.move_to(self._now + step)


def require_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {moment!r}")
    return moment.astimezone(UTC)


def business_day(moment: datetime) -> date:
    """The day in China on which a moment lies."""
    return moment.astimezone(SHANGHAI).date()


def start_of_day(day: date) -> datetime:
    """The first moment of a day in China, as UTC."""
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first moment after a day in China, as UTC: what is due on the day is late from then on."""
    return start_of_day(day + timedelta(days=1))
