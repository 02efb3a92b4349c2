"""Receipts of a notice as their page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.console.application.words import MODES, SEATS
from shared.kernel.envelope import Actor

STATES: Final[Mapping[str, str]] = {
    "attending": "参加",
    "declined": "不能参加",
    "outdated": "通知改过，等重新确认",
    "waiting": "还没有回执",
}
TONES: Final[Mapping[str, str]] = {"attending": "done", "declined": "late", "outdated": "wait", "waiting": "next"}


def state_of(row: Mapping[str, Any]) -> tuple[str, str]:
    return STATES[row["state"]], TONES[row["state"]]


def answer_words(row: Mapping[str, Any]) -> str:
    """Who comes and how, or why nobody does."""
    if not row["answers"]:
        return ""
    answer = row["answers"][-1]
    if not answer["attending"]:
        return str(answer["reason"])
    said = [MODES[answer["mode"]], f"{answer['heads']}人"]
    said += [SEATS[answer["seat"]]] if answer["seat"] else []
    return "，".join([*said, *(answer[name] for name in ("office", "reason") if answer[name])])


def as_forwarded(notices: Sequence[Mapping[str, Any]], board: Mapping[str, Any]) -> dict[str, Any]:
    """The meeting as far as a forwarded notice tells of it."""
    notice = next(one for one in notices if one["committee_id"] == str(board["committee_id"]))
    last = notice["rounds"][-1]
    return {
        "meeting_id": notice["meeting_id"],
        "theme": notice["theme"],
        "kinds": [],
        "stage": board["stage"],
        "agenda": [],
        "notice": {
            "held_at": last["held_at"],
            "place": last["place"],
            "requirements": "\n".join(filter(None, (last["source_requirements"], last["requirements"]))),
            "invitations": [],
        },
    }


def after_telling(board: Mapping[str, Any], unit: str, actor: Actor) -> tuple[str, ...]:
    """The forms about what a unit was told: for who told it, and of its own link for the unit itself."""
    role = actor.role
    if str(board["committee_id"]) == str(actor.unit_id):
        return {"clerk": ("resend", "renew-link"), "director": ("resend", "renew-link")}.get(role, ())
    return ("renew-link",) if unit == str(actor.unit_id) and role in ("clerk", "liaison") else ()


@dataclass(frozen=True, slots=True)
class Forwarding:
    """A notice that the visitor's unit got and can send on; `through` is who forwarded it to it, "": nobody."""

    through: str


def forwarding_of(
    board: Mapping[str, Any], meeting: Mapping[str, Any], notices: Sequence[Mapping[str, Any]], unit: str, now: datetime
) -> Forwarding | None:
    """Of the notice that the board is about: one that the unit got, or that it forwarded itself, to more units."""
    shown = str(board["committee_id"])
    by_committee = {one["committee_id"]: one for one in notices}
    source = by_committee[unit]["source_committee"] if shown == unit and unit in by_committee else shown
    is_asked = source != shown or unit in {row["unit_id"] for row in board["items"]}
    through = "" if source == meeting.get("committee_id") else source
    notice = by_committee[through]["rounds"][-1] if through in by_committee else meeting["notice"]
    if not is_asked or meeting["stage"] != "noticed" or datetime.fromisoformat(notice["held_at"]) <= now:
        return None
    return Forwarding(through)
