"""Who uploads the file, and what that unit may do to others: the relations of the commands, over units in memory."""

from typing import Any, cast
from uuid import UUID

from services.organization.application.imports.present import Present
from services.organization.application.relations import (
    OUTSIDE,
    relations_for_binding,
    relations_to,
    relations_to_new,
    superiors_of,
)
from services.organization.domain.unit import Unit
from services.organization.domain.vocabulary import RelationKind
from shared.commands.interface import Work
from shared.kernel.envelope import Actor
from shared.kernel.errors import NotPermitted


class Acting:
    def __init__(self, actor: Actor, present: Present) -> None:
        self.unit_id = actor.unit_id
        self._work = cast(Work, _Remembered(actor, present))

    async def check_may_register(self, code: str) -> None:
        if not await relations_to_new(self._work, code) - {OUTSIDE}:
            raise NotPermitted(f"代码{code}不在本单位的辖区内，请由当地的关工委登记。")

    async def check_may_keep(self, unit: Unit) -> None:
        if not await relations_to(self._work, unit) - {OUTSIDE}:
            raise NotPermitted("这个单位不由本单位登记，请由它自己或它的上级办理。")

    async def check_may_bind(self, unit: Unit, relation: RelationKind, target: Unit | None) -> None:
        if not await relations_for_binding(self._work, unit, relation, target) - {OUTSIDE}:
            raise NotPermitted("这一关系要由双方共同的上级登记，本单位不能办理。")

    async def superiors_of(self, unit: Unit) -> frozenset[UUID]:
        return frozenset(await superiors_of(self._work, unit))


class _Remembered:
    """As much of a command's work as the relations ask of it."""

    def __init__(self, actor: Actor, present: Present) -> None:
        self.actor = actor
        self._present = present

    async def find(self, cls: type[Any], stream_id: UUID) -> Any:
        known = self._present.by_id.get(stream_id)
        return known.unit if known is not None and cls is Unit else None
