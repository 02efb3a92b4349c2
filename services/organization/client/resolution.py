"""From a text that a person wrote to the unit it means.

In this order: an id; a code (a territory's code is its committee's); a name. A name that several units bear, or that
is relative to a place (市教育局, 团市委), is looked for around `near`, the closest circle first:

| circle | units |
| --- | --- |
| 0 | `near` itself and the organ that hosts it |
| 1 | its members and its direct subordinates, and who hosts them |
| 2 | whoever shares its territory's code (230300-szf for 230300) |
| 3 | the committees it belongs to (for an organ) with their members and subordinates |
| 4 | its superiors, the nearest first, each with its host, members, and who shares its territory's code |

Two in the same circle are ambiguous, and a relative name that nobody around bears is unknown, although a unit
elsewhere may bear it: nothing is guessed. 鸡西市 alone means 鸡西市关工委.
"""

import difflib
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from services.organization.client.dated import during
from services.organization.client.refusals import UnitAmbiguous, UnitUnknown
from services.organization.client.texts import is_relative, place_of, spelled_out
from shared.database.interface import Reader
from shared.kernel.text import name_key

if TYPE_CHECKING:
    from services.organization.client.registry import Registry

_CODE = re.compile(r"\d{6}(\d{3})?(-[a-z0-9]+)*", re.ASCII)


async def resolve(reader: Reader, registry: "Registry", text: str, near: UUID | None, on: date | None) -> UUID:
    written = text.strip()
    unit_id = _as_id(written)
    if unit_id is not None:
        return (await registry.unit(unit_id, on)).id
    found = await _of_code(reader, written, on) if _CODE.fullmatch(written) else None
    matches = [found] if found else await matching(reader, registry, written, near, on)
    if not matches:
        suggestions = list(await suggest(reader, registry, written, near, on, 5))
        raise UnitUnknown(_unknown_words(written, suggestions), text=written, suggestions=suggestions)
    if len(matches) > 1:
        raise await _ambiguous(registry, written, matches, on)
    return matches[0]


async def matching(
    reader: Reader, registry: "Registry", name: str, near: UUID | None, on: date | None
) -> Sequence[UUID]:
    """The units a name can mean: none, one, or several that are equally close."""
    for spelling in await _spellings(registry, name, near, on):
        bearers = await _bearers(reader, spelling, on)
        if near is not None and (len(bearers) > 1 or is_relative(spelling)):
            circles = _circles(reader, registry, near, on)
            bearers = await _closest(circles, bearers, only_around=is_relative(spelling))
        if bearers:
            return bearers
    return []


async def suggest(
    reader: Reader, registry: "Registry", text: str, near: UUID | None, on: date | None, limit: int
) -> Sequence[str]:
    """Names that look alike, those around `near` only, if it is given."""
    rows = await reader.all(f"SELECT name, unit_id FROM {{registry_names}} WHERE {during(on)}", {"on": on})
    if near is not None:
        around = {unit async for circle in _circles(reader, registry, near, on) for unit in circle}
        rows = [row for row in rows if UUID(row["unit_id"]) in around]
    return similar(text, {row["name"] for row in rows}, limit)


def similar(text: str, names: Iterable[str], limit: int) -> Sequence[str]:
    return difflib.get_close_matches(text, sorted(names), n=limit, cutoff=0.5)


async def _spellings(registry: "Registry", name: str, near: UUID | None, on: date | None) -> Sequence[str]:
    spellings = [name]
    for committee in await _committees_at(registry, near, on):
        record = await registry.unit(committee, on)
        places = {place for each in (record.name, *record.short_names) if (place := place_of(each))}
        spellings += [full for place in sorted(places) if (full := spelled_out(name, place))]
    return [*spellings, f"{name}关工委"]


async def _committees_at(registry: "Registry", near: UUID | None, on: date | None) -> Sequence[UUID]:
    if near is None:
        return []
    own = [near] if (await registry.unit(near, on)).kind == "committee" else await registry.committees_of(near, on)
    return [*own, *[above for each in own for above in await registry.superiors(each, on)]]


async def _bearers(reader: Reader, name: str, on: date | None) -> Sequence[UUID]:
    """Every active unit of that name, official or short, on that day."""
    rows = await reader.all(
        "SELECT DISTINCT n.unit_id FROM {registry_names} AS n"
        f" JOIN {{registry_statuses}} AS s ON s.unit_id = n.unit_id AND {during(on, 's.')}"
        f" WHERE n.name_key = :name_key AND {during(on, 'n.')} AND s.status <> 'dissolved' ORDER BY n.unit_id",
        {"name_key": name_key(name), "on": on},
    )
    return [UUID(row["unit_id"]) for row in rows]


async def _closest(circles: AsyncIterator[set[UUID]], bearers: Sequence[UUID], *, only_around: bool) -> Sequence[UUID]:
    async for circle in circles:
        found = [unit for unit in bearers if unit in circle]
        if found:
            return found
    return [] if only_around else bearers


async def _circles(reader: Reader, registry: "Registry", near: UUID, on: date | None) -> AsyncIterator[set[UUID]]:
    yield {near} | await _host(registry, near, on)
    yield await _around(registry, near, on)
    yield await _same_place(reader, registry, near, on)
    committees = await registry.committees_of(near, on)
    for committee in committees:
        yield {committee} | await _host(registry, committee, on) | await _around(registry, committee, on)
    for start in (near, *committees):
        for above in await registry.superiors(start, on):
            place = await _same_place(reader, registry, above, on)
            yield {above, *await registry.members(above, on)} | await _host(registry, above, on) | place


async def _same_place(reader: Reader, registry: "Registry", unit: UUID, on: date | None) -> set[UUID]:
    territory = (await registry.unit(unit, on)).code.partition("-")[0]
    rows = await reader.all(
        f"SELECT unit_id FROM {{registry_codes}} WHERE (code = :territory OR code LIKE :suffixed) AND {during(on)}",
        {"territory": territory, "suffixed": f"{territory}-%", "on": on},
    )
    return {UUID(row["unit_id"]) for row in rows}


async def _around(registry: "Registry", committee: UUID, on: date | None) -> set[UUID]:
    below = await registry.subordinates(committee, on)
    hosts = [host for each in below for host in await _host(registry, each, on)]
    return {*await registry.members(committee, on), *below, *hosts}


async def _host(registry: "Registry", committee: UUID, on: date | None) -> set[UUID]:
    host = await registry.party_committee(committee, on)
    return {host} if host else set()


async def _of_code(reader: Reader, code: str, on: date | None) -> UUID | None:
    row = await reader.one(
        f"SELECT unit_id FROM {{registry_codes}} WHERE code = :code AND {during(on)} ORDER BY since DESC",
        {"code": code, "on": on},
    )
    return UUID(row["unit_id"]) if row else None


async def _ambiguous(registry: "Registry", text: str, units: Sequence[UUID], on: date | None) -> UnitAmbiguous:
    records = [await registry.unit(unit, on) for unit in units]
    names = "、".join(f"{record.name}（{record.code}）" for record in records[:5])
    candidates = [{"unit_id": str(record.id), "name": record.name} for record in records]
    return UnitAmbiguous(f"“{text}”可以指几个单位：{names}。请写全称或代码。", text=text, candidates=candidates)


def _unknown_words(text: str, suggestions: Sequence[str]) -> str:
    hint = f"是否指：{'、'.join(suggestions)}？" if suggestions else "请核对名称或先登记该单位。"
    return f"没有找到名为“{text}”的单位。{hint}"


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
