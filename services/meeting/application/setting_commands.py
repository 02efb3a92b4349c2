"""Commands by which committees set their duty (M2, S6) and add kinds of meeting (M1)."""

from datetime import date
from uuid import UUID

from services.meeting.domain.duty import DutyLevel
from shared.kernel.command import Command


class SetDutyLevels(Command, frozen=True, kw_only=True):
    """Which levels, of this committee and below it, hold a joint meeting each year; `on` from when that counts."""

    committee_id: UUID
    levels: tuple[DutyLevel, ...]
    begins_on: date
    on: date


class SetCommitteeDuty(Command, frozen=True, kw_only=True):
    """One committee apart from its level."""

    committee_id: UUID
    unit_id: UUID
    carries: bool
    reason: str
    on: date


class SetDutyWarning(Command, frozen=True, kw_only=True):
    """`warn_from` is MM-DD."""

    committee_id: UUID
    warn_from: str
    on: date


class AddMeetingKind(Command, frozen=True, kw_only=True):
    committee_id: UUID
    kind: str
    joint: bool


class RetireMeetingKind(Command, frozen=True, kw_only=True):
    committee_id: UUID
    kind: str
