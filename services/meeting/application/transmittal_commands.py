"""The commands of transmittals and of the units' returns (docs/services.md)."""

from datetime import date
from uuid import UUID

from services.meeting.domain.transmittal import Conveys
from services.meeting.domain.transmittal_return import ReturnContent
from shared.kernel.command import Command


class IssueTransmittal(Command, frozen=True, kw_only=True):
    """`groups` are groups of the committee's own: whom they stand for today is looked up and kept."""

    transmittal_id: UUID
    committee_id: UUID
    conveys: Conveys
    title: str
    due_on: date
    matter_id: UUID | None = None
    issuer: str = ""
    document: str | None = None
    requirements: str = ""
    questions: tuple[str, ...] = ()
    tell_party_leader: bool = False
    units: tuple[UUID, ...] = ()
    groups: tuple[UUID, ...] = ()


class PassOnTransmittal(Command, frozen=True, kw_only=True):
    """A committee that got the transmittal `source_id` sends the same on to its own units."""

    transmittal_id: UUID
    source_id: UUID
    due_on: date
    requirements: str = ""
    questions: tuple[str, ...] = ()
    tell_party_leader: bool = False
    units: tuple[UUID, ...] = ()
    groups: tuple[UUID, ...] = ()


class WidenTransmittal(Command, frozen=True, kw_only=True):
    transmittal_id: UUID
    units: tuple[UUID, ...] = ()
    groups: tuple[UUID, ...] = ()


class SubmitReturn(Command, frozen=True, kw_only=True):
    """The acting unit returns for itself."""

    transmittal_id: UUID
    content: ReturnContent


class CorrectReturn(Command, frozen=True, kw_only=True):
    """The whole content anew, also what stays as it was."""

    return_id: UUID
    content: ReturnContent
    reason: str


class AcceptReturn(Command, frozen=True, kw_only=True):
    return_id: UUID


class SendBackReturn(Command, frozen=True, kw_only=True):
    return_id: UUID
    reason: str
