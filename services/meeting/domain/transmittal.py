"""A transmittal 传达贯彻: a meeting's spirit, a superior's document or an instruction, passed to units below (M10)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.meeting.domain import transmittal_refusals as no
from services.meeting.domain.vocabulary import Value
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.limits import UNITS_CONCERNED_MAX

Conveys = Literal["meeting_spirit", "superior_document", "instruction"]
UNITS_MAX = UNITS_CONCERNED_MAX - 1  # the sending committee is concerned, too
QUESTIONS_MAX = 20


class AddressedGroup(Value, frozen=True, kw_only=True):
    """The units a group stood for on the day of issue (O6)."""

    name: str
    group_id: UUID
    units: tuple[UUID, ...]


class Subject(Value, frozen=True, kw_only=True):
    """What is passed on.

    `matter_id` is the meeting or the instruction, if it is kept here; `document` is what is passed on in writing;
    `issuer` says in words whose document it is.
    """

    conveys: Conveys
    matter_id: UUID | None
    title: str
    issuer: str
    document: str | None


class Asked(Value, frozen=True, kw_only=True):
    """What each unit is to do and to tell, and by when."""

    requirements: str
    questions: tuple[str, ...]
    tell_party_leader: bool
    due_on: date


class Addressed(Value, frozen=True, kw_only=True):
    """Whom it goes to: all units in the order of naming, and which of them a group stood for."""

    units: tuple[UUID, ...]
    expansions: tuple[AddressedGroup, ...]


class Transmittal(Aggregate):
    STREAM: ClassVar[str] = "meeting.transmittal"

    class Issued(DomainEvent, frozen=True, kw_only=True, event="meeting.transmittal.issued"):
        """`passed_from` are the transmittals that it passes on, from the first one to the one it came with."""

        transmittal_id: UUID
        committee_id: UUID
        conveys: Conveys
        matter_id: UUID | None
        passed_from: tuple[UUID, ...]
        title: str
        issuer: str
        document: str | None
        requirements: str
        questions: tuple[str, ...]
        tell_party_leader: bool
        units: tuple[UUID, ...]
        expansions: tuple[AddressedGroup, ...]
        issued_on: date
        due_on: date

    class Widened(DomainEvent, frozen=True, kw_only=True, event="meeting.transmittal.widened"):
        units: tuple[UUID, ...]
        expansions: tuple[AddressedGroup, ...]
        widened_on: date

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.passed_from: tuple[UUID, ...] = ()
        self.units: tuple[UUID, ...] = ()

    @classmethod
    def issue(
        cls,
        transmittal_id: UUID,
        committee_id: UUID,
        subject: Subject,
        asked: Asked,
        addressed: Addressed,
        *,
        today: date,
        passed_from: tuple[UUID, ...] = (),
    ) -> "Transmittal":
        check_subject(subject)
        check_asked(asked, today)
        check_addressed(addressed.units)
        transmittal = cls(transmittal_id)
        transmittal.record(
            cls.Issued(
                transmittal_id=transmittal_id,
                committee_id=committee_id,
                conveys=subject.conveys,
                matter_id=subject.matter_id,
                passed_from=passed_from,
                title=subject.title,
                issuer=subject.issuer,
                document=subject.document,
                requirements=asked.requirements,
                questions=asked.questions,
                tell_party_leader=asked.tell_party_leader,
                units=addressed.units,
                expansions=addressed.expansions,
                issued_on=today,
                due_on=asked.due_on,
            ),
            concerns=addressed.units,
        )
        return transmittal

    def pass_on(
        self, transmittal_id: UUID, committee_id: UUID, asked: Asked, addressed: Addressed, *, today: date
    ) -> "Transmittal":
        """A lower committee's own transmittal of the same subject, linked to this one."""
        self.check_addressee(committee_id)
        chain = (*self.passed_from, self.id)
        return Transmittal.issue(
            transmittal_id, committee_id, self.subject, asked, addressed, today=today, passed_from=chain
        )

    def widen(self, addressed: Addressed, *, today: date) -> tuple[UUID, ...]:
        """Units that were left out get it too; returns the new ones."""
        new = tuple(unit for unit in addressed.units if unit not in set(self.units))
        if not new:
            raise no.AddressedAlready("这些单位都已经收到这份传达通知，不用再发。")
        check_addressed((*self.units, *new))
        self.record(self.Widened(units=new, expansions=addressed.expansions, widened_on=today), concerns=new)
        return new

    def check_addressee(self, unit_id: UUID) -> None:
        if unit_id not in self.units:
            raise no.UnitNotAddressed("这份传达通知没有发给本单位，不能据此反馈或转发。")

    def relations_of(self, unit_id: UUID) -> frozenset[str]:
        relations = {"own"} if unit_id == self.owner_unit else set[str]()
        if unit_id in self.units:
            relations.add("addressee")
        return frozenset(relations)

    def on_issued(self, event: Issued) -> None:
        self.owner_unit = event.committee_id
        self.passed_from = event.passed_from
        self.subject = Subject(
            conveys=event.conveys,
            matter_id=event.matter_id,
            title=event.title,
            issuer=event.issuer,
            document=event.document,
        )
        self.questions = event.questions
        self.tell_party_leader = event.tell_party_leader
        self.units = event.units
        self.due_on = event.due_on

    def on_widened(self, event: Widened) -> None:
        self.units = (*self.units, *event.units)


def check_subject(subject: Subject) -> None:
    if not subject.title.strip():
        raise no.NothingToConvey("请写明传达什么，例如“省关工委第33次全委会议精神”。", field="title")
    if subject.matter_id is None and subject.document is None:
        raise no.NothingToConvey("请选传达的是哪次会议或哪件批示，或者上传要传达的文件。", field="document")
    if subject.conveys == "superior_document" and not (subject.issuer.strip() and subject.document):
        raise no.NothingToConvey("传达上级文件，请写明发文机关并上传文件。", field="issuer")


def check_asked(asked: Asked, today: date) -> None:
    if asked.due_on < today:
        raise no.TransmittalDueDayPassed("反馈期限已经过去，请重新填写期限。", field="due_on")
    if len(asked.questions) > QUESTIONS_MAX or any(not question.strip() for question in asked.questions):
        raise no.QuestionEmpty(f"要求回答的问题不能是空的，最多{QUESTIONS_MAX}个，请核对。", field="questions")


def check_addressed(units: Sequence[UUID]) -> None:
    """More than one event may concern is sent level by level: each committee passes it on to its own units."""
    if not units:
        raise no.NobodyAddressed("没有选传达到哪些单位。请选下级关工委、成员单位或组。", field="units")
    if len(units) > UNITS_MAX:
        raise no.TooManyAddressed(
            f"一份传达通知最多发{UNITS_MAX}个单位，这里有{len(units)}个。请发到下一级，由各关工委再转发到所属单位。",
            field="units",
            units=len(units),
        )


def check_below(units: Iterable[UUID], committee_id: UUID, below: frozenset[UUID]) -> None:
    """`below` are the committees under this one and its member units."""
    others = [str(unit) for unit in units if unit not in below or unit == committee_id]
    if others:
        raise no.AddresseeNotBelow(
            "传达只能发给下级关工委和本关工委的成员单位，所选单位里有不是的，请去掉。", units=others
        )
