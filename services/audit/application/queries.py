"""Audit's questions, the same for HTTP and gRPC."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from services.audit.application.catching_up import CatchingUp
from services.audit.application.history import history
from services.audit.application.jurisdiction import check_auditor, check_visible, units_of
from services.audit.application.replaying import Replay
from services.audit.application.states import known_at, state
from services.audit.application.stored_events import discrepancies
from services.audit.domain.folding import FOLDS
from services.audit.domain.rollups import figures
from shared.database.interface import Database
from shared.kernel.clock import Clock
from shared.kernel.envelope import Actor
from shared.serving.moments import check_moment


class ReplayRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`unit` null: all units of the caller's jurisdiction; `as_of` given: the state then, compared with nothing."""

    unit: UUID | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditQueries:
    database: Database
    catching_up: CatchingUp
    replays: Replay
    clock: Clock

    async def history(
        self,
        actor: Actor,
        unit: UUID,
        as_of: datetime | None,
        cursor: str | None,
        limit: int,
        *,
        latest_first: bool = False,
    ) -> dict[str, Any]:
        """Raises HistoryNotVisible, BadCursor, BadLimit, CopyBehind, MomentWithoutZone."""
        await self.catching_up.to_heads()
        async with self.database.snapshot() as reader:
            page = await history(
                reader, actor, unit, as_of=utc(as_of), cursor=cursor, limit=limit, latest_first=latest_first
            )
        return {"items": page.items, "cursor": page.cursor}

    async def state(self, actor: Actor, unit: UUID, as_of: datetime | None) -> dict[str, Any]:
        """Raises HistoryNotVisible, CopyBehind, EventNotUnderstood, MomentWithoutZone."""
        await self.catching_up.to_heads()
        async with self.database.snapshot() as reader:
            shown = await state(reader, actor, unit, self._services, utc(as_of))
        return {"unit_id": unit, "as_of": as_of, "state": shown}

    async def rollup(self, actor: Actor, unit: UUID, as_of: datetime | None) -> dict[str, Any]:
        """Raises HistoryNotVisible, CopyBehind, EventNotUnderstood, MomentWithoutZone."""
        await self.catching_up.to_heads()
        then = utc(as_of)
        async with self.database.snapshot() as reader:
            await check_visible(reader, actor, unit)
            known = await known_at(reader, self._services, then or self.clock.now(), then)
        return {"unit_id": unit, "as_of": as_of, "figures": figures(str(unit), known)}

    @property
    def _services(self) -> list[str]:
        return [service for service in FOLDS if service in self.catching_up.logs]

    async def replay(self, actor: Actor, wanted: ReplayRequest) -> AsyncIterator[dict[str, Any]]:
        """Raises AuditorsOnly, HistoryNotVisible, CopyBehind, MomentWithoutZone before the first line."""
        return await self.replays.begin(actor, wanted.unit, utc(wanted.as_of))

    async def discrepancies(self, actor: Actor) -> dict[str, Any]:
        """Raises AuditorsOnly."""
        check_auditor(actor)
        units = None
        if not actor.is_service:
            async with self.database.snapshot() as reader:
                units = await units_of(reader, actor.unit_id)
        return {"items": await discrepancies(self.database, units)}


def utc(moment: datetime | None) -> datetime | None:
    """Raises MomentWithoutZone, MomentImpossible."""
    return None if moment is None else check_moment(moment, "as_of")
