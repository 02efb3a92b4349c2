"""What a unit returns on a transmittal 传达情况反馈; corrections keep what changed, lateness is kept (M10)."""

from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

import msgspec

from services.meeting.domain import transmittal_refusals as no
from services.meeting.domain.transmittal import Transmittal
from services.meeting.domain.vocabulary import Value
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

Way = Literal["gathered", "dispersed", "online", "offline"]
ReturnState = Literal["submitted", "accepted", "sent_back"]
ATTENDED_MAX = 1_000_000
LISTED_MAX = 50


class ReturnContent(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When and how it was conveyed, to how many, what follows.

    `answers` are those to the questions, in their order; `told_on` is the day on which the unit's own party leader
    was told, `not_told` the reason why not yet.
    """

    held_on: date
    ways: tuple[Way, ...]
    attended: int
    measures: tuple[str, ...]
    told_on: date | None = None
    not_told: str = ""
    answers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class TransmittalReturn(Aggregate):
    STREAM: ClassVar[str] = "meeting.transmittal_return"

    class Submitted(DomainEvent, frozen=True, kw_only=True, event="meeting.transmittal_return.submitted"):
        return_id: UUID
        transmittal_id: UUID
        matter_id: UUID | None
        unit_id: UUID
        committee_id: UUID
        held_on: date
        ways: tuple[Way, ...]
        attended: int
        measures: tuple[str, ...]
        told_on: date | None
        not_told: str
        answers: tuple[str, ...]
        documents: tuple[str, ...]
        submitted_on: date
        late: bool

    class Corrected(DomainEvent, frozen=True, kw_only=True, event="meeting.transmittal_return.corrected"):
        """The whole content anew; `changed` names the fields that are not what they were."""

        round: int
        held_on: date
        ways: tuple[Way, ...]
        attended: int
        measures: tuple[str, ...]
        told_on: date | None
        not_told: str
        answers: tuple[str, ...]
        documents: tuple[str, ...]
        changed: tuple[str, ...]
        reason: str
        corrected_on: date

    class Accepted(DomainEvent, frozen=True, kw_only=True, event="meeting.transmittal_return.accepted"):
        accepted_on: date

    class SentBack(DomainEvent, frozen=True, kw_only=True, event="meeting.transmittal_return.sent_back"):
        reason: str
        sent_back_on: date

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.state: ReturnState | None = None
        self.late = False
        self.rounds = 0

    @staticmethod
    def stream_of(transmittal_id: UUID, unit_id: UUID) -> UUID:
        return derive("transmittal-return", transmittal_id, unit_id)

    def submit(self, transmittal: Transmittal, unit_id: UUID, content: ReturnContent, *, today: date) -> None:
        transmittal.check_addressee(unit_id)
        if self.state is not None:
            raise no.ReturnedAlready("本单位已经反馈过。要改内容，请用“更正反馈”。")
        check_content(content, transmittal, today)
        self.record(
            self.Submitted(
                return_id=self.id,
                transmittal_id=transmittal.id,
                matter_id=transmittal.subject.matter_id,
                unit_id=unit_id,
                committee_id=transmittal.owner_unit,
                **fields_of(content),
                submitted_on=today,
                late=today > transmittal.due_on,
            ),
            concerns=[transmittal.owner_unit],
        )

    def correct(self, transmittal: Transmittal, content: ReturnContent, reason: str, *, today: date) -> tuple[str, ...]:
        """Returns the names of the fields that changed."""
        if self.state == "accepted":
            raise no.ReturnAccepted("反馈已被接收，不能再改。确需更正的，请发文的关工委先退回。")
        check_reason(reason, "更正原因")
        check_content(content, transmittal, today)
        changed = tuple(name for name, value in fields_of(content).items() if value != getattr(self.content, name))
        if not changed and self.state != "sent_back":
            raise no.NothingCorrected("内容和上次反馈的一样，没有要更正的。")
        self.record(
            self.Corrected(
                round=self.rounds + 1, **fields_of(content), changed=changed, reason=reason, corrected_on=today
            ),
            concerns=[self.committee_id],
        )
        return changed

    def accept(self, *, today: date) -> None:
        self.check_waiting()
        self.record(self.Accepted(accepted_on=today), concerns=[self.committee_id])

    def send_back(self, reason: str, *, today: date) -> None:
        self.check_waiting()
        check_reason(reason, "退回原因")
        self.record(self.SentBack(reason=reason, sent_back_on=today), concerns=[self.committee_id])

    def check_waiting(self) -> None:
        if self.state != "submitted":
            raise no.ReturnNotWaiting("这份反馈已经处理过，现在没有等待审阅的内容。", state=self.state)

    def relations_of(self, unit_id: UUID) -> frozenset[str]:
        relations = {"own"} if unit_id == self.owner_unit else set[str]()
        if unit_id == self.committee_id:
            relations.add("sender")
        return frozenset(relations)

    def on_submitted(self, event: Submitted) -> None:
        self.owner_unit = event.unit_id
        self.committee_id = event.committee_id
        self.transmittal_id = event.transmittal_id
        self.late = event.late
        self._take(event, 1)

    def on_corrected(self, event: Corrected) -> None:
        self._take(event, event.round)

    def _take(self, event: Submitted | Corrected, rounds: int) -> None:
        self.content = content_of(event)
        self.rounds = rounds
        self.state = "submitted"

    def on_accepted(self, event: Accepted) -> None:
        self.state = "accepted"

    def on_sent_back(self, event: SentBack) -> None:
        self.state = "sent_back"


CONTENT_FIELDS = tuple(field.name for field in msgspec.structs.fields(ReturnContent))


def fields_of(content: ReturnContent) -> dict[str, Any]:
    return {name: getattr(content, name) for name in CONTENT_FIELDS}


def content_of(event: TransmittalReturn.Submitted | TransmittalReturn.Corrected) -> ReturnContent:
    return ReturnContent(**{name: getattr(event, name) for name in CONTENT_FIELDS})


def check_content(content: ReturnContent, transmittal: Transmittal, today: date) -> None:
    check_conveyed(content, today)
    check_measures(content)
    check_party_leader_told(content, transmittal.tell_party_leader, today)
    check_answers(content, transmittal.questions)


def check_conveyed(content: ReturnContent, today: date) -> None:
    """A unit may have conveyed it before the transmittal came: it heard the meeting itself."""
    if content.held_on > today:
        raise no.ReturnDayImpossible("传达的日期还没有到，请在传达后反馈。", field="held_on")
    if not content.ways or len(set(content.ways)) != len(content.ways):
        raise no.ReturnWayMissing("请选传达的方式：集中、分散、线上、线下，可以选几种，每种一次。", field="ways")
    if not 0 < content.attended <= ATTENDED_MAX:
        raise no.AttendanceImpossible("参加人数要大于0，请核对。", field="attended")


def check_measures(content: ReturnContent) -> None:
    measures = content.measures
    if not measures or len(measures) > LISTED_MAX or any(not measure.strip() for measure in measures):
        raise no.MeasuresMissing(f"请写明贯彻措施，至少一条，最多{LISTED_MAX}条，不留空行。", field="measures")
    if len(content.documents) > LISTED_MAX:
        raise no.MeasuresMissing(f"附件最多{LISTED_MAX}个。", field="documents")


def check_party_leader_told(content: ReturnContent, asked: bool, today: date) -> None:
    """Each unit's own party leader is told once (向党委、党组主要领导做一次汇报), or it says why not yet."""
    if content.told_on is not None and content.told_on > today:
        raise no.ReturnDayImpossible("向党委（党组）主要领导汇报的日期还没有到，请核对。", field="told_on")
    if asked and content.told_on is None and not content.not_told.strip():
        raise no.PartyLeaderNotTold(
            "这次要求向党委（党组）主要领导汇报。请填汇报的日期；还没有汇报的，请写明原因。", field="told_on"
        )


def check_answers(content: ReturnContent, questions: tuple[str, ...]) -> None:
    answered = [answer for answer in content.answers if answer.strip()]
    if len(content.answers) != len(questions) or len(answered) != len(questions):
        raise no.AnswersMissing(f"这次有{len(questions)}个问题要回答，请逐个回答。", field="answers")


def check_reason(reason: str, what: str) -> None:
    if not reason.strip():
        raise no.ReasonMissing(f"请写明{what}。", field="reason")
