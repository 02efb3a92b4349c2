"""Event → recipients → what they are told: one row for each event that somebody is told of.

Pure: what a later event says of an earlier one's matter (its title, its unit) comes in as `Matter`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from services.notification.domain.vocabulary import Kind, Role
from shared.kernel.clock import end_of_day

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a notice is about; `unit_id` is whom a matter of one unit concerns."""

    kind: str = ""
    title: str = ""
    unit_id: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told, and what an answer is due for; `facts` fill the sentence (wording.py)."""

    kind: Kind
    recipients: tuple[tuple[str, Role], ...]
    due_at: datetime | None
    facts: dict[str, str] = field(default_factory=dict)


def meeting_called(data: Fields, _: Matter) -> Telling:
    """M6: to the liaison officer; a unit that has none is told itself."""
    recipients = tuple(
        (one["unit_id"], "liaison" if one["office"] == "liaison_officer" else "clerk") for one in data["invitations"]
    )
    facts = {name: str(data[name]) for name in ("held_at", "place", "requirements")}
    return Telling("meeting_called", _typed(recipients), datetime.fromisoformat(data["held_at"]), facts)


_STEPS: Final = {
    "liaison_officer": "liaison",
    "leader_in_charge": "leader",
    "director": "director",
    "party_committee": "party_approver",
}


def reminder(data: Fields, matter: Matter) -> Telling:
    """S2: each step of the climb tells the one it names, and nobody twice."""
    return Telling(
        "reminder", _typed([(matter.unit_id, _STEPS[data["step"]])]), matter.due_at, {"light": data["light"]}
    )


def supervision_notice(data: Fields, _: Matter) -> Telling:
    units = [data["lead"], *data["co_units"]]
    facts = {name: data[name] for name in ("number", "answer_due", "requirements")}
    due_at = end_of_day(date.fromisoformat(data["answer_due"]))
    return Telling("supervision_notice", _typed((unit, "liaison") for unit in units), due_at, facts)


def _typed(recipients: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Role], ...]:
    return tuple(dict.fromkeys(recipients))


TELLINGS: Final[dict[str, Callable[[Fields, Matter], Telling]]] = {
    "meeting.meeting.notice_issued": meeting_called,
    "supervision.watch.reminded": reminder,
    "supervision.case.notice_issued": supervision_notice,
}
