"""A supervision case 督办件: a matter the party committee or the government lists (S3)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal
from uuid import UUID

from services.supervision.domain import refusals as no
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive


class SupervisionCase(Aggregate):
    STREAM = "supervision.case"

    class Opened(DomainEvent, frozen=True, kw_only=True, event="supervision.case.opened"):
        case_id: UUID
        committee_id: UUID
        resolution_id: UUID
        meeting_id: UUID
        text: str
        supervised_by: Literal["party_committee", "government"]
        listed_by: UUID

    class NoticeIssued(DomainEvent, frozen=True, kw_only=True, event="supervision.case.notice_issued"):
        number: str
        body: str
        type: str
        year: int
        sequence: int
        lead: UUID
        co_units: tuple[UUID, ...]
        answer_due: date
        requirements: str
        issued_on: date

    class Answered(DomainEvent, frozen=True, kw_only=True, event="supervision.case.answered"):
        unit_id: UUID
        text: str
        document: str | None
        on: date
        late: bool

    class Reported(DomainEvent, frozen=True, kw_only=True, event="supervision.case.reported"):
        to: UUID
        document: str
        on: date

    class Closed(DomainEvent, frozen=True, kw_only=True, event="supervision.case.closed"):
        reason: str
        on: date

    @staticmethod
    def stream_of(resolution_id: UUID) -> UUID:
        return derive("case", resolution_id)

    # commands

    def open(self, **opened: Any) -> None:
        event = self.Opened(case_id=self.id, **opened)
        self.record(event, concerns=[event.listed_by])

    def issue_notice(self, today: date, **issued: Any) -> None:
        self.check_not_closed()
        self.check_no_notice()
        event = self.NoticeIssued(**issued)
        check_requirements(event.requirements)
        check_issued_by(event.issued_on, today)
        check_answer_due(event.issued_on, event.answer_due)
        self.record(event, concerns=[event.lead, *event.co_units])

    def answer(self, unit_id: UUID, text: str, document: str | None, on: date) -> None:
        self.check_not_closed()
        self.check_notice_issued()
        check_answer(text, document)
        late = on > self.answer_due
        event = self.Answered(unit_id=unit_id, text=text, document=document, on=on, late=late)
        self.record(event, concerns=self.units)

    def report(self, to: UUID, document: str, on: date, *, above: Iterable[UUID]) -> None:
        """`above` are the committees and the party committee above the one whose case it is."""
        self.check_not_closed()
        self.check_notice_issued()
        check_upward(to, {self.listed_by, *above})
        self.record(self.Reported(to=to, document=document, on=on), concerns=[to])

    def close(self, reason: str, on: date) -> None:
        self.check_not_closed()
        self.check_notice_issued()
        self.check_answered_and_reported()
        check_reason(reason)
        self.record(self.Closed(reason=reason, on=on), concerns=self.units)

    # rules

    def check_not_closed(self) -> None:
        if self.closed:
            raise no.CaseIsClosed("这件督办件已经销号，不能再办理。")

    def check_no_notice(self) -> None:
        if self.lead is not None:
            raise no.NoticeAlreadyIssued("这件督办件已经发过督办通知单，不能再发；答复和报告请在原件上办理。")

    def check_notice_issued(self) -> None:
        if self.lead is None:
            raise no.NoticeNotIssued("先印发督办通知单，再办理答复、报告和销号。")

    def check_answered_and_reported(self) -> None:
        if not self.answered:
            raise no.CaseNotAnswered("牵头单位还没有答复，不能销号。请先催办。")
        if not self.reported:
            raise no.CaseNotReported("牵头单位答复后，还没有向交办的党委（政府）报告督查情况，不能销号。请先报告。")

    @property
    def units(self) -> list[UUID]:
        return [self.lead, *self.co_units] if self.lead else []

    def relations_of(self, unit_id: UUID) -> Iterable[str]:
        if unit_id == self.owner_unit:
            yield "own"
        if unit_id == self.lead:
            yield "lead"
        if unit_id in self.co_units:
            yield "responsible"
        if unit_id == self.listed_by:
            yield "listed_by"

    # replay

    def on_opened(self, event: Opened) -> None:
        self.owner_unit = event.committee_id
        self.listed_by = event.listed_by
        self.lead: UUID | None = None
        self.co_units: tuple[UUID, ...] = ()
        self.answered = False
        self.reported = False
        self.closed = False

    def on_notice_issued(self, event: NoticeIssued) -> None:
        self.lead, self.co_units, self.answer_due = event.lead, event.co_units, event.answer_due

    def on_answered(self, event: Answered) -> None:
        self.answered = self.answered or event.unit_id == self.lead

    def on_reported(self, event: Reported) -> None:
        """What was reported before the answer says nothing of it."""
        self.reported = self.reported or (self.answered and event.to == self.listed_by)

    def on_closed(self, event: Closed) -> None:
        self.closed = True


def check_answer_due(issued_on: date, answer_due: date) -> None:
    if answer_due < issued_on:
        raise no.AnswerDueNotValid("答复期限早于印发日期，请核对。")


def check_issued_by(issued_on: date, today: date) -> None:
    if issued_on > today:
        raise no.IssueDayNotValid("印发日期还没有到，请核对。", field="issued_on")


def check_requirements(requirements: str) -> None:
    if not requirements.strip():
        raise no.RequirementsMissing("督办通知单要写明督办要求。", field="requirements")


def check_answer(text: str, document: str | None) -> None:
    if not text.strip() and document is None:
        raise no.AnswerEmpty("答复要有文字或者附件。")


def check_upward(to: UUID, above: Iterable[UUID]) -> None:
    if to not in above:
        raise no.ReportNotUpward(
            "督查情况只向交办单位、本关工委所在的党委和上级关工委报告，请核对报告对象。", field="to"
        )


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise no.CloseReasonMissing("督办件销号要写明理由。", field="reason")
