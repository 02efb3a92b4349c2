"""A meeting's way as its page shows it: what is done, what is next, and why something is not possible yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

STATE_WORDS: Final[Mapping[str, str]] = {
    "done": "已办",
    "next": "现在办",
    "not_yet": "还不能办",
    "not_needed": "不用办",
}
TONES: Final[Mapping[str, str]] = {"done": "done", "next": "next", "not_yet": "none", "not_needed": "none"}
PAPERS: Final[Mapping[str, str]] = {"request": "请示文件", "report": "会后报告", "minutes": "会议纪要"}
EVENTS: Final[Mapping[str, str]] = {
    "drafted": "起草",
    "revised": "修改",
    "topics_taken_up": "列入议题",
    "request_submitted": "报出请示",
    "request_returned": "党委退回",
    "request_approved": "党委同意",
    "notice_issued": "发出通知",
    "notice_changed": "更改通知",
    "called_off": "取消会议",
    "held": "会议召开",
    "attendance_recorded": "记录签到",
    "resolution_adopted": "记录议定事项",
    "advice_given": "记录意见建议",
    "resolution_consented": "党委同意安排部署",
    "report_submitted": "报送报告",
    "minutes_issued": "印发纪要",
    "filed": "归档",
}


@dataclass(frozen=True, slots=True)
class Action:
    """A form that the visitor may open from here."""

    form: str
    words: str


@dataclass(frozen=True, slots=True)
class Act:
    words: str
    on: str
    unit_id: str


@dataclass(frozen=True, slots=True)
class Paper:
    words: str
    digest: str


@dataclass(frozen=True, slots=True)
class Step:
    """`actions` are possible now, the leading one first; `why_not` says why the step cannot be taken yet.

    `note` is what somebody should know before they take it, though nothing forbids it.
    """

    name: str
    label: str
    state: str
    acts: Sequence[Act]
    documents: Sequence[Paper]
    decision: Mapping[str, Any] | None
    actions: Sequence[Action]
    why_not: str
    rule: str
    note: str

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_next(self) -> bool:
        """Something that the visitor should do, and can."""
        return self.state == "next" and bool(self.actions)


def steps_of(way: Mapping[str, Any], forms: Mapping[str, tuple[str, str]]) -> list[Step]:
    """`forms`: a command's name → the name and title of its form."""
    return [_step(step, forms) for step in way["steps"]]


def units_named(way: Mapping[str, Any]) -> list[str]:
    acts = [act["unit_id"] for step in way["steps"] for act in step["acts"]]
    return acts + [step["decision"]["unit_id"] for step in way["steps"] if step["decision"]]


def now(steps: Sequence[Step]) -> Step | None:
    """What the visitor should do next, if there is anything they can do."""
    return next((step for step in steps if step.is_next), None)


def waiting_for(steps: Sequence[Step]) -> Step | None:
    """The first step that is neither done nor unneeded: what everything waits for."""
    return next((step for step in steps if step.state in ("next", "not_yet")), None)


def note_before(way: Mapping[str, Any], command: str) -> str:
    """What to know before this command is given."""
    return next((step["note"] for step in way["steps"] for turn in step["commands"] if turn["command"] == command), "")


def _called(step: Mapping[str, Any], digest: str) -> str:
    decision = step["decision"] or {}
    if digest == decision.get("words"):
        return "批示原文"
    if digest == decision.get("scan"):
        return "批示扫描件"
    return PAPERS.get(step["step"], "文件")


def _step(step: Mapping[str, Any], forms: Mapping[str, tuple[str, str]]) -> Step:
    why_not = step["why_not"] or {}
    possible = [turn["command"] for turn in step["commands"] if turn["permitted"] and turn["refusal"] is None]
    return Step(
        step["step"],
        step["label"],
        step["state"],
        [Act(EVENTS.get(act["event"], act["event"]), act["happened_on"], act["unit_id"]) for act in step["acts"]],
        [Paper(_called(step, digest), digest) for digest in step["documents"]],
        step["decision"],
        [Action(*forms[command]) for command in possible if command in forms],
        why_not.get("detail", ""),
        why_not.get("rule") or "",
        step["note"],
    )
