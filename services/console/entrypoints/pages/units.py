"""Units: the tree branch by branch, the search, one unit on a day, coverage."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.console.application import unit_page
from services.console.entrypoints.forms.people import names_of_people
from services.console.entrypoints.forms.unit import BY_NAME, REGISTER
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
UNITS = f"{PATH}/units"
SHOWN_MAX = 50
# A day field that nothing was typed into sends an empty text.
Day = Annotated[str | None, Query(max_length=10)]
Text = Annotated[str | None, Query(max_length=100)]


@router.get("/units")
async def units(
    visit: Visiting,
    under: UUID | None = None,
    kind: Annotated[str, Query(pattern="^(superior|member_of)$")] = "superior",
    text: Text = None,
    line: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Cursor = None,
) -> Response:
    searching = bool(text or line)
    top = None if searching else await _top(visit, under)
    page = await _found(visit, text, line, cursor) if searching else await _branch(visit, top, kind, cursor)
    asked = {"text": text or "", "line": line or ""} if searching else {"under": under or "", "kind": kind}
    return await pages_of(visit.request).page(
        visit,
        "units.html",
        top=top,
        kind=kind,
        found=page["items"],
        text=text or "",
        line=line or "",
        searching=searching,
        about=unit_page,
        further=further(UNITS, page["cursor"], **asked),
    )


@router.get("/units/{unit_id}")
async def unit(unit_id: UUID, visit: Visiting, on: Day = None) -> Response:
    day = day_of(on) or visit.today
    asked = visit.asked
    found = await asked.document("organization", f"/units/{unit_id}", at_least=visit.at_least)
    entry = await asked.get("organization", f"/units/{unit_id}/entry", on=day, at_least=visit.at_least)
    offices = await asked.find("organization", f"/units/{unit_id}/offices", on=day, at_least=visit.at_least)
    people = await names_of_people(visit, [term["person_id"] for term in offices["offices"]] if offices else [])
    return await pages_of(visit.request).page(
        visit,
        "unit.html",
        document=found.document,
        entry=entry,
        on=day,
        offices=offices,
        people=people,
        names=await names_of(asked, unit_page.units_named(found.document)),
        about=unit_page,
        forms=BY_NAME if visit.actor.role == "clerk" else {},
        done=done_by((*BY_NAME.values(), REGISTER), visit.request),
    )


@router.get("/units/{unit_id}/coverage")
async def coverage(unit_id: UUID, visit: Visiting, on: Day = None) -> Response:
    day = day_of(on) or visit.today
    found = await visit.asked.get("organization", f"/units/{unit_id}/coverage", on=day)
    batches = await visit.asked.get("organization", "/founding-batches", committee=unit_id, limit=SHOWN_MAX)
    return await pages_of(visit.request).page(
        visit, "coverage.html", found=found, batches=batches["items"], on=day, about=unit_page
    )


@router.get("/units/{unit_id}/coverage/units")
async def covered_units(
    unit_id: UUID,
    visit: Visiting,
    on: Day = None,
    line: Annotated[str | None, Query(max_length=20)] = None,
    status: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Cursor = None,
) -> Response:
    day = day_of(on) or visit.today
    asked = {"on": day, "line": line or None, "status": status or None}
    path = f"/units/{unit_id}/coverage/units"
    page = await visit.asked.get("organization", path, **asked, cursor=cursor, limit=SHOWN_MAX)
    names = await names_of(visit.asked, [str(unit_id)])
    return await pages_of(visit.request).page(
        visit,
        "covered_units.html",
        found=page["items"],
        committee=unit_id,
        name=names[str(unit_id)],
        on=day,
        chosen=status or "",
        line=line or "",
        about=unit_page,
        further=further(f"{PATH}{path}", page["cursor"], **asked),
    )


async def _top(visit: Visit, under: UUID | None) -> dict[str, Any] | None:
    """The committee whose branch is open; without a choice the highest above the visitor's unit."""
    entry = await visit.asked.find("organization", f"/units/{under or visit.unit_id}/entry")
    if entry is None or under is not None:
        return entry
    if entry["kind"] != "committee":
        committees = [held["target"] for held in entry["relations"] if held["relation"] == "member_of"]
        if not committees:
            return None
        entry = await visit.asked.get("organization", f"/units/{committees[0]}/entry")
    if not entry["superiors"]:
        return dict(entry)
    highest: dict[str, Any] = await visit.asked.get("organization", f"/units/{entry['superiors'][-1]['unit_id']}/entry")
    return highest


async def _branch(visit: Visit, top: dict[str, Any] | None, kind: str, cursor: str | None) -> Any:
    if top is None:
        return {"items": [], "cursor": None}
    path = f"/units/{top['unit_id']}/branch"
    return await visit.asked.get("organization", path, kind=kind, limit=SHOWN_MAX, cursor=cursor)


async def _found(visit: Visit, text: str | None, line: str | None, cursor: str | None) -> Any:
    return await visit.asked.get(
        "organization", "/search", text=text or None, line=line or None, limit=SHOWN_MAX, cursor=cursor
    )


def day_of(text: str | None) -> date | None:
    """The day that was chosen; what is no day chooses nothing."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
