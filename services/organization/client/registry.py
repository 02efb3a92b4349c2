"""Look-ups in the replica of the registry, dated wherever `on` is given (see the package's docstring)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.organization.client import resolution
from services.organization.client.dated import during
from services.organization.client.records import GroupRecord, SuccessionRecord, UnitRecord
from services.organization.client.refusals import GroupUnknown, UnitUnknown
from shared.database.interface import Reader, Row
from shared.kernel.envelope import JudgedBy
from shared.kernel.text import name_key

LOG = "organization"


class Registry:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def unit(self, unit_id: UUID, on: date | None = None) -> UnitRecord:
        """Raises UnitUnknown. Before its founding a unit shows its first attributes."""
        row = await self._reader.one("SELECT * FROM {registry_units} WHERE id = :id", {"id": unit_id})
        if row is None:
            raise UnitUnknown("没有这个单位。", unit_id=str(unit_id))
        names = await self._dated("registry_names", unit_id, on, order="ordinal")
        codes = await self._dated("registry_codes", unit_id, on)
        statuses = await self._dated("registry_statuses", unit_id, on)
        return UnitRecord(
            id=unit_id,
            kind=row["kind"],
            level=row["level"],
            name=names[0]["name"],
            short_names=tuple(each["name"] for each in names[1:]),
            code=codes[0]["code"],
            status=statuses[0]["status"],
        )

    async def exists(self, unit_id: UUID) -> bool:
        return await self._reader.one("SELECT 1 FROM {registry_units} WHERE id = :id", {"id": unit_id}) is not None

    async def name_of(self, unit_id: UUID, on: date | None = None) -> str:
        """The official name. Raises UnitUnknown."""
        return (await self.unit(unit_id, on)).name

    async def names_of(self, units: Sequence[UUID], on: date) -> dict[UUID, str]:
        """Official names by one question; a unit that is not registered is missing, one before its founding too."""
        keys = {f"unit_{number}": unit for number, unit in enumerate(units)}
        if not keys:
            return {}
        rows = await self._reader.all(
            "SELECT unit_id, name FROM {registry_names} WHERE ordinal = 0"
            f" AND unit_id IN ({', '.join(f':{key}' for key in keys)}) AND {during(on)}",
            {**keys, "on": on},
        )
        return {UUID(row["unit_id"]): row["name"] for row in rows}

    async def resolve(self, text: str, near: UUID | None = None, on: date | None = None) -> UUID:
        """The unit that a text means: an id, a code, a name. Raises UnitUnknown or UnitAmbiguous, with suggestions.

        A relative name (市教育局) means the unit around `near`; see resolution.py.
        """
        return await resolution.resolve(self._reader, self, text, near, on)

    async def named(self, name: str, near: UUID | None = None, on: date | None = None) -> Sequence[UUID]:
        """The units a name can mean: none, one, or several that are equally close."""
        return await resolution.matching(self._reader, self, name, near, on)

    async def suggest(
        self, text: str, near: UUID | None = None, on: date | None = None, limit: int = 5
    ) -> Sequence[str]:
        return await resolution.suggest(self._reader, self, text, near, on, limit)

    async def members(self, committee: UUID, on: date | None = None) -> list[UUID]:
        """The committee's active member units, by code."""
        return await self._active_under(committee, "member_of", on, None, None)

    async def subordinates(
        self, committee: UUID, on: date | None = None, level: str | None = None, line: str | None = None
    ) -> list[UUID]:
        """The active committees whose superior is this one, narrowed by level or line, by code."""
        return await self._active_under(committee, "superior", on, level, line)

    async def lines(self, unit: UUID, on: date | None = None) -> set[str]:
        """The lines (条) a unit belongs to."""
        rows = await self._relations("unit_id", unit, "line", on)
        return {row["line"] for row in rows}

    async def committees_of(self, unit: UUID, on: date | None = None) -> list[UUID]:
        """The committees of which the unit is a member."""
        return [UUID(row["target"]) for row in await self._relations("unit_id", unit, "member_of", on)]

    async def subtree(self, committee: UUID, on: date | None = None) -> list[UUID]:
        """The committee and all units whose superior it is, at any distance, active or not."""
        reached = [committee]
        for each in reached:
            reached += [unit for unit in await self._related_to(each, "superior", on) if unit not in reached]
        return reached

    async def superiors(self, unit: UUID, on: date | None = None) -> list[UUID]:
        """The superior committees, the nearest first."""
        reached = [unit]
        for each in reached:
            rows = await self._relations("unit_id", each, "superior", on)
            reached += [target for row in rows if (target := UUID(row["target"])) not in reached]
        return reached[1:]

    async def is_superior(self, a: UUID, b: UUID, on: date | None = None) -> bool:
        """Whether committee `a` stands above unit `b`, at any distance."""
        return a in await self.superiors(b, on)

    async def successors(self, unit: UUID, on: date | None = None) -> list[SuccessionRecord]:
        """Who carries on what the unit was for, the earliest first; with a day, what had happened by then."""
        return await self._successions("unit_id", "successor", unit, on)

    async def predecessors(self, unit: UUID, on: date | None = None) -> list[SuccessionRecord]:
        """What the unit came from."""
        return await self._successions("successor", "unit_id", unit, on)

    async def became(self, unit: UUID, on: date | None = None) -> list[UUID]:
        """The units in which it lives on that day, however often it was merged or split; itself while it is there."""
        seen, living = [unit], []
        for each in seen:
            if (await self.unit(each, on)).status != "dissolved":
                living.append(each)
                continue
            seen += [one.unit for one in await self.successors(each, on) if one.unit not in seen]
        return living

    async def party_committee(self, committee: UUID, on: date | None = None) -> UUID | None:
        """The organ that hosts the committee: whom M5 asks. None: none is recorded."""
        rows = await self._relations("unit_id", committee, "hosted_by", on)
        return UUID(rows[0]["target"]) if rows else None

    async def holders(self, unit: UUID, office: str, on: date | None = None) -> list[UUID]:
        """Person ids, the longest in office first; at most one for a single office."""
        rows = await self._terms("unit_id = :a AND office = :b", unit, office, on)
        return [UUID(row["person_id"]) for row in rows]

    async def offices_of(self, unit: UUID, person: UUID, on: date | None = None) -> frozenset[str]:
        """The offices a person holds in a unit."""
        rows = await self._terms("unit_id = :a AND person_id = :b", unit, person, on)
        return frozenset(row["office"] for row in rows)

    async def find_group(self, committee: UUID, name: str, on: date | None = None) -> UUID | None:
        """The group of this committee that a name or alias means."""
        row = await self._reader.one(
            "SELECT group_id FROM {registry_group_names}"
            f" WHERE committee_id = :committee AND name_key = :name_key AND {during(on)}",
            {"committee": committee, "name_key": name_key(name), "on": on},
        )
        return UUID(row["group_id"]) if row else None

    async def group_names(self, committee: UUID, on: date | None = None) -> list[str]:
        """Names and aliases of the committee's groups."""
        rows = await self._reader.all(
            f"SELECT name FROM {{registry_group_names}} WHERE committee_id = :committee AND {during(on)} ORDER BY name",
            {"committee": committee, "on": on},
        )
        return [row["name"] for row in rows]

    async def group(self, group_id: UUID, on: date | None = None) -> GroupRecord:
        """Raises GroupUnknown when there was no such group on that day."""
        row = await self._reader.one(
            f"SELECT * FROM {{registry_groups}} WHERE group_id = :id AND {during(on)}", {"id": group_id, "on": on}
        )
        if row is None:
            raise GroupUnknown("没有这个组。", group_id=str(group_id))
        return _group(row)

    async def expand(self, committee: UUID, group: UUID | str, on: date | None = None) -> list[UUID]:
        """The active units that a group of this committee means on a day (O6). Raises GroupUnknown."""
        group_id = group if isinstance(group, UUID) else await self.find_group(committee, group, on)
        if group_id is None:
            raise GroupUnknown(f"本关工委没有名为“{group}”的组。", name=str(group))
        meant = await self.group(group_id, on)
        if meant.committee_id != committee:
            raise GroupUnknown("这个组不属于本关工委。", group_id=str(group_id))
        match meant.kind:
            case "members":
                units = await self.members(committee, on)
            case "subordinate_committees":
                units = await self.subordinates(committee, on, meant.level, meant.line)
            case _:
                units = [unit for unit in meant.units if (await self.unit(unit, on)).is_active]
        return [unit for unit in units if unit not in meant.without]

    async def position(self) -> JudgedBy:
        """How far the replica is: what a rule was judged by."""
        row = await self._reader.one(
            "SELECT generation, position FROM {registry_position} WHERE log = :log", {"log": LOG}
        )
        generation, position = (row["generation"], row["position"]) if row else (1, 0)
        return JudgedBy(log=LOG, generation=generation, position=position)

    async def _related_to(self, target: UUID, kind: str, on: date | None) -> list[UUID]:
        return [UUID(row["unit_id"]) for row in await self._relations("target", target, kind, on)]

    async def _relations(self, side: str, unit: UUID, kind: str, on: date | None) -> Sequence[Row]:
        return await self._reader.all(
            f"SELECT unit_id, target, line FROM {{registry_relations}}"
            f" WHERE {side} = :unit AND kind = :kind AND {during(on)} ORDER BY since, unit_id, target",
            {"unit": unit, "kind": kind, "on": on},
        )

    async def _successions(self, side: str, other: str, unit: UUID, on: date | None) -> list[SuccessionRecord]:
        until = "" if on is None else " AND since <= :on"
        rows = await self._reader.all(
            f"SELECT {other} AS other, kind, since FROM {{registry_successions}}"
            f" WHERE {side} = :unit{until} ORDER BY since, {other}",
            {"unit": unit, "on": on},
        )
        return [SuccessionRecord(UUID(row["other"]), row["kind"], date.fromisoformat(row["since"])) for row in rows]

    async def _terms(self, condition: str, a: UUID, b: UUID | str, on: date | None) -> Sequence[Row]:
        return await self._reader.all(
            f"SELECT office, person_id FROM {{registry_terms}}"
            f" WHERE {condition} AND {during(on)} ORDER BY since, person_id",
            {"a": a, "b": b, "on": on},
        )

    async def _active_under(
        self, target: UUID, kind: str, on: date | None, level: str | None, line: str | None
    ) -> list[UUID]:
        narrowed = "" if level is None else " AND u.level = :level"
        if line is not None:
            narrowed += (
                " AND EXISTS (SELECT 1 FROM {registry_relations} AS l WHERE l.unit_id = r.unit_id"
                f" AND l.kind = 'line' AND l.line = :line AND {during(on, 'l.')})"
            )
        rows = await self._reader.all(
            "SELECT r.unit_id FROM {registry_relations} AS r"
            " JOIN {registry_units} AS u ON u.id = r.unit_id"
            f" JOIN {{registry_statuses}} AS s ON s.unit_id = r.unit_id AND {during(on, 's.')}"
            f" JOIN {{registry_codes}} AS c ON c.unit_id = r.unit_id AND {during(on, 'c.')}"
            f" WHERE r.target = :target AND r.kind = :kind AND {during(on, 'r.')}"
            f" AND s.status IN ('established', 'federated'){narrowed} ORDER BY c.code, r.unit_id",
            {"target": target, "kind": kind, "on": on, "level": level, "line": line},
        )
        return [UUID(row["unit_id"]) for row in rows]

    async def _dated(self, table: str, unit: UUID, on: date | None, order: str = "since") -> Sequence[Row]:
        """The values of the day; before the first day, the first ones."""
        every = await self._reader.all(
            f"SELECT * FROM {{{table}}} WHERE unit_id = :unit AND (until IS NULL OR until > since)"
            f" ORDER BY since, {order}",
            {"unit": unit},
        )
        current = [row for row in every if _holds(row, on)]
        return current or [row for row in every if row["since"] == every[0]["since"]]


def _holds(row: Row, on: date | None) -> bool:
    if on is None:
        return row["until"] is None
    return bool(row["since"] <= on.isoformat() and (row["until"] is None or row["until"] > on.isoformat()))


def _group(row: Row) -> GroupRecord:
    selector: dict[str, Any] = msgspec.json.decode(row["selector"])
    return GroupRecord(
        id=UUID(row["group_id"]),
        committee_id=UUID(row["committee_id"]),
        name=row["name"],
        kind=selector["kind"],
        level=selector["level"],
        line=selector["line"],
        without=tuple(map(UUID, selector["except"])),
        units=tuple(map(UUID, selector["units"])),
        since=date.fromisoformat(row["since"]),
    )
