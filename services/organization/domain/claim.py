"""A name or code that one thing holds at a time: a stream of its own, so that two claims at once cannot both win."""

from datetime import date
from uuid import UUID

from services.organization.domain.refusals import CodeTaken, GroupNameTaken
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive


class UnitCode(Aggregate):
    """Who holds a code (O1); a code given up can be held by another unit from that day on."""

    STREAM = "organization.code"
    holder: UUID | None = None
    free_from: date | None = None

    class Claimed(DomainEvent, frozen=True, kw_only=True, event="organization.code.claimed"):
        code: str
        unit_id: UUID
        on: date

    class Released(DomainEvent, frozen=True, kw_only=True, event="organization.code.released"):
        code: str
        unit_id: UUID
        on: date

    @staticmethod
    def stream_id(code: str) -> UUID:
        return derive("unit-code", code)

    def claim(self, code: str, unit_id: UUID, on: date) -> None:
        self.check_free(code, on)
        self.record(self.Claimed(code=code, unit_id=unit_id, on=on), effective_on=on)

    def release(self, code: str, unit_id: UUID, on: date) -> None:
        self.record(self.Released(code=code, unit_id=unit_id, on=on), effective_on=on)

    def check_free(self, code: str, on: date) -> None:
        if self.holder is not None or (self.free_from is not None and on < self.free_from):
            raise CodeTaken(f"代码{code}在这一天已由另一个单位使用，请核对代码。", unit_code=code)

    def on_claimed(self, event: Claimed) -> None:
        self.owner_unit = self.holder = event.unit_id

    def on_released(self, event: Released) -> None:
        self.holder, self.free_from = None, event.on


class GroupName(Aggregate):
    """Which group of a committee a name or alias means (O6)."""

    STREAM = "organization.group_name"
    holder: UUID | None = None
    free_from: date | None = None

    class Claimed(DomainEvent, frozen=True, kw_only=True, event="organization.group_name.claimed"):
        committee_id: UUID
        name: str
        group_id: UUID
        on: date

    class Released(DomainEvent, frozen=True, kw_only=True, event="organization.group_name.released"):
        committee_id: UUID
        name: str
        group_id: UUID
        on: date

    @staticmethod
    def stream_id(committee_id: UUID, key: str) -> UUID:
        return derive("group-name", committee_id, key)

    def claim(self, committee_id: UUID, name: str, group_id: UUID, on: date) -> None:
        self.check_free(name, on)
        claimed = self.Claimed(committee_id=committee_id, name=name, group_id=group_id, on=on)
        self.record(claimed, effective_on=on)

    def release(self, committee_id: UUID, name: str, group_id: UUID, on: date) -> None:
        released = self.Released(committee_id=committee_id, name=name, group_id=group_id, on=on)
        self.record(released, effective_on=on)

    def check_free(self, name: str, on: date) -> None:
        if self.holder is not None or (self.free_from is not None and on < self.free_from):
            raise GroupNameTaken(f"“{name}”已经是本关工委另一个组的名称或别名，请换一个。", name=name)

    def on_claimed(self, event: Claimed) -> None:
        self.owner_unit, self.holder = event.committee_id, event.group_id

    def on_released(self, event: Released) -> None:
        self.holder, self.free_from = None, event.on
