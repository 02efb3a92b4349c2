"""A unit: its dated attributes and relations (O1). Old years stay as they were."""

from datetime import date
from uuid import UUID

from services.organization.domain import codes
from services.organization.domain.refusals import (
    BeforeFounding,
    CodeUnchanged,
    HistoryRewritten,
    NameEmpty,
    OfficeUnfit,
    RelatedToItself,
    RelationNotOpen,
    RelationRepeated,
    StatusUnchanged,
    StatusUnfit,
    SuccessionUnfit,
    SuperiorCycle,
    UnitDissolved,
)
from services.organization.domain.relation import Relation, check_kinds, check_line, check_relation_free
from services.organization.domain.vocabulary import (
    COMMITTEE_OFFICES,
    NEXT_STATUSES,
    OFFICE_WORDS,
    RELATION_WORDS,
    STATUS_WORDS,
    Level,
    Line,
    Office,
    RelationKind,
    Status,
    Succession,
    UnitKind,
)
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent


class Unit(Aggregate):
    STREAM = "organization.unit"
    kind: UnitKind
    level: Level
    status: Status

    class Registered(DomainEvent, frozen=True, kw_only=True, event="organization.unit.registered"):
        unit_id: UUID
        kind: UnitKind
        level: Level
        name: str
        short_names: tuple[str, ...]
        code: str
        status: Status
        on: date
        registered_by: UUID

    class Renamed(DomainEvent, frozen=True, kw_only=True, event="organization.unit.renamed"):
        name: str
        short_names: tuple[str, ...]
        on: date

    class CodeChanged(DomainEvent, frozen=True, kw_only=True, event="organization.unit.code_changed"):
        code: str
        on: date

    class StatusChanged(DomainEvent, frozen=True, kw_only=True, event="organization.unit.status_changed"):
        status: Status
        on: date

    class RelationBegun(DomainEvent, frozen=True, kw_only=True, event="organization.unit.relation_begun"):
        relation: RelationKind
        target: UUID
        line: Line | None
        on: date

    class RelationEnded(DomainEvent, frozen=True, kw_only=True, event="organization.unit.relation_ended"):
        relation: RelationKind
        target: UUID
        on: date
        reason: str

    class Superseded(DomainEvent, frozen=True, kw_only=True, event="organization.unit.superseded"):
        """What became of this unit: others carry on what it was for."""

        succession: Succession
        successors: tuple[UUID, ...]
        on: date
        reason: str

    class Succeeded(DomainEvent, frozen=True, kw_only=True, event="organization.unit.succeeded"):
        """What this unit came from."""

        succession: Succession
        predecessors: tuple[UUID, ...]
        on: date

    def register(
        self,
        *,
        kind: UnitKind,
        level: Level,
        name: str,
        short_names: tuple[str, ...],
        code: str,
        status: Status,
        on: date,
        registered_by: UUID,
    ) -> None:
        check_names(name, short_names)
        codes.check_code(code, kind, level)
        check_first_status(status)
        registered = self.Registered(
            unit_id=self.id,
            kind=kind,
            level=level,
            name=name,
            short_names=short_names,
            code=code,
            status=status,
            on=on,
            registered_by=registered_by,
        )
        self.record(registered, concerns={registered_by}, effective_on=on)

    def rename(self, name: str, short_names: tuple[str, ...], on: date) -> None:
        check_names(name, short_names)
        self.check_alive()
        self.check_date("name", "名称", on)
        self.record(self.Renamed(name=name, short_names=short_names, on=on), effective_on=on)

    def change_code(self, code: str, on: date) -> None:
        codes.check_code(code, self.kind, self.level)
        self.check_alive()
        self.check_date("code", "代码", on)
        if code == self.code:
            raise CodeUnchanged(f"本单位的代码已经是{code}，不用再改。")
        self.record(self.CodeChanged(code=code, on=on), effective_on=on)

    def change_status(self, status: Status, on: date) -> None:
        self.check_alive()
        self.check_date("status", "状态", on)
        if status == self.status:
            raise StatusUnchanged("本单位已经是这个状态，不用再改。")
        self.check_can_become(status)
        self.record(self.StatusChanged(status=status, on=on), effective_on=on)

    def begin_relation(
        self, relation: RelationKind, target: "Unit", line: Line | None, on: date, superiors_of_target: frozenset[UUID]
    ) -> None:
        """`superiors_of_target` are the committees above the target, so that no unit comes to stand above itself."""
        self.check_alive()
        target.check_alive()
        self.check_partner(relation, target)
        check_line(relation, line)
        self.check_since(on)
        target.check_since(on)
        check_relation_free(self.relations, relation, target.id, on)
        if relation == "superior":
            self.check_no_cycle(superiors_of_target)
        begun = self.RelationBegun(relation=relation, target=target.id, line=line, on=on)
        self.record(begun, concerns={target.id}, effective_on=on)

    def end_relation(self, relation: RelationKind, target: UUID, on: date, reason: str) -> None:
        held = self.open_relation(relation, target)
        if held is None:
            raise RelationNotOpen(f"本单位现在没有这一“{RELATION_WORDS[relation]}”关系，无法终止。")
        if on < held.since:
            raise HistoryRewritten(f"终止日期早于关系建立的日期（{held.since}），请核对。")
        ended = self.RelationEnded(relation=relation, target=target, on=on, reason=reason)
        self.record(ended, concerns={target}, effective_on=on)

    def change_superior(self, superior: "Unit", on: date, reason: str, superiors_of_target: frozenset[UUID]) -> None:
        """From one superior to another on one day: the day on which the former ends, the new one begins."""
        self.check_alive()
        former = self.superior
        if former is None:
            raise RelationNotOpen("本单位现在没有上级关工委，请直接登记上级。")
        if former == superior.id:
            raise RelationRepeated("所选的已经是本单位的上级关工委，不用再改。")
        self.end_relation("superior", former, on, reason)
        self.begin_relation("superior", superior, None, on, superiors_of_target)

    def dissolve(self, on: date, reason: str) -> None:
        """Nothing of the unit stays open."""
        self.check_alive()
        for held in [held for held in self.relations if held.until is None]:
            self.end_relation(held.kind, held.target, on, reason)
        self.change_status("dissolved", on)

    def supersede(self, succession: Succession, successors: tuple[UUID, ...], on: date, reason: str) -> None:
        self.check_since(on)
        if not successors or self.id in successors or len(set(successors)) < len(successors):
            raise SuccessionUnfit("请写明承接的单位；不能是本单位自己，也不能重复。")
        superseded = self.Superseded(succession=succession, successors=successors, on=on, reason=reason)
        self.record(superseded, concerns=successors, effective_on=on)

    def succeed(self, succession: Succession, predecessors: tuple["Unit", ...], on: date) -> None:
        self.check_alive()
        self.check_since(on)
        for predecessor in predecessors:
            self.check_can_succeed(predecessor)
        ids = tuple(predecessor.id for predecessor in predecessors)
        if len(set(ids)) < len(ids):
            raise SuccessionUnfit("名单里有重复的单位，请删去重复的。")
        self.record(self.Succeeded(succession=succession, predecessors=ids, on=on), concerns=ids, effective_on=on)

    def check_can_succeed(self, predecessor: "Unit") -> None:
        if predecessor.id == self.id:
            raise SuccessionUnfit("单位不能并入自己，请核对承接的单位。")
        if (self.kind == "committee") != (predecessor.kind == "committee"):
            raise SuccessionUnfit("关工委由关工委承接，其他单位由其他单位承接，请核对所选的单位。")
        if self.status == "planned":
            raise SuccessionUnfit("承接的单位还没有成立，请先登记其成立。")

    @property
    def superior(self) -> UUID | None:
        return next(iter(self.open_targets("superior")), None)

    @property
    def answerable(self) -> UUID | None:
        """The superior, or the last one: whoever let a unit go answers for it until another superior has it."""
        return next((held.target for held in reversed(self.relations) if held.kind == "superior"), None)

    def open_targets(self, relation: RelationKind) -> list[UUID]:
        return [held.target for held in self.relations if held.kind == relation and held.until is None]

    def open_relation(self, relation: RelationKind, target: UUID) -> Relation | None:
        return next((r for r in self.relations if (r.kind, r.target, r.until) == (relation, target, None)), None)

    def check_alive(self) -> None:
        if self.status == "dissolved":
            raise UnitDissolved("该单位已经撤销，不能再作变更。", unit_id=str(self.id))

    def check_since(self, on: date) -> None:
        if on < self.founded_on:
            raise BeforeFounding(f"日期{on}早于单位成立的日期（{self.founded_on}），请核对。", unit_id=str(self.id))

    def check_date(self, attribute: str, word: str, on: date) -> None:
        """A change never goes before a recorded later one: what was known of old years stays (O1)."""
        self.check_since(on)
        last = self.changed_on[attribute]
        if on < last:
            raise HistoryRewritten(f"单位的{word}在{last}已有变更，不能再登记更早的变更（{on}）。")

    def check_can_become(self, status: Status) -> None:
        if status not in NEXT_STATUSES[self.status]:
            raise StatusUnfit(f"{STATUS_WORDS[self.status]}的单位不能改回“{STATUS_WORDS[status]}”。")

    def check_partner(self, relation: RelationKind, target: "Unit") -> None:
        if target.id == self.id:
            raise RelatedToItself("单位不能与自己建立关系。")
        check_kinds(relation, self.kind, target.kind)

    def check_no_cycle(self, superiors_of_target: frozenset[UUID]) -> None:
        if self.id in superiors_of_target:
            raise SuperiorCycle("所选的上级是本单位的下级，上下级关系会绕成圈，请核对。")

    def check_can_staff(self, office: Office, on: date) -> None:
        self.check_alive()
        self.check_since(on)
        check_fits_office(self.kind, office)

    def on_registered(self, event: Registered) -> None:
        self.owner_unit = event.unit_id
        self.kind, self.level, self.status = event.kind, event.level, event.status
        self.code, self.founded_on, self.registered_by = event.code, event.on, event.registered_by
        self.changed_on = dict.fromkeys(("name", "code", "status"), event.on)
        self.relations: list[Relation] = []
        self.successors: tuple[UUID, ...] = ()

    def on_renamed(self, event: Renamed) -> None:
        self.changed_on["name"] = event.on

    def on_code_changed(self, event: CodeChanged) -> None:
        self.code = event.code
        self.changed_on["code"] = event.on

    def on_status_changed(self, event: StatusChanged) -> None:
        self.status = event.status
        self.changed_on["status"] = event.on

    def on_relation_begun(self, event: RelationBegun) -> None:
        self.relations.append(Relation(event.relation, event.target, event.line, event.on))

    def on_relation_ended(self, event: RelationEnded) -> None:
        ended = (event.relation, event.target, None)
        for held in self.relations:
            if (held.kind, held.target, held.until) == ended:
                held.until = event.on

    def on_superseded(self, event: Superseded) -> None:
        self.successors = event.successors

    def on_succeeded(self, event: Succeeded) -> None:
        """What came of others is shown; no rule of this unit hangs on it."""


def check_names(name: str, short_names: tuple[str, ...]) -> None:
    if not name.strip() or any(not short.strip() for short in short_names):
        raise NameEmpty("单位的名称和简称都不能为空。")


def check_fits_office(kind: UnitKind, office: Office) -> None:
    if office in COMMITTEE_OFFICES and kind != "committee":
        raise OfficeUnfit(f"“{OFFICE_WORDS[office]}”是关工委的职务，本单位不是关工委。")


def check_first_status(status: Status) -> None:
    if status == "dissolved":
        raise UnitDissolved("不能登记一个已撤销的单位，请先按成立时的状态登记。")
