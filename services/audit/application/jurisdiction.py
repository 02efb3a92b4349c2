"""Whose history and state one may see.

A unit's people see their own unit's. An auditor sees those of its unit, of the committees below it, and of the organs
that any of these registered. Everybody else is told what one is told of a unit that does not exist (A1).
"""

from uuid import UUID

from services.audit.domain.refusals import AuditorsOnly, HistoryNotVisible
from shared.database.interface import Reader
from shared.kernel.envelope import Actor

_BELOW = "SELECT r.unit FROM {reach} AS r WHERE r.ancestor = :viewer"
UNITS = (
    "SELECT id FROM {registry_units} WHERE id = :viewer OR registered_by = :viewer"
    f" OR id IN ({_BELOW}) OR registered_by IN ({_BELOW})"
)


async def check_visible(reader: Reader, actor: Actor, unit: UUID) -> None:
    """Raises HistoryNotVisible."""
    if actor.is_service or (actor.unit_id == unit and await _exists(reader, unit)):
        return
    if actor.role != "auditor" or str(unit) not in await units_of(reader, actor.unit_id):
        raise HistoryNotVisible("没有这个单位，或者您无权查看它的历史。", unit_id=str(unit))


def check_auditor(actor: Actor) -> None:
    """A replay shows what is in drafts too, when they differ. Raises AuditorsOnly."""
    if not actor.is_service and actor.role != "auditor":
        raise AuditorsOnly("只有审计人员可以重放核对，请用审计人员的身份办理。")


async def units_of(reader: Reader, viewer: UUID) -> frozenset[str]:
    """An auditor's jurisdiction."""
    rows = await reader.all(UNITS, {"viewer": viewer})
    return frozenset(row["id"] for row in rows)


async def count_units(reader: Reader) -> int:
    row = await reader.one("SELECT COUNT(*) AS units FROM {registry_units}")
    return int(row["units"]) if row else 0


async def scope_of(reader: Reader, actor: Actor, unit: UUID | None) -> frozenset[str] | None:
    """The units a replay covers; None: all there are. Raises AuditorsOnly, HistoryNotVisible."""
    check_auditor(actor)
    if unit is not None:
        await check_visible(reader, actor, unit)
        return frozenset({str(unit)})
    return None if actor.is_service else await units_of(reader, actor.unit_id)


def sees_drafts(actor: Actor, unit: UUID) -> bool:
    return actor.is_service or (actor.unit_id == unit and actor.role != "auditor")


async def _exists(reader: Reader, unit: UUID) -> bool:
    row = await reader.one("SELECT 1 AS found FROM {registry_units} WHERE id = :unit", {"unit": unit})
    return row is not None
