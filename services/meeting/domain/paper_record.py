"""A paper's events and the state they make. Handlers only assign; rules are in `paper`."""

from datetime import date
from typing import ClassVar, cast
from uuid import UUID

from services.meeting.domain.paper_kinds import MatterKind, PaperStage
from services.meeting.domain.paper_number import PaperNumbers
from services.meeting.domain.paper_style import PaperStyles
from services.meeting.domain.vocabulary import Value
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent


class PaperNumber(Value, frozen=True, kw_only=True):
    text: str
    word: str
    type: str
    year: int
    sequence: int


class PaperRecord(Aggregate):
    STREAM: ClassVar[str] = "meeting.paper"

    class Drafted(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.drafted"):
        paper_id: UUID
        committee_id: UUID
        kind: str
        matter_kind: str
        matter_id: UUID
        bodies: tuple[UUID, ...]
        addressees: tuple[UUID, ...]
        title: str
        text: str
        writer: UUID | None
        written_on: date

    class Revised(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.revised"):
        bodies: tuple[UUID, ...]
        addressees: tuple[UUID, ...]
        title: str
        text: str
        writer: UUID | None
        written_on: date

    class Checked(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.checked"):
        checker: UUID
        checked_on: date

    class Returned(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.returned"):
        reason: str
        stage: PaperStage

    class Signed(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.signed"):
        signer: UUID
        signed_on: date

    class Cosigned(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.cosigned"):
        """Of a joint paper: another of its bodies signed it, too."""

        body: UUID
        signer: UUID
        signed_on: date

    class Numbered(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.numbered"):
        number: str
        word: str
        type: str
        year: int
        sequence: int

    class Issued(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.issued"):
        document: str
        number: str | None
        kind: str
        title: str
        matter_id: UUID
        issued_on: date

    class Withdrawn(DomainEvent, frozen=True, kw_only=True, event="meeting.paper.withdrawn"):
        reason: str
        stage: PaperStage

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.stage: PaperStage = "drafted"
        self.kind = ""
        self.matter_kind: MatterKind = "meeting"
        self.matter_id: UUID
        self.bodies: tuple[UUID, ...] = ()
        self.addressees: tuple[UUID, ...] = ()
        self.title = ""
        self.text = ""
        self.writers: set[UUID | None] = set()
        self.written_on: date
        self.signed_on: date | None = None
        self.cosigned: dict[UUID, date] = {}
        self.number: PaperNumber | None = None

    def on_drafted(self, event: Drafted) -> None:
        self.owner_unit = event.committee_id
        self.kind, self.matter_kind, self.matter_id = event.kind, cast("MatterKind", event.matter_kind), event.matter_id
        self._on_written(event)

    def on_revised(self, event: Revised) -> None:
        self.stage = "drafted"
        self._on_written(event)

    def _on_written(self, event: Drafted | Revised) -> None:
        self.bodies, self.addressees = event.bodies, event.addressees
        self.title, self.text = event.title, event.text
        self.writers.add(event.writer)
        self.written_on = event.written_on

    def on_checked(self, event: Checked) -> None:
        self.stage = "checked"

    def on_returned(self, event: Returned) -> None:
        self.stage = "returned"
        self.signed_on = None
        self.cosigned = {}

    def on_signed(self, event: Signed) -> None:
        self.stage, self.signed_on = "signed", event.signed_on

    def on_cosigned(self, event: Cosigned) -> None:
        self.cosigned[event.body] = event.signed_on

    def on_numbered(self, event: Numbered) -> None:
        self.stage = "numbered"
        self.number = PaperNumber(
            text=event.number, word=event.word, type=event.type, year=event.year, sequence=event.sequence
        )

    def on_issued(self, event: Issued) -> None:
        self.stage = "issued"

    def on_withdrawn(self, event: Withdrawn) -> None:
        self.stage, self.number = "withdrawn", None


PAPER_EVENTS: tuple[type[DomainEvent], ...] = (
    PaperRecord.Drafted,
    PaperRecord.Revised,
    PaperRecord.Checked,
    PaperRecord.Returned,
    PaperRecord.Signed,
    PaperRecord.Cosigned,
    PaperRecord.Numbered,
    PaperRecord.Issued,
    PaperRecord.Withdrawn,
    PaperNumbers.Assigned,
    PaperNumbers.Released,
    PaperStyles.Set,
)
