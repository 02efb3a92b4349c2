"""Commands about the notice after it was issued, receipts, forwarding (M6) and attendance (M7)."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from services.meeting.domain.attendance import Presence, Seat, VenueKind
from services.meeting.domain.receipt import Mode
from shared.kernel.command import Command

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class ChangeNotice(Command, frozen=True, kw_only=True):
    """The whole of what can change, also what stays as it was."""

    meeting_id: UUID
    held_at: Moment
    place: str
    reason: str
    requirements: str = ""


class CallOffMeeting(Command, frozen=True, kw_only=True):
    meeting_id: UUID
    reason: str


class ReturnReceipt(Command, frozen=True, kw_only=True):
    """By the invited unit, or by the committee's clerk who was told on the telephone.

    `forwarded_by` is the committee that forwarded the notice (none: the one that issued it).
    """

    meeting_id: UUID
    unit_id: UUID
    attending: bool
    forwarded_by: UUID | None = None
    seat: Seat | None = None
    person_id: UUID | None = None
    office: str = ""
    mode: Mode | None = None
    heads: int = 0
    reason: str = ""


class ForwardNotice(Command, frozen=True, kw_only=True):
    """By an invited committee to its own members and the committees below it; `through` who forwarded it to it."""

    meeting_id: UUID
    committee_id: UUID
    place: str
    units: tuple[UUID, ...]
    requirements: str = ""
    through: UUID | None = None


class VenueGiven(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    kind: VenueKind
    name: str


class AttendanceRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    unit_id: UUID
    presence: Presence
    venue: str | None = None
    heads: int = 0
    seat: Seat | None = None
    person_id: UUID | None = None
    office: str = ""
    reason: str = ""


class RecordAttendance(Command, frozen=True, kw_only=True):
    """`venues` all of them, or none to keep those of before; `rows` any part of the sheet."""

    meeting_id: UUID
    rows: tuple[AttendanceRow, ...]
    venues: tuple[VenueGiven, ...] = ()
