"""What is answered to whom.

The register of units is open to everyone who has a token: a clerk must find a unit before it can be asked. Offices
and people are for those they concern (`check_concerned`); groups follow the one rule of visibility.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from services.organization.application import vault
from services.organization.application.views import GROUPS, PERSONS, ROSTERS, UNITS
from services.organization.client import Registry, UnitRecord
from services.organization.domain.roster import Roster
from shared.commands.refusals import not_found
from shared.database.interface import Reader
from shared.kernel.errors import NotFound, NotPermitted
from shared.messaging.documents import Doc, Document
from shared.messaging.pages import Page
from shared.messaging.visibility import Viewer

# The register has no drafts and no secrets; whoever asks sees it as the service itself does.
EVERYTHING = Viewer(UUID(int=0), "service:organization")

_STANDS_ABOVE = (
    "SELECT 1 FROM {reach} WHERE ancestor = :viewer AND unit = :unit UNION ALL"
    " SELECT 1 FROM {registry_relations}"
    " WHERE kind = 'member_of' AND target = :viewer AND unit_id = :unit AND until IS NULL"
)
_SERVED_IN = "SELECT DISTINCT unit_id FROM {registry_terms} WHERE person_id = :person"


async def resolved(reader: Reader, viewer: Viewer, text: str, near: str | None, on: date) -> UUID:
    """The unit a caller means; names are taken as said by `near`, or else by the caller's own unit.

    Raises UnitUnknown, UnitAmbiguous.
    """
    registry = Registry(reader)
    own = viewer.unit_id if await registry.exists(viewer.unit_id) else None
    around = await registry.resolve(near, own, on) if near else own
    return await registry.resolve(text, around, on)


async def unit_document(reader: Reader, unit: UUID) -> Document:
    """Raises NotFound while the view has not come so far."""
    document = await UNITS.find(reader, unit)
    if document is None:
        raise not_found()
    return document


async def list_units(
    reader: Reader, *, code: str | None, kind: str | None, limit: int, cursor: str | None
) -> Page[Document]:
    where = {name: value for name, value in (("code", code), ("kind", kind)) if value is not None}
    return await UNITS.list(reader, EVERYTHING, where=where, limit=limit, cursor=cursor)


async def units_named(
    reader: Reader, viewer: Viewer, name: str, near: str | None, on: date
) -> tuple[list[Document], list[str]]:
    """The units a name can mean, and look-alike names when there is none."""
    registry = Registry(reader)
    around = await resolved(reader, viewer, near, None, on) if near else None
    found = [await unit_document(reader, unit) for unit in await registry.named(name, around, on)]
    return found, [] if found else list(await registry.suggest(name, around, on))


async def offices(reader: Reader, viewer: Viewer, unit: UUID, on: date) -> Doc:
    """Who holds which office on the day, and the undertaking section. Raises NotFound."""
    await check_concerned(reader, viewer, [unit])
    roster = await ROSTERS.find(reader, Roster.stream_id(unit))
    fields: Doc = roster.fields() if roster else {"terms": [], "sections": []}
    day = on.isoformat()
    held = [term for term in fields["terms"] if term["from"] <= day and (term["to"] is None or day < term["to"])]
    sections = [section["section"] for section in fields["sections"] if section["on"] <= day]
    shown = [{name: term[name] for name in ("office", "person_id", "from")} for term in held]
    return {"unit_id": str(unit), "on": day, "offices": shown, "section": sections[-1] if sections else None}


async def subordinates(reader: Reader, unit: UUID, on: date, level: str | None, line: str | None) -> list[Doc]:
    registry = Registry(reader)
    return [brief(await registry.unit(each, on)) for each in await registry.subordinates(unit, on, level, line)]


async def members(reader: Reader, unit: UUID, on: date) -> list[Doc]:
    registry = Registry(reader)
    return [brief(await registry.unit(each, on)) for each in await registry.members(unit, on)]


async def expansion(reader: Reader, viewer: Viewer, group_id: UUID, on: date) -> Doc:
    """The units a group means on the day (O6). Raises NotFound."""
    group = (await GROUPS.get(reader, viewer, group_id)).fields()
    registry = Registry(reader)
    units = await registry.expand(UUID(group["committee_id"]), group_id, on)
    shown = [brief(await registry.unit(unit, on)) for unit in units]
    return {"group_id": str(group_id), "name": group["name"], "on": on.isoformat(), "units": shown}


async def person_name(reader: Reader, viewer: Viewer, person_id: UUID) -> Doc:
    """A name out of the vault, 已删除 after erasure. Raises NotFound for whom the person does not concern.

    It concerns the unit that registered the person, every unit where the person held an office, and the committees
    above them or whose members they are. Names are shown to people, never handed to services.
    """
    if viewer.sees_everything:
        raise NotPermitted("姓名只供有关单位的人员查看，服务身份不能读取。")
    person = await PERSONS.find(reader, person_id)
    if person is None:
        raise not_found()
    served = [UUID(row["unit_id"]) for row in await reader.all(_SERVED_IN, {"person": person_id})]
    await check_concerned(reader, viewer, [person.owner_unit, *served])
    name = await vault.name_of(reader, person_id)
    return {"person_id": str(person_id), "name": name, "erased": bool(person.fields()["erased"])}


async def person_names(reader: Reader, viewer: Viewer, person_ids: Iterable[UUID]) -> dict[str, str]:
    """Person id → name, as `person_name` answers it; whom it does not answer for are left out."""
    names = {}
    for person_id in person_ids:
        try:
            names[str(person_id)] = (await person_name(reader, viewer, person_id))["name"]
        except NotFound:
            continue
    return names


async def check_concerned(reader: Reader, viewer: Viewer, units: Iterable[UUID]) -> None:
    """The unit itself, a committee above it, or one whose member it is; for others it answers like nothing there."""
    if viewer.sees_everything:
        return
    for unit in units:
        if viewer.unit_id == unit:
            return
        if await reader.one(_STANDS_ABOVE, {"viewer": viewer.unit_id, "unit": unit}) is not None:
            return
    raise not_found()


def brief(unit: UnitRecord) -> dict[str, Any]:
    return {
        "unit_id": str(unit.id),
        "kind": unit.kind,
        "level": unit.level,
        "name": unit.name,
        "short_names": list(unit.short_names),
        "code": unit.code,
        "status": unit.status,
    }
