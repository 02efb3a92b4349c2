"""A person is an id here; the name lies in the vault and can be erased (design 14)."""

from uuid import UUID

from services.organization.domain.refusals import PersonErased, PersonNameEmpty
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent


class Person(Aggregate):
    STREAM = "organization.person"
    erased = False

    class Registered(DomainEvent, frozen=True, kw_only=True, event="organization.person.registered"):
        person_id: UUID
        unit_id: UUID

    class NameCorrected(DomainEvent, frozen=True, kw_only=True, event="organization.person.name_corrected"):
        person_id: UUID

    class Erased(DomainEvent, frozen=True, kw_only=True, event="organization.person.erased"):
        person_id: UUID
        reason: str

    def register(self, unit_id: UUID) -> None:
        self.record(self.Registered(person_id=self.id, unit_id=unit_id))

    def correct_name(self) -> None:
        self.check_not_erased()
        self.record(self.NameCorrected(person_id=self.id))

    def erase(self, reason: str) -> None:
        self.check_not_erased()
        self.record(self.Erased(person_id=self.id, reason=reason))

    def check_not_erased(self) -> None:
        if self.erased:
            raise PersonErased("此人的姓名已经删除，不能再作登记。", person_id=str(self.id))

    def on_registered(self, event: Registered) -> None:
        self.owner_unit = event.unit_id

    def on_name_corrected(self, event: NameCorrected) -> None:
        """Only the vault's row changed."""

    def on_erased(self, event: Erased) -> None:
        self.erased = True


def check_person_name(name: str) -> None:
    if not name.strip():
        raise PersonNameEmpty("请填写姓名。")
