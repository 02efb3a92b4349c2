"""What is kept of the matters that notices are about, and which events end their waiting at a desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from services.notification.domain.telling import Matter
from services.notification.domain.vocabulary import Kind
from shared.kernel.clock import end_of_day

Fields = Mapping[str, Any]
_YEARS = range(1949, 3000)
# Streams that are about a meeting and are not the meeting's own.
_OF_A_MEETING: Final = ("meeting.receipt.", "meeting.forwarded_notice.")
CALLS: Final[tuple[Kind, ...]] = ("meeting_called", "meeting_changed", "notice_forwarded")


def matter_id(event: str, stream_id: str, data: Fields) -> str:
    if event == "meeting.transmittal_return.submitted":
        return str(data["transmittal_id"])
    return str(data["meeting_id"]) if event.startswith(_OF_A_MEETING) else stream_id


def meeting(data: Fields, known: Matter) -> Matter:
    return replace(known, kind="meeting", title=data["theme"])


def called(data: Fields, known: Matter) -> Matter:
    return replace(known, kind="meeting", due_at=datetime.fromisoformat(data["held_at"]))


def watch(data: Fields, _: Matter) -> Matter:
    return Matter(kind="watch", title=data["text"], unit_id=data["unit_id"], due_at=_end_of(data["due"]))


def _end_of(due: Fields) -> datetime | None:
    """A time inside one action is not the whole's (T4); a year that no calendar counts in is none."""
    if due["scope"] != "item" or due["kind"] not in ("date", "window") or due["date"] is None:
        return None
    day = date.fromisoformat(due["date"])
    return end_of_day(day) if day.year in _YEARS else None


def case(data: Fields, _: Matter) -> Matter:
    return Matter(kind="case", title=data["text"])


def transmittal(data: Fields, _: Matter) -> Matter:
    due_at = end_of_day(date.fromisoformat(data["due_on"])) if data["due_on"] else None
    return Matter(kind="transmittal", title=data["title"], due_at=due_at)


def topic(data: Fields, _: Matter) -> Matter:
    return Matter(kind="topic", title=data["subject"], unit_id=data["unit_id"])


def sent_back(_: Fields, known: Matter) -> Matter:
    return replace(known, kind="transmittal_return")


MATTERS: Final[dict[str, Callable[[Fields, Matter], Matter]]] = {
    "meeting.meeting.drafted": meeting,
    "meeting.meeting.revised": meeting,
    "meeting.meeting.notice_issued": called,
    "meeting.meeting.notice_changed": called,
    "meeting.transmittal.issued": transmittal,
    "meeting.transmittal_return.sent_back": sent_back,
    "meeting.topic.proposed": topic,
    "supervision.watch.opened": watch,
    "supervision.case.opened": case,
}


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing waits any more; narrowed by unit, by who told, by kind, where these are given."""

    unit_id: str = ""
    issuer_id: str = ""
    kinds: tuple[Kind, ...] = ()


Endings = Sequence[Ended]


def all_of_it(_: Fields, _issuer: str) -> Endings:
    return [Ended()]


def the_request(_: Fields, _issuer: str) -> Endings:
    return [Ended(kinds=("request_submitted",))]


def former_calls(_: Fields, issuer: str) -> Endings:
    """A changed notice takes the place of its former; what others forwarded stays until they forward the change."""
    return [Ended(issuer_id=issuer, kinds=CALLS)]


def every_call(_: Fields, _issuer: str) -> Endings:
    return [Ended(kinds=CALLS)]


def all_but_the_report(_: Fields, _issuer: str) -> Endings:
    """A meeting can be filed on the day of its report, which is read all the same."""
    return [Ended(kinds=("request_submitted", "meeting_called_off", *CALLS))]


def former_forwarding(data: Fields, issuer: str) -> Endings:
    """A later forwarding to a unit takes the place of the one before it."""
    return [Ended(unit_id=one["unit_id"], issuer_id=issuer, kinds=CALLS) for one in data["invitations"]]


def answered_call(data: Fields, _issuer: str) -> Endings:
    return [Ended(unit_id=data["unit_id"], issuer_id=data["committee_id"], kinds=CALLS)]


def own_answer(data: Fields, _issuer: str) -> Endings:
    return [Ended(unit_id=data["unit_id"])]


def when_green(data: Fields, _issuer: str) -> Endings:
    """A reminder has done its work once the light is green again."""
    return [Ended()] if data["light"] == "green" else []


ENDINGS: Final[dict[str, Callable[[Fields, str], Endings]]] = {
    "meeting.meeting.request_returned": the_request,
    "meeting.meeting.request_approved": the_request,
    "meeting.meeting.notice_changed": former_calls,
    "meeting.meeting.called_off": every_call,
    "meeting.meeting.held": all_of_it,
    "meeting.meeting.filed": all_but_the_report,
    "meeting.forwarded_notice.forwarded": former_forwarding,
    "meeting.receipt.returned": answered_call,
    "meeting.transmittal_return.submitted": own_answer,
    "meeting.transmittal_return.corrected": all_of_it,
    "meeting.transmittal_return.accepted": all_of_it,
    "meeting.topic.accepted": all_of_it,
    "meeting.topic.merged": all_of_it,
    "meeting.topic.declined": all_of_it,
    "supervision.watch.light_changed": when_green,
    "supervision.watch.closed": all_of_it,
    "supervision.case.answered": own_answer,
    "supervision.case.closed": all_of_it,
}
