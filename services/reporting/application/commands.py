"""What can be asked of reporting; names as in docs/services.md."""

from datetime import date
from uuid import UUID

from shared.kernel.command import Command


class RequestReports(Command, frozen=True, kw_only=True):
    request_id: UUID
    committee_id: UUID
    subject: str
    plan_id: UUID | None = None
    units: tuple[UUID, ...]
    due_on: date
    requirements: str = ""


class SubmitReport(Command, frozen=True, kw_only=True):
    """The acting unit reports for itself."""

    request_id: UUID
    text: str = ""
    document: str | None = None


class AcceptReport(Command, frozen=True, kw_only=True):
    report_id: UUID


class ReturnReport(Command, frozen=True, kw_only=True):
    report_id: UUID
    reason: str
