"""A meeting's way as its page shows it: what is done, what is next, and why something is not possible yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from services.console.application.words import moment_words

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

    `note` is what somebody should know before they take it, though nothing forbids it; `waits` is for whom or what it
    waits, though it could be recorded already.
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
    waits: str

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def is_next(self) -> bool:
        """Something that the visitor should do, and can."""
        return self.state == "next" and bool(self.actions) and not self.waits


def steps_of(
    way: Mapping[str, Any], forms: Mapping[str, tuple[str, str]], waits: Mapping[str, str] | None = None
) -> list[Step]:
    """`forms`: a command's name → the name and title of its form; `waits`: a step's name → what it waits for."""
    return [_step(step, forms, (waits or {}).get(step["step"], "")) for step in way["steps"]]


def waits_of(meeting: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """What comes from elsewhere or later: the party committee's answer, the hour of the meeting."""
    waits = {}
    if meeting["stage"] == "requested":
        waits["approval"] = "等党委答复。党委在系统里答复的，会显示在这里；在纸上批的，收到批示以后再补录。"
    notice = meeting["notice"]
    if meeting["stage"] == "noticed" and datetime.fromisoformat(notice["held_at"]) > now:
        waits["holding"] = f"会议定在{moment_words(notice['held_at'])}，开过以后再记录召开。"
    return waits


def readable(steps: Sequence[Step], meeting: Mapping[str, Any], unit: str) -> Sequence[Step]:
    """Request, answer and report are between two committees; minutes are for all who were asked."""
    asked = {request["party_committee"] for request in meeting["requests"]}
    if unit == meeting["committee_id"] or unit in asked:
        return steps
    return [step if step.name == "minutes" else replace(step, documents=()) for step in steps]


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


def why_not(way: Mapping[str, Any], command: str) -> str:
    """What refuses a command whatever is typed; "" where nothing does."""
    turns = (turn for step in way["steps"] for turn in step["commands"] if turn["command"] == command)
    return next((turn["refusal"]["detail"] for turn in turns if turn["refusal"]), "")


def _called(step: Mapping[str, Any], digest: str) -> str:
    decision = step["decision"] or {}
    if digest == decision.get("words"):
        return "批示原文"
    if digest == decision.get("scan"):
        return "批示扫描件"
    return PAPERS.get(step["step"], "文件")


def _step(step: Mapping[str, Any], forms: Mapping[str, tuple[str, str]], waits: str) -> Step:
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
        waits,
    )
