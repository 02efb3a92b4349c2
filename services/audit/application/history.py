"""A unit's history: everything that it did or that concerned it, in all services, in order (A1)."""

import base64
import binascii
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from services.audit.application.jurisdiction import check_visible, sees_drafts
from services.audit.application.named_papers import paper_of
from services.audit.application.own_copy import STANDS, copied
from services.audit.application.summaries import summary_of
from services.audit.domain.events import CopiedEvent
from services.organization.client import Registry, UnitUnknown
from shared.access.roles import PASS_ROLE, ROLES
from shared.database.binding import moment_text
from shared.database.interface import Reader
from shared.kernel.clock import business_day
from shared.kernel.envelope import Actor
from shared.kernel.limits import INTEGER_MAX
from shared.kernel.sentences import units_in, with_names
from shared.messaging.pages import BadCursor, Page, check_limit

_NOT_ANOTHERS_DRAFT = (
    " AND NOT (u.alone = 1 AND EXISTS (SELECT 1 FROM {copy_drafts} AS d WHERE d.stream_id = u.stream_id))"
)
_ROLES = {**ROLES, PASS_ROLE: "回执链接"}
Number = Annotated[int, msgspec.Meta(ge=0, le=INTEGER_MAX)]


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ends: the order across services, and the number of its last event."""

    recorded_at: str
    log: str
    position: Number
    sequence: Number
    latest_first: bool = False


async def history(
    reader: Reader,
    actor: Actor,
    unit: UUID,
    *,
    as_of: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
    latest_first: bool = False,
) -> Page[dict[str, Any]]:
    """A page of the events: by recorded time, which is causal over all logs, then log and position.

    `sequence` counts from 1, the oldest, in what the caller may see. Raises HistoryNotVisible, BadCursor, BadLimit,
    EventNotUnderstood.
    """
    check_limit(limit)
    await check_visible(reader, actor, unit)
    seen = f"{_OF_UNIT}{_AS_OF if as_of else ''}{'' if sees_drafts(actor, unit) else _NOT_ANOTHERS_DRAFT}"
    params: dict[str, Any] = {"unit": unit, "as_of": as_of}
    after = _place(cursor, latest_first) if cursor else await _beginning(reader, seen, params, latest_first)
    way = _BACKWARDS if latest_first else _FORWARDS
    params |= {"at": after.recorded_at, "log": after.log, "position": after.position, "rows": limit + 1}
    rows = await reader.all(f"SELECT c.* {seen}{way}", params)
    events = [copied(row) for row in rows[:limit]]
    step = -1 if latest_first else 1
    items = await _items(reader, events, range(after.sequence + step, after.sequence + step * (len(events) + 1), step))
    return Page(items, _cursor(events[-1], items[-1]["sequence"], latest_first) if len(rows) > limit else None)


async def _beginning(reader: Reader, seen: str, params: dict[str, Any], latest_first: bool) -> Place:
    """Before the first event of all, or after the last."""
    if not latest_first:
        return Place("", "", 0, 0)
    row = await reader.one(f"SELECT COUNT(*) AS events {seen}", params)
    return Place(_AFTER_ALL, "", 0, (row["events"] if row else 0) + 1, latest_first)


async def _items(reader: Reader, events: Iterable[CopiedEvent], numbers: Iterable[int]) -> list[dict[str, Any]]:
    names = _Names(Registry(reader))
    return [
        await _item(event, number, names, await paper_of(reader, event))
        for event, number in zip(events, numbers, strict=True)
    ]


async def _item(event: CopiedEvent, sequence: int, names: "_Names", about: str) -> dict[str, Any]:
    head, summary = event.head, summary_of(event)
    known = {unit: await names.of(unit, event) for unit in {head.actor.unit_id, *units_in(summary)}}
    return {
        "sequence": sequence,
        "recorded_at": event.recorded_at,
        "occurred_at": head.occurred.at,
        "service": event.log,
        "type": head.type,
        "actor": {
            "unit_id": head.actor.unit_id,
            "unit": known[head.actor.unit_id],
            "role": head.actor.role,
            "role_name": _ROLES.get(head.actor.role, "系统"),
            "person_id": head.actor.person_id,
        },
        "subject": {"kind": head.stream_type, "id": head.stream_id},
        "position": event.place,
        "summary": with_names(summary, known) + about,
    }


class _Names:
    """Units' names as they were on the day of an event."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._known: dict[tuple[str, object], str] = {}

    async def of(self, unit: str, event: CopiedEvent) -> str:
        day = business_day(event.head.occurred.at)
        if (unit, day) not in self._known:
            self._known[unit, day] = await self._look_up(unit, day)
        return self._known[unit, day]

    async def _look_up(self, unit: str, day: Any) -> str:
        try:
            return await self._registry.name_of(UUID(unit), day)
        except UnitUnknown:
            return "系统"  # services act for no unit of the registry


def _place(cursor: str, latest_first: bool) -> Place:
    """Raises BadCursor, also for a place on the way in the other direction."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = msgspec.json.decode(raw, type=Place)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as error:
        raise BadCursor("翻页标记无效，请从第一页重新查看。") from error
    if place.latest_first != latest_first:
        raise BadCursor("翻页标记无效，请从第一页重新查看。")
    return place


def _cursor(event: CopiedEvent, sequence: int, latest_first: bool) -> str:
    place = Place(moment_text(event.recorded_at), event.log, event.position, sequence, latest_first)
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


_OF_UNIT = (
    "FROM {copy_units} AS u JOIN {copy_events} AS c"
    " ON c.log = u.log AND c.position = u.position AND c.generation = u.generation"
    f" WHERE u.unit_id = :unit AND {STANDS}"
)
_AS_OF = " AND u.recorded_at <= :as_of"
_FORWARDS = (
    " AND (u.recorded_at, u.log, u.position) > (:at, :log, :position)"
    " ORDER BY u.recorded_at, u.log, u.position LIMIT :rows"
)
_BACKWARDS = (
    " AND (u.recorded_at, u.log, u.position) < (:at, :log, :position)"
    " ORDER BY u.recorded_at DESC, u.log DESC, u.position DESC LIMIT :rows"
)
_AFTER_ALL = "9"  # later than any moment's text
