"""The light of an open assignment (S1): a pure function of facts, thresholds, calendar and moment.

Any past light can be recomputed, because the thresholds and calendar editions in force at a moment are events.
"""

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from services.supervision.domain.thresholds import Thresholds
from services.supervision.domain.workdays import WorkCalendar
from shared.kernel.clock import business_day, end_of_day, start_of_day

Reason = Literal["on_course", "due_close", "not_accepted", "progress_overdue", "past_due"]
Stage = Literal["green", "yellow", "red"]  # the same for all committees, so that roll-ups can add them


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """An item's time as tasking states it (T4)."""

    kind: str = "none"
    start: dt.date | None = None
    date: dt.date | None = None
    precision: str | None = None
    text: str = ""
    scope: str = "item"

    @property
    def day(self) -> dt.date | None:
        """The day after which the assignment is late; a time inside one action is not the item's.

        A year that working days cannot be counted in (0001, 9999) must stop no other light: it is no day.
        """
        if self.scope != "item" or self.kind not in ("date", "window") or self.date is None:
            return None
        return self.date if 1949 <= self.date.year <= 2999 else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a light is judged by: the facts of one assignment up to a moment."""

    due: Due
    opened_on: dt.date
    accepted_at: datetime | None
    last_word_at: datetime | None
    finished: bool


@dataclass(frozen=True, slots=True)
class Light:
    stage: Stage
    colour: str
    reason: Reason


def judge(standing: Standing, thresholds: Thresholds, calendar: WorkCalendar, at: datetime) -> Light:
    """The light at a moment."""
    steps = _steps(standing, thresholds, calendar)
    reached = [(level, reason) for moment, level, reason in steps if moment <= at]
    level, reason = max(reached, key=lambda step: step[0], default=(0, "on_course"))
    late = len(thresholds.colours) - 1
    stage: Stage = "green" if level == 0 else "red" if level == late else "yellow"
    return Light(stage, thresholds.colours[level], reason)


def next_change(standing: Standing, thresholds: Thresholds, calendar: WorkCalendar, after: datetime) -> datetime | None:
    """The next moment at which the light can change if nothing happens until then."""
    return min((m for m, _, _ in _steps(standing, thresholds, calendar) if m > after), default=None)


def _steps(standing: Standing, thresholds: Thresholds, calendar: WorkCalendar) -> list[tuple[datetime, int, Reason]]:
    """(from when, colour's index, reason); the first of equal levels gives the reason."""
    if standing.finished:
        return []
    steps: list[tuple[datetime, int, Reason]] = []
    if (due := standing.due.day) is not None:
        steps.append((end_of_day(due), len(thresholds.colours) - 1, "past_due"))
        for index, days in enumerate(thresholds.warn_before_workdays, start=1):
            steps.append((start_of_day(calendar.before(due, days)), index, "due_close"))
    if standing.accepted_at is None:
        last = calendar.after(standing.opened_on, thresholds.accept_within_workdays)
        steps.append((end_of_day(last), 1, "not_accepted"))
    else:
        word = business_day(standing.last_word_at or standing.accepted_at)
        last = calendar.after(word, thresholds.progress_every_workdays)
        steps.append((end_of_day(last), 1, "progress_overdue"))
    return steps
