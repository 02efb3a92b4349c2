"""Visits, instructions, transmittals and returns as their pages show them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.application.words import day_words, kinds_words

INSTRUCTION_KINDS: Final[Mapping[str, str]] = {"visit": "视察", "speech": "讲话", "instruction": "批示"}
CONVEYS: Final[Mapping[str, str]] = {
    "meeting_spirit": "会议精神",
    "superior_document": "上级文件",
    "instruction": "领导视察、讲话、批示精神",
}
# What a transmittal conveys → where the matter's page is, and the words of the link to it.
CONVEYED: Final[Mapping[str, tuple[str, str]]] = {
    "meeting_spirit": ("meetings", "看这次会议"),
    "instruction": ("instructions", "看这次视察、讲话或批示"),
}
WAYS: Final[Mapping[str, str]] = {"gathered": "集中", "dispersed": "分散", "online": "线上", "offline": "线下"}
# State of a unit's return: words and tone.
RETURN_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "awaited": ("未反馈", "wait"),
    "submitted": ("待审阅", "next"),
    "accepted": ("已接收", "done"),
    "sent_back": ("已退回", "late"),
}
CHANGED: Final[Mapping[str, str]] = {
    "held_on": "传达日期",
    "ways": "传达方式",
    "attended": "参加人数",
    "measures": "贯彻措施",
    "told_on": "汇报日期",
    "not_told": "未汇报的原因",
    "answers": "问题的回答",
    "documents": "附件",
}
# The counts of a level, in the order in which they are read; 0 of the last two is not shown.
COUNTS: Final[Sequence[tuple[str, str]]] = (
    ("units", "发给单位"),
    ("returned", "已反馈"),
    ("awaited", "未反馈"),
    ("late", "逾期反馈"),
    ("overdue", "到期未反馈"),
    ("party_leader_told", "已向主要领导汇报"),
    ("attended", "参加人次"),
)


def meeting_words(meeting: Mapping[str, Any]) -> str:
    held = f"{day_words(meeting['held']['held_on'])}　" if meeting["held"] else ""
    return f"{held}{kinds_words(meeting['kinds'])}　{meeting['theme']}".strip()


def instruction_words(instruction: Mapping[str, Any]) -> str:
    return f"{day_words(instruction['given_on'])}　{kinds_of(instruction)}　{instruction['title']}"


def kinds_of(instruction: Mapping[str, Any]) -> str:
    return "、".join(INSTRUCTION_KINDS[kind] for kind in instruction["kinds"])


def leaders_of(instruction: Mapping[str, Any]) -> str:
    return "、".join(leader["office"] for leader in instruction["leaders"])


def opinions_words(passed: Mapping[str, Any]) -> str:
    return f"{day_words(passed['passed_on'])}通过的意见{len(passed['opinions'])}条"


def state_of(instruction: Mapping[str, Any]) -> tuple[str, str]:
    """Words and tone: what is next."""
    if instruction["closed"]:
        return "已结卷", "done"
    if not instruction["opinions"]:
        return "待研究贯彻意见", "next"
    if not any(passed["consent"] for passed in instruction["opinions"]):
        return "意见已通过，待党委同意", "wait"
    return "落实中", "next"


def unanswered(instruction: Mapping[str, Any]) -> list[str]:
    """The opinions on which the party committee has not said its word, in words."""
    return [opinions_words(passed) for passed in instruction["opinions"] if not passed["consent"]]


def note_before_closing(instruction: Mapping[str, Any]) -> str:
    """It forbids nothing: a consent may come after the closing. Empty: all is answered."""
    waiting = unanswered(instruction)
    if not waiting or instruction["closed"]:
        return ""
    return (
        f"{'、'.join(waiting)}还待党委同意，没有分解成任务。最好等党委答复以后再结卷；结卷以后记录的答复列为补充材料。"
    )


def note_after_closing(instruction: Mapping[str, Any]) -> str:
    """Why a closed dossier still asks for the consent."""
    waiting = unanswered(instruction)
    if not waiting or not instruction["closed"]:
        return ""
    return f"卷宗已经结卷，{'、'.join(waiting)}还待党委同意；党委的答复仍可以记录，列为补充材料。"


def row_state(row: Mapping[str, Any]) -> tuple[str, str]:
    """A row of the board; what is late says so."""
    if row["overdue"]:
        return "到期未反馈", "late"
    words, tone = RETURN_STATES[row["state"]]
    return (f"{words}（逾期）", tone) if row["late"] else (words, tone)


def ways_words(ways: Sequence[str]) -> str:
    return "、".join(WAYS[way] for way in ways)


def changed_words(changed: Sequence[str]) -> str:
    return "、".join(CHANGED[name] for name in changed)


def level_words(level: Mapping[str, Any]) -> str:
    """Where a level stands below the transmittal."""
    return "本级发出的" if level["level"] == 0 else f"下{level['level']}级转发的（{level['transmittals']}份）"
