"""What can be asked of supervision; names as in docs/services.md."""

from datetime import date
from uuid import UUID

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
