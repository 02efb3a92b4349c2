"""The commands of a paper's way (docs/services.md). `text` is the digest of a PaperText in the content store."""

from datetime import date
from uuid import UUID

from services.meeting.domain.paper_kinds import MatterKind
from services.meeting.domain.paper_style import Style
from shared.kernel.command import Command
from shared.kernel.envelope import Decision


class DraftPaper(Command, frozen=True, kw_only=True):
    paper_id: UUID
    committee_id: UUID
    kind: str
    matter_id: UUID
    text: str
    matter_kind: MatterKind = "meeting"
    bodies: tuple[UUID, ...] = ()
    addressees: tuple[UUID, ...] = ()


class RevisePaper(Command, frozen=True, kw_only=True):
    """The whole draft anew, also what stays as it was."""

    paper_id: UUID
    text: str
    bodies: tuple[UUID, ...] = ()
    addressees: tuple[UUID, ...] = ()


class CheckPaper(Command, frozen=True, kw_only=True):
    """`decision`: another person checked it on paper."""

    paper_id: UUID
    decision: Decision | None = None


class ReturnPaper(Command, frozen=True, kw_only=True):
    paper_id: UUID
    reason: str


class SignPaper(Command, frozen=True, kw_only=True):
    """`decision`: it was signed on paper, and this is the scan."""

    paper_id: UUID
    decision: Decision | None = None


class CosignPaper(Command, frozen=True, kw_only=True):
    """Another body of a joint paper signed it on paper, and this is the scan."""

    paper_id: UUID
    body: UUID
    decision: Decision


class NumberPaper(Command, frozen=True, kw_only=True):
    paper_id: UUID


class IssuePaper(Command, frozen=True, kw_only=True):
    paper_id: UUID
    issued_on: date


class WithdrawPaper(Command, frozen=True, kw_only=True):
    paper_id: UUID
    reason: str


class SetPaperStyle(Command, frozen=True, kw_only=True):
    """Counts from `on` until another setting does."""

    committee_id: UUID
    on: date
    style: Style
