"""Every command about a unit as a page of its own."""

from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.entrypoints.forms.reshuffle import RESHUFFLE, with_lines
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.forms.unit import BY_NAME, REGISTER
from services.console.entrypoints.pages.units import UNITS
from services.console.entrypoints.visit import Visit, Visiting

router = APIRouter()
registering = APIRouter()  # before units: /units/new is no unit


@registering.get("/units/new")
async def new_unit(visit: Visiting) -> Response:
    return await _registering(visit).show()


@registering.post("/units/new")
async def register_unit(visit: Visiting, request: Request) -> Response:
    return await _registering(visit).send(await request.form())


def _registering(visit: Visit) -> FormPage:
    return FormPage(REGISTER, visit, (None, None), UNITS, "单位", after=f"{UNITS}/{{made}}")


@router.get("/units/{unit_id}/{name}")
async def unit_form(unit_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _page(unit_id, name, visit)).show()


@router.post("/units/{unit_id}/{name}")
async def give_command(unit_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    page = await _page(unit_id, name, visit)
    return await page.send(await request.form())


async def _page(unit_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    found = await visit.asked.document("organization", f"/units/{unit_id}")
    title = found.document["names"][-1]["name"]
    matter = (found.document, found.version)
    form = BY_NAME[name]
    if form is RESHUFFLE:
        form = await with_lines(form, visit, found.document)
    return FormPage(form, visit, matter, f"{UNITS}/{unit_id}", title, path={"unit_id": str(unit_id)})
