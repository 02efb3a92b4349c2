"""All committees below one, on a day, in a few statements however many: for boards over a whole province."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.organization.client.dated import during
from services.organization.client.records import ACTIVE
from shared.database.interface import Reader, Row


@dataclass(frozen=True, slots=True)
class CommitteeRecord:
    """A committee that was active on the day; `active_since` is the day on which it last became so."""

    id: UUID
    level: str
    name: str
    code: str
    active_since: date


@dataclass(frozen=True, slots=True)
class Territory:
    """`superiors`: each unit below the root → its superior. The root is its own first unit, with no superior here."""

    root: UUID
    on: date
    superiors: Mapping[UUID, UUID]

    def above(self, unit: UUID) -> list[UUID]:
        """The unit, then upward to the root."""
        way = [unit]
        while (superior := self.superiors.get(way[-1])) is not None and superior not in way:
            way.append(superior)
        return way


async def territory_of(reader: Reader, root: UUID, on: date) -> Territory:
    rows = await reader.all(f"{_tree(on)} SELECT unit_id, superior FROM below", {"root": root, "on": on})
    superiors = {UUID(row["unit_id"]): UUID(row["superior"]) for row in rows if row["superior"]}
    superiors.pop(root, None)
    return Territory(root, on, superiors)


async def committees_in(
    reader: Reader, territory: Territory, levels: Collection[str], also: Collection[UUID] = ()
) -> list[CommitteeRecord]:
    """The active committees of these levels, and those in `also`, by code."""
    wanted = {f"level_{number}": level for number, level in enumerate(sorted(levels))}
    named = {f"also_{number}": unit for number, unit in enumerate(sorted(also))}
    conditions = [f"u.level IN ({', '.join(f':{key}' for key in wanted)})"] if wanted else []
    conditions += [f"u.id IN ({', '.join(f':{key}' for key in named)})"] if named else []
    if not conditions:
        return []
    rows = await reader.all(
        f"{_tree(territory.on)} SELECT u.id, u.level, n.name, c.code, s.status, s.since, s.until"
        " FROM (SELECT DISTINCT unit_id FROM below) AS b"
        " JOIN {registry_units} AS u ON u.id = b.unit_id AND u.kind = 'committee'"
        f" JOIN {{registry_names}} AS n ON n.unit_id = u.id AND n.ordinal = 0 AND {during(territory.on, 'n.')}"
        f" JOIN {{registry_codes}} AS c ON c.unit_id = u.id AND {during(territory.on, 'c.')}"
        " JOIN {registry_statuses} AS s ON s.unit_id = u.id AND s.since <= :on"
        f" WHERE {' OR '.join(conditions)} ORDER BY c.code, u.id, s.since",
        {"root": territory.root, "on": territory.on, **wanted, **named},
    )
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row["id"], []).append(row)
    return [record for each in by_unit.values() if (record := _record(each, territory.on)) is not None]


def _record(statuses: list[Row], on: date) -> CommitteeRecord | None:
    """None unless it is active on the day; several active statuses in a row are one time of being so."""
    since: str | None = None
    for row in statuses:
        lasted = row["until"] is None or row["until"] > row["since"]
        if lasted:
            since = (since or row["since"]) if row["status"] in ACTIVE else None
    last = statuses[-1]
    if since is None or (last["until"] is not None and last["until"] <= on.isoformat()):
        return None
    return CommitteeRecord(UUID(last["id"]), last["level"], last["name"], last["code"], date.fromisoformat(since))


def _tree(on: date) -> str:
    """`below`: the root and each unit under it with its superior of the day; a ring of relations ends by itself."""
    return (
        "WITH RECURSIVE below(unit_id, superior) AS (SELECT CAST(:root AS TEXT), CAST(NULL AS TEXT) UNION"
        " SELECT r.unit_id, r.target FROM {registry_relations} AS r JOIN below AS b ON r.target = b.unit_id"
        f" WHERE r.kind = 'superior' AND {during(on, 'r.')})"
    )
