"""What a committee has set about the joint-meeting duty (M2, S6), and the forms that set it."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.application import duties as about
from services.console.entrypoints.forms.duties import BY_NAME, EVERY, OF_THE_TOP
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
DUTIES: Final = f"{PATH}/duties"
NOTHING: Final[dict[str, Any]] = {"levels": [], "committees": [], "warnings": []}


@router.get("/duties")
async def duties(visit: Visiting, committee: UUID | None = None) -> Response:
    """The board is asked first: who may not see it is told so, instead of that nothing was set."""
    shown, today = str(committee or visit.unit_id), visit.today.isoformat()
    board = await visit.asked.get(
        "meeting", "/duty-board", committee=shown, on=today, year=visit.today.year, limit=1, at_least=visit.at_least
    )
    duty = await _duty(visit, shown)
    single = about.by_unit(duty["committees"], today)
    return await pages_of(visit.request).page(
        visit,
        "duties.html",
        committee=shown,
        # A committee comes before those below it: its code begins theirs.
        own_row=next((row for row in board["items"] if row["unit_id"] == shown), None),
        levels=about.latest_first(duty["levels"], today),
        single=single,
        warnings=about.latest_first(duty["warnings"], today),
        of_superiors=await _of_superiors(visit) if shown == visit.unit_id else [],
        forms=await _forms(visit) if shown == visit.unit_id else [],
        names=await names_of(visit.asked, [shown, *(one.entry["unit_id"] for one in single)]),
        about=about,
        done=done_by(EVERY, visit.request),
    )


@router.get("/duties/{name}")
async def duty_form(name: str, visit: Visiting) -> Response:
    return await (await _page(name, visit)).show()


@router.post("/duties/{name}")
async def set_duty(name: str, visit: Visiting, request: Request) -> Response:
    return await (await _page(name, visit)).send(await request.form())


async def _page(name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    matter = (await _duty(visit, visit.unit_id), None)
    path = {"committee_id": visit.unit_id}
    return FormPage(BY_NAME[name], visit, matter, DUTIES, "联席会议制度的规定", path=path)


async def _duty(visit: Visit, committee: str) -> dict[str, Any]:
    page = await visit.asked.get("meeting", "/duties", committee=committee, at_least=visit.at_least)
    found: dict[str, Any] = next(iter(page["items"]), NOTHING)
    return found


async def _of_superiors(visit: Visit) -> list[about.Dated]:
    """What committees above said of this one alone; who is named in a setting sees it."""
    page = await visit.asked.get("meeting", "/duties", limit=200)
    theirs = [duty["committees"] for duty in page["items"] if duty["committee_id"] != visit.unit_id]
    own = [[one for one in entries if one["unit_id"] == visit.unit_id] for entries in theirs]
    return [dated for entries in own for dated in about.latest_first(entries, visit.today.isoformat())]


async def _forms(visit: Visit) -> list[Form]:
    """Levels and single committees are for a committee with none above it to say; the day to warn from, for each."""
    if visit.actor.role not in ("clerk", "director"):
        return []
    unit = await visit.asked.get("organization", f"/units/{visit.unit_id}")
    if unit["kind"] != "committee":
        return []
    below = any(one["relation"] == "superior" and not one["to"] for one in unit["relations"])
    return [form for form in EVERY if form not in OF_THE_TOP or not below]
