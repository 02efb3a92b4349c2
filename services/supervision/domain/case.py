"""A supervision case 督办件: a matter the party committee or the government lists (S3)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal
from uuid import UUID

from shared.kernel.aggregate import Aggregate
from shared.kernel.errors import Refusal
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive


class NoticeAlreadyIssued(Refusal):
    rule = "S3"
    code = "notice_already_issued"


class NoticeNotIssued(Refusal):
    rule = "S3"
    code = "notice_not_issued"


class AnswerDueNotValid(Refusal):
    rule = "S3"
    code = "answer_due_not_valid"


class AnswerEmpty(Refusal):
    rule = "S3"
    code = "answer_empty"


class CaseNotAnswered(Refusal):
    rule = "S3"
    code = "case_not_answered"


class CaseNotReported(Refusal):
    rule = "S3"
    code = "case_not_reported"


class CaseIsClosed(Refusal):
    rule = "S3"
    code = "case_closed"


class NumberTaken(Refusal):
    rule = "S3"
    code = "number_taken"


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

    def issue_notice(self, **issued: Any) -> None:
        self.check_not_closed()
        self.check_no_notice()
        event = self.NoticeIssued(**issued)
        check_answer_due(event.issued_on, event.answer_due)
        self.record(event, concerns=[event.lead, *event.co_units])

    def answer(self, unit_id: UUID, text: str, document: str | None, on: date) -> None:
        self.check_not_closed()
        self.check_notice_issued()
        if not text.strip() and document is None:
            raise AnswerEmpty("答复要有文字或者附件。")
        late = on > self.answer_due
        event = self.Answered(unit_id=unit_id, text=text, document=document, on=on, late=late)
        self.record(event, concerns=self.units)

    def report(self, to: UUID, document: str, on: date) -> None:
        self.check_not_closed()
        self.check_notice_issued()
        self.record(self.Reported(to=to, document=document, on=on), concerns=[to])

    def close(self, reason: str, on: date) -> None:
        self.check_not_closed()
        self.check_notice_issued()
        self.check_answered_and_reported()
        self.record(self.Closed(reason=reason, on=on), concerns=self.units)

    # rules

    def check_not_closed(self) -> None:
        if self.closed:
            raise CaseIsClosed("这件督办件已经销号。")

    def check_no_notice(self) -> None:
        if self.lead is not None:
            raise NoticeAlreadyIssued("这件督办件已经发过督办通知单。")

    def check_notice_issued(self) -> None:
        if self.lead is None:
            raise NoticeNotIssued("先印发督办通知单，再办理答复、报告和销号。")

    def check_answered_and_reported(self) -> None:
        if not self.answered:
            raise CaseNotAnswered("牵头单位还没有答复，不能销号。")
        if self.listed_by not in self.reported_to:
            raise CaseNotReported("还没有向交办的党委（政府）报告督查情况，不能销号。")

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
        self.reported_to: set[UUID] = set()
        self.closed = False

    def on_notice_issued(self, event: NoticeIssued) -> None:
        self.lead, self.co_units, self.answer_due = event.lead, event.co_units, event.answer_due

    def on_answered(self, event: Answered) -> None:
        self.answered = self.answered or event.unit_id == self.lead

    def on_reported(self, event: Reported) -> None:
        self.reported_to.add(event.to)

    def on_closed(self, event: Closed) -> None:
        self.closed = True


def check_answer_due(issued_on: date, answer_due: date) -> None:
    if answer_due < issued_on:
        raise AnswerDueNotValid("答复期限早于印发日期，请核对。")


class NoticeNumber(Aggregate):
    """A number is claimed once per body, type and year: the stream exists or it does not."""

    STREAM = "supervision.number"

    class Claimed(DomainEvent, frozen=True, kw_only=True, event="supervision.number.claimed"):
        number: str
        committee_id: UUID
        body: str
        type: str
        year: int
        sequence: int
        case_id: UUID

    @staticmethod
    def stream_of(body: str, type: str, year: int, sequence: int) -> UUID:
        return derive("number", body, type, year, sequence)

    def claim(self, **claimed: Any) -> None:
        self.record(self.Claimed(**claimed))

    def on_claimed(self, event: Claimed) -> None:
        self.owner_unit = event.committee_id
