"""A meeting's way from topic to filing: which step is done, which comes next, and why another cannot come yet.

Every answer is that of the `check_may_…` a command asks first (turns.py), so the way cannot disagree with the
commands. The steps that do not bind a meeting (M5, M9 for one that is not joint) are not needed, and stay
possible; of one that was called off nothing more is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.meeting.domain.decisions import check_request_complete
from services.meeting.domain.meeting import Meeting
from shared.kernel.errors import Refusal

StepState = Literal["done", "next", "not_yet", "not_needed"]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The day on which somebody asks, and the party committee a request of that day would go to."""

    today: date
    party_committee: UUID | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One command of a step, and what refuses it whatever is typed (None: it comes down to what is typed)."""

    command: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Step:
    """`leading` is the command that takes this step; the others correct it or go back.

    `note` is what somebody should know before taking it, though no rule forbids the step; empty: nothing.
    """

    name: str
    label: str
    state: StepState
    leading: Turn
    others: Sequence[Turn]
    note: str = ""

    @property
    def turns(self) -> Sequence[Turn]:
        return (self.leading, *self.others)


@dataclass(frozen=True, slots=True)
class Fork:
    """How one step is told from a meeting.

    `commands` take or correct it, the leading one first; `events` are what these record (in the meeting's stream).
    """

    name: str
    label: str
    commands: Sequence[str]
    events: Sequence[str]
    done: Callable[[Meeting], bool]
    needed: Callable[[Meeting], bool] = lambda meeting: True
    note: Callable[[Meeting], str] = lambda meeting: ""


def _has_topic(meeting: Meeting) -> bool:
    """A subject that the party committee can be asked about; what it did not agree to is no such subject."""
    if not meeting.must_ask:
        return bool(meeting.subject.theme.strip())
    returned = meeting.stage == "returned" and not meeting.revised_since_return
    return not returned and _refusal(lambda: check_request_complete(meeting.subject)) is None


def _may_have_topic(meeting: Meeting) -> bool:
    """Once the notice of one that asks nobody is out, a meeting without a theme stays one."""
    return meeting.must_ask or _has_topic(meeting) or meeting.noticed_for is None


def _must_ask(meeting: Meeting) -> bool:
    return meeting.must_ask


def _has_outcomes(meeting: Meeting) -> bool:
    return bool(meeting.outcomes.resolutions or meeting.outcomes.advice)


def _may_have_outcomes(meeting: Meeting) -> bool:
    """Once report or minutes are out, a meeting without outcomes stays one."""
    return _has_outcomes(meeting) or not (meeting.reported_on or meeting.minuted_on or meeting.stage == "filed")


def _attendance_missing(meeting: Meeting) -> str:
    """Filing closes the sheet (M7) but does not wait for it: no rule says that it should."""
    if not meeting.joint or meeting.held_on is None or meeting.attendance:
        return ""
    if meeting.stage == "filed":
        return "归档的时候没有登记签到。"
    return "签到还没有登记。归档以后签到表不能再填，请先登记签到。"


WAY: tuple[Fork, ...] = (
    Fork(
        "topic",
        "议题",
        ("ReviseMeeting", "TakeUpTopics"),
        ("drafted", "revised", "topics_taken_up"),
        _has_topic,
        _may_have_topic,
    ),
    Fork("request", "请示", ("SubmitRequest",), ("request_submitted",), lambda one: one.is_asked, _must_ask),
    Fork(
        "approval",
        "同意",
        ("RecordApproval", "RecordReturn"),
        ("request_returned", "request_approved"),
        lambda one: one.is_agreed,
        _must_ask,
    ),
    Fork(
        "notice",
        "通知",
        ("IssueNotice", "ChangeNotice", "CallOffMeeting"),
        ("notice_issued", "notice_changed", "called_off"),
        lambda one: one.noticed_for is not None,
    ),
    Fork(
        "holding",
        "召开",
        ("HoldMeeting", "RecordAttendance"),
        ("held", "attendance_recorded"),
        lambda one: one.held_on is not None,
    ),
    Fork(
        "outcomes",
        "议定事项",
        ("AdoptResolution", "GiveAdvice", "RecordConsent"),
        ("resolution_adopted", "advice_given", "resolution_consented"),
        _has_outcomes,
        _may_have_outcomes,
    ),
    Fork(
        "report",
        "报告",
        ("SubmitMeetingReport",),
        ("report_submitted",),
        lambda one: one.reported_on is not None,
        lambda one: one.joint,
    ),
    Fork(
        "minutes",
        "纪要",
        ("IssueMinutes",),
        ("minutes_issued",),
        lambda one: one.minuted_on is not None,
        lambda one: one.joint,
    ),
    Fork(
        "filing",
        "归档",
        ("FileMeeting",),
        ("filed",),
        lambda one: one.stage == "filed",
        note=_attendance_missing,
    ),
)


def way_of(meeting: Meeting, at: Circumstances) -> tuple[Step, ...]:
    gates = gates_of(meeting, at)
    return tuple(_step(meeting, fork, gates) for fork in WAY)


def standing_at(steps: Sequence[Step]) -> Step | None:
    """The first step that is needed and not done, be it possible now or not; None: the way is at its end."""
    return next((step for step in steps if step.state in ("next", "not_yet")), None)


def gates_of(meeting: Meeting, at: Circumstances) -> dict[str, Callable[[], object]]:
    """Command → what it asks of the meeting before it looks at what was typed."""
    return {
        "ReviseMeeting": meeting.check_may_revise,
        "TakeUpTopics": meeting.check_may_take_up_topics,
        "SubmitRequest": lambda: meeting.check_may_submit_request(at.party_committee),
        "RecordApproval": meeting.check_request_open,
        "RecordReturn": meeting.check_request_open,
        "IssueNotice": meeting.check_may_issue_notice,
        "HoldMeeting": lambda: meeting.check_may_hold(at.today),
        "ChangeNotice": meeting.check_may_change_notice,
        "CallOffMeeting": meeting.check_may_call_off,
        "RecordAttendance": lambda: meeting.check_may_record_attendance(at.today),
        "AdoptResolution": meeting.check_outcomes_open,
        "GiveAdvice": meeting.check_outcomes_open,
        "RecordConsent": meeting.check_may_record_consent,
        "SubmitMeetingReport": meeting.check_may_report,
        "IssueMinutes": meeting.check_may_issue_minutes,
        "FileMeeting": meeting.check_may_file,
    }


def _step(meeting: Meeting, fork: Fork, gates: dict[str, Callable[[], object]]) -> Step:
    leading, *others = [Turn(command, _refusal(gates[command])) for command in fork.commands]
    return Step(fork.name, fork.label, _state(meeting, fork, leading), leading, others, fork.note(meeting))


def _state(meeting: Meeting, fork: Fork, leading: Turn) -> StepState:
    if fork.done(meeting):
        return "done"
    if meeting.stage == "called_off" or not fork.needed(meeting):
        return "not_needed"
    return "not_yet" if leading.refusal else "next"


def _refusal(check: Callable[[], object]) -> Refusal | None:
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None
