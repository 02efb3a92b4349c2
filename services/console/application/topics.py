"""Topics as their pages show them."""

from collections.abc import Mapping
from typing import Any, Final

STATES: Final[Mapping[str, str]] = {
    "proposed": "待答复",
    "accepted": "已采纳",
    "merged": "已并入",
    "declined": "未采纳",
}
TONES: Final[Mapping[str, str]] = {"proposed": "next", "accepted": "done", "merged": "none", "declined": "none"}


def state_of(topic: Mapping[str, Any]) -> tuple[str, str]:
    """Words and tone; a topic that a meeting is about says so."""
    if topic["meeting_id"]:
        return "已列入会议", "done"
    return STATES[topic["state"]], TONES[topic["state"]]


def answers_to(topic: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms by which the committee can answer it now."""
    if topic["state"] == "merged" or topic["meeting_id"]:
        return ()
    possible = {
        "proposed": ("accept", "merge", "decline"),
        "accepted": ("merge", "decline"),
        "declined": ("accept", "merge"),
    }
    answers = possible[topic["state"]]
    return answers if topic["unit_id"] else tuple(one for one in answers if one != "decline")


def waits_for_a_meeting(topic: Mapping[str, Any]) -> bool:
    return topic["state"] == "accepted" and not topic["meeting_id"]


def units_named(topics: list[dict[str, Any]]) -> list[str]:
    return [unit for topic in topics for unit in (topic["committee_id"], topic["unit_id"]) if unit]
