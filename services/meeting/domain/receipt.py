"""A receipt 回执: one unit's answer to a notice of a meeting, its committee's or one forwarded to it (M6)."""

from dataclasses import dataclass
from typing import ClassVar, Literal
from uuid import UUID

from services.meeting.domain import participation_refusals as refusals
from services.meeting.domain.attendance import HEADS_MAX, Seat
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive

Mode = Literal["on_site", "video", "mobile"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a unit answers. Who comes in another's place is told by person id or, not registered, by office."""

    attending: bool
    seat: Seat | None
    person_id: UUID | None
    office: str
    mode: Mode | None
    heads: int
    reason: str


class Receipt(Aggregate):
    """Owned by the unit that answers. `addressee` is the committee whose notice it is, or that forwarded it.

    A changed notice, or another mind, is answered again: `round` counts, the last one stands.
    """

    STREAM: ClassVar[str] = "meeting.receipt"

    class Returned(DomainEvent, frozen=True, kw_only=True, event="meeting.receipt.returned"):
        receipt_id: UUID
        meeting_id: UUID
        committee_id: UUID
        unit_id: UUID
        round: int
        notice: int
        attending: bool
        seat: Seat | None
        person_id: UUID | None
        office: str
        mode: Mode | None
        heads: int
        reason: str

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.rounds = 0

    @staticmethod
    def stream_id(meeting_id: UUID, addressee: UUID, unit_id: UUID) -> UUID:
        return derive("receipt", meeting_id, addressee, unit_id)

    def answer(
        self, meeting_id: UUID, addressee: UUID, unit_id: UUID, reply: Reply, *, notice: int, has_seat: bool
    ) -> int:
        """`notice` is the number of the notice it answers. Returns the round."""
        check_reply(reply, has_seat)
        self.record(
            self.Returned(
                receipt_id=self.id,
                meeting_id=meeting_id,
                committee_id=addressee,
                unit_id=unit_id,
                round=self.rounds + 1,
                notice=notice,
                attending=reply.attending,
                seat=reply.seat,
                person_id=reply.person_id,
                office=reply.office,
                mode=reply.mode,
                heads=reply.heads,
                reason=reply.reason,
            ),
            concerns=[addressee],
        )
        return self.rounds

    def on_returned(self, event: Returned) -> None:
        self.owner_unit, self.rounds = event.unit_id, event.round


def check_reply(reply: Reply, has_seat: bool) -> None:
    if not reply.attending:
        check_absence(reply)
        return
    if reply.mode is None:
        raise refusals.ReceiptIncomplete("请写明到现场、视频还是手机参加。", field="mode")
    if not 1 <= reply.heads <= HEADS_MAX:
        raise refusals.ReceiptIncomplete("请写明来几个人，至少1人。", field="heads")
    if has_seat and reply.seat is None:
        raise refusals.ReceiptIncomplete("请写明由分管领导参加，还是由他人代为参加。", field="seat")
    if reply.seat == "substitute":
        check_substitute(reply)


def check_absence(reply: Reply) -> None:
    if not reply.reason.strip():
        raise refusals.ReceiptIncomplete("不能参加的，请写明原因。", field="reason")
    if reply.heads or reply.mode or reply.seat or reply.person_id or reply.office:
        raise refusals.ReceiptIncomplete("不能参加的，不用填参加方式、人数和参加人。", field="attending")


def check_substitute(reply: Reply) -> None:
    if not reply.reason.strip():
        raise refusals.ReceiptIncomplete("由他人代为参加的，请写明原因。", field="reason")
    if reply.person_id is None and not reply.office.strip():
        raise refusals.ReceiptIncomplete("由他人代为参加的，请写明参加人的职务。", field="office")


EVENTS: tuple[type[DomainEvent], ...] = (Receipt.Returned,)
