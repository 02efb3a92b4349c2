"""A unit's entry as it was on a day: what it was called, whom it belonged to, what became of it (O1)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.organization.application.queries import brief
from services.organization.client import Registry, SuccessionRecord
from shared.database.interface import Reader
from shared.messaging.documents import Doc

_HELD = (
    "SELECT r.kind, r.target, r.line, r.since FROM {registry_relations} AS r"
    " WHERE r.unit_id = :unit AND r.since <= :on AND (r.until IS NULL OR r.until > :on)"
    " ORDER BY r.kind, r.since, r.target"
)
_FOUNDED = "SELECT founded_on FROM {registry_units} WHERE id = :unit"


async def entry(reader: Reader, unit: UUID, on: date) -> Doc:
    """Raises UnitUnknown. Before `founded_on` the entry shows the unit's first attributes."""
    registry = Registry(reader)
    shown = brief(await registry.unit(unit, on))
    founded = await reader.one(_FOUNDED, {"unit": unit})
    held = await reader.all(_HELD, {"unit": unit, "on": on})
    return {
        **shown,
        "on": on.isoformat(),
        "founded_on": founded["founded_on"] if founded else None,
        "relations": [
            {
                "relation": row["kind"],
                "target": row["target"],
                "name": await registry.name_of(UUID(row["target"]), on),
                "line": row["line"],
                "from": row["since"],
            }
            for row in held
        ],
        "superiors": [brief(await registry.unit(each, on)) for each in await registry.superiors(unit, on)],
        "predecessors": await _named(registry, await registry.predecessors(unit, on), on),
        "successors": await _named(registry, await registry.successors(unit, on), on),
        "became": [brief(await registry.unit(each, on)) for each in await registry.became(unit, on)],
    }


async def _named(registry: Registry, found: Sequence[SuccessionRecord], on: date) -> list[Doc]:
    return [
        {"unit_id": str(one.unit), "name": await registry.name_of(one.unit, on), "kind": one.kind, "on": str(one.on)}
        for one in found
    ]
