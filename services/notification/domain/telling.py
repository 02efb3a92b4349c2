"""Event → recipients → what they are told: one row for each event that somebody is told of.

Pure: what earlier events said of the matter (its title, its unit, who was told) comes in as `Matter`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from services.notification.domain.vocabulary import Kind, Role
from shared.kernel.clock import end_of_day

Fields = Mapping[str, Any]
Recipient = tuple[str, Role]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice is about; `unit_id` is whom a matter of one unit concerns.

    `told` are those who were called to the meeting, with the unit that called them; `parts` what they are there.
    `concerned` are whom the event itself concerns beside the unit whose event it is.
    """

    kind: str = ""
    title: str = ""
    unit_id: str = ""
    due_at: datetime | None = None
    told: tuple[tuple[str, Role, str], ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    concerned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told, and what an answer is due for; `facts` fill the sentence (wording.py)."""

    kind: Kind
    recipients: tuple[Recipient, ...]
    due_at: datetime | None
    facts: dict[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)  # unit → member or observer


Tell = Callable[[Fields, Matter, str], Telling]  # the last one: the unit whose event it is


def request_submitted(data: Fields, _: Matter, _issuer: str) -> Telling:
    """Before a joint meeting its party committee is asked (M5)."""
    return Telling("request_submitted", ((data["party_committee"], "party_approver"),), None)


def meeting_called(data: Fields, matter: Matter, _issuer: str) -> Telling:
    """M6: to the liaison officer; a unit that has none is told itself."""
    facts = _facts(data, "held_at", "place", "requirements")
    return Telling("meeting_called", _invited(data), matter.due_at, facts, _parts(data))


def meeting_changed(data: Fields, matter: Matter, issuer: str) -> Telling:
    """M6: to those who were called; what others forwarded, they forward again."""
    told = _once((unit, role) for unit, role, by in matter.told if by == issuer)
    facts = _facts(data, "held_at", "place", "requirements", "reason")
    return Telling("meeting_changed", told, matter.due_at, facts, matter.parts)


def meeting_called_off(data: Fields, matter: Matter, _issuer: str) -> Telling:
    """M6: to everybody who was called, by whomever."""
    told = _once((unit, role) for unit, role, _ in matter.told)
    return Telling("meeting_called_off", told, matter.due_at, _facts(data, "reason"))


def meeting_reported(_data: Fields, matter: Matter, _issuer: str) -> Telling:
    """After a joint meeting its party committee gets a report, to be read (M9)."""
    told = _once((unit, "party_approver") for unit in matter.concerned)
    return Telling("meeting_reported", told, None)


def notice_forwarded(data: Fields, _: Matter, _issuer: str) -> Telling:
    """M6: a lower committee's own members, with its own requirements and place."""
    facts = _facts(data, "held_at", "place", "requirements")
    return Telling("notice_forwarded", _invited(data), datetime.fromisoformat(data["held_at"]), facts, _parts(data))


def transmittal(data: Fields, matter: Matter, _issuer: str) -> Telling:
    """M10: each unit named returns how it passed the matter on; those of a widened one, too."""
    told = _once((unit, "liaison") for unit in data["units"])
    return Telling("transmittal", told, matter.due_at)


def return_sent_back(data: Fields, _: Matter, issuer: str) -> Telling:
    """M10: the unit whose return it is mends it."""
    return Telling("return_sent_back", ((issuer, "liaison"),), None, _facts(data, "reason"))


_STEPS: Final = {
    "liaison_officer": "liaison",
    "leader_in_charge": "leader",
    "director": "director",
    "party_committee": "party_approver",
}


def reminder(data: Fields, matter: Matter, _issuer: str) -> Telling:
    """S2: each step of the climb tells the one it names, and nobody twice."""
    return Telling("reminder", _once([(matter.unit_id, _STEPS[data["step"]])]), matter.due_at, _facts(data, "light"))


def supervision_notice(data: Fields, _: Matter, _issuer: str) -> Telling:
    """S3: the lead and the other units answer, each for itself."""
    due_at = end_of_day(date.fromisoformat(data["answer_due"]))
    told = _once((unit, "liaison") for unit in (data["lead"], *data["co_units"]))
    return Telling("supervision_notice", told, due_at, _facts(data, "number", "answer_due", "requirements"))


def topic_answered(state: str) -> Tell:
    """M4: the unit that proposed it; of what the party committee instructed nobody proposed."""

    def tell(data: Fields, matter: Matter, _issuer: str) -> Telling:
        told = _once([(matter.unit_id, "liaison")] if matter.unit_id else [])
        reason = str(data["note"] if state == "accepted" else data["reason"])
        return Telling("topic_answered", told, None, {"state": state, "reason": reason})

    return tell


def _invited(data: Fields) -> tuple[Recipient, ...]:
    return _once(
        (one["unit_id"], "liaison" if one["office"] == "liaison_officer" else "clerk") for one in data["invitations"]
    )


def _parts(data: Fields) -> dict[str, str]:
    return {one["unit_id"]: one["as"] for one in data["invitations"]}


def _facts(data: Fields, *names: str) -> dict[str, str]:
    return {name: str(data[name]) for name in names}


def _once(recipients: Iterable[tuple[str, Any]]) -> tuple[Recipient, ...]:
    return tuple(dict.fromkeys(recipients))


TELLINGS: Final[dict[str, Tell]] = {
    "meeting.meeting.request_submitted": request_submitted,
    "meeting.meeting.notice_issued": meeting_called,
    "meeting.meeting.notice_changed": meeting_changed,
    "meeting.meeting.called_off": meeting_called_off,
    "meeting.meeting.report_submitted": meeting_reported,
    "meeting.forwarded_notice.forwarded": notice_forwarded,
    "meeting.transmittal.issued": transmittal,
    "meeting.transmittal.widened": transmittal,
    "meeting.transmittal_return.sent_back": return_sent_back,
    "meeting.topic.accepted": topic_answered("accepted"),
    "meeting.topic.merged": topic_answered("merged"),
    "meeting.topic.declined": topic_answered("declined"),
    "supervision.watch.reminded": reminder,
    "supervision.case.notice_issued": supervision_notice,
}
