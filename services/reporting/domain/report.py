"""A unit's report 报告: submitted, accepted or returned; its lateness is kept (R1)."""

from collections.abc import Iterable
from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from services.reporting.domain import refusals as no
from services.reporting.domain.request import ReportRequest
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

State = Literal["submitted", "accepted", "returned"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What tasking states of the unit's work on the plan, at a position of its log (`tasking:1:42`)."""

    position: str
    assigned: int
    accepted: int
    finished: int
    concluded: int


class UnitReport(Aggregate):
    STREAM = "reporting.report"

    class Submitted(DomainEvent, frozen=True, kw_only=True, event="reporting.report.submitted"):
        report_id: UUID
        request_id: UUID
        unit_id: UUID
        committee_id: UUID
        round: int
        text: str
        document: str | None
        submitted_on: date
        late: bool
        statement: Statement | None

    class Accepted(DomainEvent, frozen=True, kw_only=True, event="reporting.report.accepted"):
        accepted_on: date

    class Returned(DomainEvent, frozen=True, kw_only=True, event="reporting.report.returned"):
        reason: str
        returned_on: date

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.state: State | None = None
        self.rounds = 0
        self.late = False

    @staticmethod
    def stream_of(request_id: UUID, unit_id: UUID) -> UUID:
        return derive("report", request_id, unit_id)

    def submit(
        self,
        request: ReportRequest,
        unit_id: UUID,
        *,
        text: str,
        document: str | None,
        on: date,
        statement: Statement | None,
    ) -> None:
        request.check_asked(unit_id)
        self.check_submittable()
        check_content(text, document)
        submitted = self.Submitted(
            report_id=self.id,
            request_id=request.id,
            unit_id=unit_id,
            committee_id=request.committee_id,
            round=self.rounds + 1,
            text=text,
            document=document,
            submitted_on=on,
            late=self.late if self.rounds else request.is_late(on),
            statement=statement,
        )
        self.record(submitted, concerns=[request.committee_id])

    def accept(self, on: date) -> None:
        self.check_open()
        self.record(self.Accepted(accepted_on=on), concerns=[self.committee_id])

    def send_back(self, reason: str, on: date) -> None:
        self.check_open()
        check_reason(reason)
        self.record(self.Returned(reason=reason, returned_on=on), concerns=[self.committee_id])

    def check_submittable(self) -> None:
        if self.state == "submitted":
            raise no.ReportStillOpen("已经报送过，正等待审阅；退回后才能重新报送。")
        if self.state == "accepted":
            raise no.ReportAlreadyAccepted("报告已被接收，不能再报送。")

    def check_open(self) -> None:
        if self.state != "submitted":
            raise no.ReportNotOpen("这份报告现在没有等待审阅的内容。")

    def relations_of(self, unit_id: UUID) -> Iterable[str]:
        if unit_id == self.owner_unit:
            yield "own"
        if unit_id == self.committee_id:
            yield "requester"

    def on_submitted(self, event: Submitted) -> None:
        self.owner_unit = event.unit_id
        self.committee_id = event.committee_id
        self.state = "submitted"
        self.rounds = event.round
        self.late = event.late

    def on_accepted(self, event: Accepted) -> None:
        self.state = "accepted"

    def on_returned(self, event: Returned) -> None:
        self.state = "returned"


def check_content(text: str, document: str | None) -> None:
    if not text.strip() and document is None:
        raise no.ReportEmpty("报告要有文字或者文件。")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise no.ReturnReasonMissing("退回报告要说明理由。", field="reason")
