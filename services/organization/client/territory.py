"""The committees of some levels below one, on a day, in two statements however many: for boards over a province."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.organization.client.dated import during
from services.organization.client.records import ACTIVE
from shared.database.interface import Params, Reader, Row


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
    """`committees` are those at or below the root, by code; `superiors` their way up: each unit → its superior."""

    root: UUID
    committees: tuple[CommitteeRecord, ...]
    superiors: Mapping[UUID, UUID]

    def above(self, unit: UUID) -> list[UUID]:
        """The unit, then upward to the root."""
        return _up(unit, self.root, self.superiors)


async def territory_of(
    reader: Reader, root: UUID, on: date, levels: Collection[str], also: Collection[UUID] = ()
) -> Territory:
    """The active committees of these levels, and those in `also`.

    It goes up from them and not down from the root: below a province lie thousands that nobody asks for.
    """
    wanted, params = _wanted(levels, also)
    params = {**params, "on": on}
    superiors = await _superiors(reader, wanted, params, on)
    found = [one for one in await _active(reader, wanted, params, on) if root in _up(one.id, root, superiors)]
    return Territory(root, tuple(found), superiors)


def _wanted(levels: Collection[str], also: Collection[UUID]) -> tuple[str, Params]:
    by_level = {f"level_{number}": level for number, level in enumerate(sorted(levels))}
    named = {f"also_{number}": unit for number, unit in enumerate(sorted(also))}
    conditions = [f"u.level IN ({', '.join(f':{key}' for key in by_level)})"] if by_level else []
    conditions += [f"u.id IN ({', '.join(f':{key}' for key in named)})"] if named else []
    return f"u.kind = 'committee' AND ({' OR '.join(conditions) or '1 = 0'})", {**by_level, **named}


async def _superiors(reader: Reader, wanted: str, params: Params, on: date) -> dict[UUID, UUID]:
    rows = await reader.all(
        "WITH RECURSIVE up(unit_id, superior) AS ("
        "SELECT r.unit_id, r.target FROM {registry_relations} AS r JOIN {registry_units} AS u ON u.id = r.unit_id"
        f" WHERE {wanted} AND r.kind = 'superior' AND {during(on, 'r.')}"
        " UNION SELECT r.unit_id, r.target FROM {registry_relations} AS r JOIN up ON r.unit_id = up.superior"
        f" WHERE r.kind = 'superior' AND {during(on, 'r.')}) SELECT unit_id, superior FROM up",
        params,
    )
    return {UUID(row["unit_id"]): UUID(row["superior"]) for row in rows}


async def _active(reader: Reader, wanted: str, params: Params, on: date) -> list[CommitteeRecord]:
    rows = await reader.all(
        "SELECT u.id, u.level, n.name, c.code, s.status, s.since, s.until FROM {registry_units} AS u"
        f" JOIN {{registry_names}} AS n ON n.unit_id = u.id AND n.ordinal = 0 AND {during(on, 'n.')}"
        f" JOIN {{registry_codes}} AS c ON c.unit_id = u.id AND {during(on, 'c.')}"
        " JOIN {registry_statuses} AS s ON s.unit_id = u.id AND s.since <= :on"
        f" WHERE {wanted} ORDER BY c.code, u.id, s.since",
        params,
    )
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(row["id"], []).append(row)
    return [record for each in by_unit.values() if (record := _record(each, on)) is not None]


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


def _up(unit: UUID, root: UUID, superiors: Mapping[UUID, UUID]) -> list[UUID]:
    """Ends at the root, at who has no superior, and in a ring."""
    way = [unit]
    while way[-1] != root and (superior := superiors.get(way[-1])) is not None and superior not in way:
        way.append(superior)
    return way
