"""A meeting as its page shows it."""

from collections.abc import Mapping
from typing import Any

from services.console.application.words import SCOPES, STAGES, day_words, in_china, kinds_words

TONES: Mapping[str, str] = {
    "drafted": "next",
    "requested": "wait",
    "returned": "late",
    "approved": "next",
    "noticed": "wait",
    "held": "next",
    "reported": "next",
    "filed": "done",
    "called_off": "none",
}
UNDER_WAY: tuple[str, ...] = tuple(stage for stage in TONES if stage not in ("filed", "called_off"))

# How a round of a request was answered → words and tone.
ANSWERS: Mapping[str | None, tuple[str, str]] = {
    None: ("等答复", "next"),
    "approved": ("同意", "done"),
    "returned": ("退回", "late"),
}


def stage_of(meeting: Mapping[str, Any]) -> tuple[str, str]:
    """Words and tone."""
    return STAGES[meeting["stage"]], TONES[meeting["stage"]]


def title_of(meeting: Mapping[str, Any]) -> str:
    return str(meeting["theme"]) or f"{kinds_words(meeting['kinds'])}（未定主题）"


def units_named(meeting: Mapping[str, Any]) -> list[str]:
    """Every unit that the page names."""
    notice = meeting["notice"] or {"invitations": []}
    return [
        meeting["committee_id"],
        *meeting["hosts"],
        *(request["party_committee"] for request in meeting["requests"]),
        *(invitation["unit_id"] for invitation in notice["invitations"]),
        *(one["listed_by"] for one in meeting["resolutions"] if one["listed_by"]),
    ]


def called(meeting: Mapping[str, Any]) -> str:
    """What kind of meeting it is: 联席会议（专题会议）, 主任办公会（扩大）."""
    kinds = kinds_words(meeting["kinds"])
    name = f"联席会议（{kinds}）" if meeting["joint"] else kinds
    return f"{name}（扩大）" if meeting["enlarged"] else name


def moved(meeting: Mapping[str, Any]) -> str:
    """Where the party committee agreed to another day than the one that was called for."""
    planned, notice = meeting["planned_on"], meeting["notice"]
    if not (planned and notice and meeting["requests"]) or meeting["held"]:
        return ""
    called_for = in_china(notice["held_at"]).date().isoformat()
    if called_for == planned:
        return ""
    return f"请示里打算{day_words(planned)}开，通知的是{day_words(called_for)}。党委同意的是原来的日子，请向党委说明。"


def scope_words(meeting: Mapping[str, Any]) -> str:
    return SCOPES.get(meeting["notice"]["scope"], "") if meeting["notice"] else ""


def day_of(meeting: Mapping[str, Any]) -> str:
    """The day it was held, is called for, or planned; empty: none yet. The order of the service's list."""
    if meeting["held"]:
        return str(meeting["held"]["held_on"])
    if meeting["notice"]:
        return str(meeting["notice"]["held_at"])[:10]
    return meeting["planned_on"] or ""
