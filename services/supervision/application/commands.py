"""What can be asked of supervision; names as in docs/services.md."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.supervision.domain.light import Due
from services.supervision.domain.watch import Fact
from shared.kernel.command import Command


class SetThresholds(Command, frozen=True, kw_only=True):
    committee_id: UUID
    colours: tuple[str, ...]
    warn_before_workdays: tuple[int, ...]
    accept_within_workdays: int
    progress_every_workdays: int
    climb_after_workdays: int


class PublishCalendar(Command, frozen=True, kw_only=True):
    """Working days of a year; a repeated year is a new edition, and past lights stay as they were."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str
    provisional: bool = False


class IssueSupervisionNotice(Command, frozen=True, kw_only=True):
    case_id: UUID
    body: str
    year: int
    sequence: int
    lead: UUID
    co_units: tuple[UUID, ...] = ()
    answer_due: date
    requirements: str
    issued_on: date


class AnswerCase(Command, frozen=True, kw_only=True):
    """The acting unit answers for itself."""

    case_id: UUID
    text: str = ""
    document: str | None = None


class ReportCase(Command, frozen=True, kw_only=True):
    case_id: UUID
    to: UUID
    document: str


class CloseCase(Command, frozen=True, kw_only=True):
    case_id: UUID
    reason: str


# Given by policies and timers only.


class OpenCase(Command, frozen=True, kw_only=True):
    case_id: UUID
    committee_id: UUID
    resolution_id: UUID
    meeting_id: UUID
    text: str
    supervised_by: Literal["party_committee", "government"]
    listed_by: UUID


class OpenWatch(Command, frozen=True, kw_only=True):
    watch_id: UUID
    task_id: UUID
    unit_id: UUID
    committee_id: UUID
    roles: tuple[str, ...]
    task_number: int
    text: str
    due: Due
    document_number: str
    opened_at: datetime


class NoteFact(Command, frozen=True, kw_only=True):
    watch_id: UUID
    fact: Fact
    at: datetime


class CloseWatch(Command, frozen=True, kw_only=True):
    watch_id: UUID
    reason: Literal["concluded", "released"]
    at: datetime


class JudgeLight(Command, frozen=True, kw_only=True):
    watch_id: UUID
    at: datetime
