"""The commands of leaders' visits, speeches and instructions (docs/services.md)."""

from datetime import date
from uuid import UUID

from services.meeting.domain.instruction import InstructionKind, Leader, Recipient
from shared.kernel.command import Command
from shared.kernel.envelope import Decision


class RecordInstruction(Command, frozen=True, kw_only=True):
    instruction_id: UUID
    committee_id: UUID
    kinds: tuple[InstructionKind, ...]
    title: str
    given_on: date
    leaders: tuple[Leader, ...]
    document: str
    place: str = ""


class AddInstructionText(Command, frozen=True, kw_only=True):
    instruction_id: UUID
    text_id: UUID
    kind: InstructionKind
    title: str
    given_on: date
    document: str


class PassOpinions(Command, frozen=True, kw_only=True):
    """`meeting_id` is the directors' office meeting that passed them."""

    instruction_id: UUID
    opinions_id: UUID
    meeting_id: UUID
    opinions: tuple[str, ...]


class RecordOpinionsConsent(Command, frozen=True, kw_only=True):
    instruction_id: UUID
    opinions_id: UUID
    decision: Decision


class SubmitSpecialReport(Command, frozen=True, kw_only=True):
    """`approved_at` is the directors' office meeting that passed the report, where one did."""

    instruction_id: UUID
    report_id: UUID
    document: str
    recipients: tuple[Recipient, ...]
    submitted_on: date
    approved_at: UUID | None = None


class LinkCampaign(Command, frozen=True, kw_only=True):
    instruction_id: UUID
    campaign_id: UUID
    purpose: str


class CloseInstruction(Command, frozen=True, kw_only=True):
    instruction_id: UUID
    closed_on: date
    no_report_reason: str = ""
