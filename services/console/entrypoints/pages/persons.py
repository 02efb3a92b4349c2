"""The people whom the visitor's unit registered, and the forms that correct and erase a name."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.entrypoints.forms.people import names_of_people
from services.console.entrypoints.forms.persons import BY_NAME, EVERY
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting

router = APIRouter()
PERSONS: Final = f"{PATH}/persons"
SHOWN_MAX: Final = 100


@router.get("/persons")
async def persons(visit: Visiting, cursor: Cursor = None) -> Response:
    page = await visit.asked.get(
        "organization", "/persons", unit=visit.unit_id, limit=SHOWN_MAX, cursor=cursor, at_least=visit.at_least
    )
    people = [one["person_id"] for one in page["items"]]
    return await pages_of(visit.request).page(
        visit,
        "persons.html",
        people=page["items"],
        names=await names_of_people(visit, people),
        forms=EVERY if visit.actor.role == "clerk" else (),
        further=further(PERSONS, page["cursor"]),
        done=done_by(EVERY, visit.request),
    )


@router.get("/persons/{person_id}/{name}")
async def person_form(person_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _page(person_id, name, visit)).show()


@router.post("/persons/{person_id}/{name}")
async def set_person(person_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    return await (await _page(person_id, name, visit)).send(await request.form())


async def _page(person_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    person: dict[str, Any] = await visit.asked.get("organization", f"/persons/{person_id}/name")
    if person["erased"]:
        raise HTTPException(404)
    path = {"person_id": str(person_id)}
    return FormPage(BY_NAME[name], visit, (person, None), PERSONS, f"人员：{person['name']}", path=path)
