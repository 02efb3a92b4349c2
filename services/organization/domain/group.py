"""A group name means a set of units under a committee (O6)."""

from datetime import date
from uuid import UUID

import msgspec

from services.organization.domain.refusals import (
    GroupHistoryRewritten,
    GroupNameEmpty,
    GroupNameTaken,
    SelectorInvalid,
)
from services.organization.domain.vocabulary import Level, Line, SelectorKind
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent
from shared.kernel.ids import derive
from shared.kernel.text import name_key


class Selector(msgspec.Struct, frozen=True, kw_only=True, rename={"without": "except"}, forbid_unknown_fields=True):
    """Which units a group means: all members, subordinate committees of a level or line, or a fixed list."""

    kind: SelectorKind
    level: Level | None = None
    line: Line | None = None
    without: tuple[UUID, ...] = ()
    units: tuple[UUID, ...] = ()


class Group(Aggregate):
    STREAM = "organization.group"

    class Defined(DomainEvent, frozen=True, kw_only=True, event="organization.group.defined"):
        group_id: UUID
        committee_id: UUID
        name: str
        aliases: tuple[str, ...]
        selector: Selector
        on: date

    class Redefined(DomainEvent, frozen=True, kw_only=True, event="organization.group.redefined"):
        selector: Selector
        aliases: tuple[str, ...]
        on: date

    @staticmethod
    def stream_id(committee_id: UUID, name: str) -> UUID:
        return derive("group", committee_id, name)

    def define(self, committee_id: UUID, name: str, aliases: tuple[str, ...], selector: Selector, on: date) -> None:
        check_group_names(name, aliases)
        check_selector(selector)
        defined = self.Defined(
            group_id=self.id, committee_id=committee_id, name=name, aliases=aliases, selector=selector, on=on
        )
        self.record(defined, effective_on=on)

    def redefine(self, aliases: tuple[str, ...], selector: Selector, on: date) -> None:
        check_group_names(self.name, aliases)
        check_selector(selector)
        if on < self.changed_on:
            raise GroupHistoryRewritten(f"本组在{self.changed_on}已有变更，不能再登记更早的变更。")
        self.record(self.Redefined(selector=selector, aliases=aliases, on=on), effective_on=on)

    def on_defined(self, event: Defined) -> None:
        self.owner_unit = self.committee_id = event.committee_id
        self.name, self.aliases, self.changed_on = event.name, event.aliases, event.on

    def on_redefined(self, event: Redefined) -> None:
        self.aliases, self.changed_on = event.aliases, event.on


def check_group_names(name: str, aliases: tuple[str, ...]) -> None:
    if not name.strip() or any(not alias.strip() for alias in aliases):
        raise GroupNameEmpty("组的名称和别名都不能为空。")
    keys = [name_key(each) for each in (name, *aliases)]
    if len(set(keys)) < len(keys):
        raise GroupNameTaken("组的名称与别名有重复，请删去重复的。")


def check_selector(selector: Selector) -> None:
    if selector.kind == "units":
        if not selector.units:
            raise SelectorInvalid("按名单定义的组至少要有一个单位。")
        if selector.level or selector.line or selector.without:
            raise SelectorInvalid("按名单定义的组不再写层级、条线或除外单位。")
    elif selector.units:
        raise SelectorInvalid("只有按名单定义的组才列单位。")
    if selector.kind == "members" and (selector.level or selector.line):
        raise SelectorInvalid("“成员单位”组不按层级或条线划分。")
    for listed in (selector.units, selector.without):
        if len(set(listed)) < len(listed):
            raise SelectorInvalid("名单里有重复的单位，请删去重复的。")
