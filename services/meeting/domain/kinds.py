"""Kinds of meeting that a committee adds for itself and all below it (M1: 主要采取…等方式)."""

from typing import ClassVar
from uuid import UUID

from services.meeting.domain import duty_refusals as refusals
from services.meeting.domain.rules import check_not_blank
from services.meeting.domain.vocabulary import JOINT_KINDS, OTHER_KINDS
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive


class MeetingKinds(Aggregate):
    """An added kind is called by its own Chinese name, in events too, so that nobody needs a table to read it."""

    STREAM: ClassVar[str] = "meeting.kinds"

    class Added(DomainEvent, frozen=True, kw_only=True, event="meeting.kinds.added"):
        committee_id: UUID
        kind: str
        joint: bool

    class Retired(DomainEvent, frozen=True, kw_only=True, event="meeting.kinds.retired"):
        committee_id: UUID
        kind: str

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.kinds: dict[str, bool] = {}

    @staticmethod
    def stream_id(committee_id: UUID) -> UUID:
        return derive("meeting-kinds", committee_id)

    def add(self, committee_id: UUID, kind: str, joint: bool) -> None:
        check_not_blank(kind, "会议形式的名称")
        built_in = {**JOINT_KINDS, **OTHER_KINDS}
        if kind in self.kinds or kind in built_in or kind in built_in.values():
            raise refusals.MeetingKindKnown("已经有这种会议形式，不用再加。", field="kind")
        self.record(self.Added(committee_id=committee_id, kind=kind, joint=joint))

    def retire(self, committee_id: UUID, kind: str) -> None:
        """No new meeting can be of it; those there are stay what they were."""
        if kind not in self.kinds:
            raise refusals.MeetingKindNotAdded("只能停用自己增加的会议形式，请核对名称。", field="kind")
        self.record(self.Retired(committee_id=committee_id, kind=kind))

    def on_added(self, event: Added) -> None:
        self.owner_unit = event.committee_id
        self.kinds[event.kind] = event.joint

    def on_retired(self, event: Retired) -> None:
        del self.kinds[event.kind]


EVENTS: tuple[type[DomainEvent], ...] = (MeetingKinds.Added, MeetingKinds.Retired)
