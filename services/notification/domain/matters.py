"""What is kept of the matters that notices are about, and which events end their waiting at a desk."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from services.notification.domain.telling import Matter
from shared.kernel.clock import end_of_day

Fields = Mapping[str, Any]
_YEARS = range(1949, 3000)


def meeting(data: Fields) -> Matter:
    return Matter(kind="meeting", title=data["theme"])


def watch(data: Fields) -> Matter:
    return Matter(kind="watch", title=data["text"], unit_id=data["unit_id"], due_at=_end_of(data["due"]))


def _end_of(due: Fields) -> datetime | None:
    """A time inside one action is not the whole's (T4); a year that no calendar counts in is none."""
    if due["scope"] != "item" or due["kind"] not in ("date", "window") or due["date"] is None:
        return None
    day = date.fromisoformat(due["date"])
    return end_of_day(day) if day.year in _YEARS else None


def case(data: Fields) -> Matter:
    return Matter(kind="case", title=data["text"])


# A later event of the same name's matter replaces what was kept.
MATTERS: Final[dict[str, Callable[[Fields], Matter]]] = {
    "meeting.meeting.drafted": meeting,
    "meeting.meeting.revised": meeting,
    "supervision.watch.opened": watch,
    "supervision.case.opened": case,
}


def everybody(_: Fields) -> str | None:
    return ""


def who_answered(data: Fields) -> str | None:
    return str(data["unit_id"])


def when_green(data: Fields) -> str | None:
    """A reminder has done its work once the light is green again."""
    return "" if data["light"] == "green" else None


# Event → the unit for which nothing waits any more: "" for all of them, None for nobody.
ENDINGS: Final[dict[str, Callable[[Fields], str | None]]] = {
    "meeting.meeting.held": everybody,
    "meeting.meeting.filed": everybody,
    "supervision.watch.light_changed": when_green,
    "supervision.watch.closed": everybody,
    "supervision.case.answered": who_answered,
    "supervision.case.closed": everybody,
}
