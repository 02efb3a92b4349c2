"""A notice that a lower committee passes on to its own members, with requirements of its own (M6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from services.meeting.domain import participation_refusals as refusals
from services.meeting.domain.invitations import (
    check_invited_once,
    check_liaison_officers,
    member_invitation,
    observer_invitation,
)
from services.meeting.domain.rules import check_called_for, check_not_blank, check_units_known
from services.meeting.domain.vocabulary import Invitation, MemberUnit
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive


@dataclass(frozen=True, slots=True)
class Source:
    """The notice as the forwarding committee got it; `number` counts its changes."""

    meeting_id: UUID
    committee_id: UUID
    number: int
    theme: str
    held_at: datetime
    place: str
    requirements: str


class ForwardedNotice(Aggregate):
    """Owned by the committee that forwards; each forwarding is told whole, a later one to a unit takes its place.

    `theme`, `held_at` and `source_requirements` are the source's words, for who gets it need not see that meeting.
    """

    STREAM: ClassVar[str] = "meeting.forwarded_notice"

    class Forwarded(DomainEvent, frozen=True, kw_only=True, event="meeting.forwarded_notice.forwarded"):
        forwarded_id: UUID
        meeting_id: UUID
        committee_id: UUID
        source_committee: UUID
        round: int
        notice: int
        theme: str
        held_at: datetime
        source_place: str
        source_requirements: str
        place: str
        requirements: str
        invitations: tuple[Invitation, ...]

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.rounds = 0
        self.notice = 0
        self.source: Source | None = None
        self.invitations: dict[UUID, Invitation] = {}

    @staticmethod
    def stream_id(meeting_id: UUID, committee_id: UUID) -> UUID:
        return derive("forwarded-notice", meeting_id, committee_id)

    def forward(
        self,
        committee_id: UUID,
        source: Source,
        *,
        now: datetime,
        place: str,
        requirements: str,
        units: Sequence[UUID],
        known: Mapping[UUID, MemberUnit],
        subordinates: frozenset[UUID],
    ) -> tuple[Invitation, ...]:
        """To its own member units, by their liaison officers, and to the committees right below it.

        `known` are its members of the day and whoever else is named.
        """
        check_called_for(source.held_at, now)
        check_not_blank(place, "本级参加会议的地点")
        check_own_units(units, known, subordinates)
        check_liaison_officers([unit for unit in units if unit not in subordinates], known)
        invitations = tuple(
            observer_invitation(known[unit]) if unit in subordinates else member_invitation(known[unit])
            for unit in units
        )
        self.record(
            self.Forwarded(
                forwarded_id=self.id,
                meeting_id=source.meeting_id,
                committee_id=committee_id,
                source_committee=source.committee_id,
                round=self.rounds + 1,
                notice=source.number,
                theme=source.theme,
                held_at=source.held_at,
                source_place=source.place,
                source_requirements=source.requirements,
                place=place,
                requirements=requirements,
                invitations=invitations,
            ),
            concerns=units,
        )
        return invitations

    def check_forwarded_to(self, unit_id: UUID) -> None:
        if unit_id not in self.invitations:
            raise refusals.NotInvited("这个单位不在转发的通知里，不用回执。", unit_id=str(unit_id))

    def on_forwarded(self, event: Forwarded) -> None:
        self.owner_unit = event.committee_id
        self.rounds, self.notice = event.round, event.notice
        self.source = Source(
            meeting_id=event.meeting_id,
            committee_id=event.committee_id,
            number=event.notice,
            theme=event.theme,
            held_at=event.held_at,
            place=event.place,
            requirements=event.requirements,
        )
        self.invitations |= {invitation.unit_id: invitation for invitation in event.invitations}


def check_own_units(units: Sequence[UUID], known: Mapping[UUID, MemberUnit], subordinates: frozenset[UUID]) -> None:
    check_units_known(units, frozenset(known))
    check_invited_once(units, [], known)
    if not units:
        raise refusals.NobodyForwardedTo("请选择要转发的成员单位。", field="units")
    others = [known[unit] for unit in units if not known[unit].is_member and unit not in subordinates]
    if others:
        names = "、".join(unit.name for unit in others)
        raise refusals.NotOnesOwnMember(
            f"{names}不是本关工委的成员单位，也不是下级关工委，不能转发。", units=[str(unit.unit_id) for unit in others]
        )


EVENTS: tuple[type[DomainEvent], ...] = (ForwardedNotice.Forwarded,)
