"""Founding in batches: the list, one batch, its forms."""

from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.application import unit_page
from services.console.entrypoints.forms.founding import BY_NAME, PLAN
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.pages.units import SHOWN_MAX, UNITS
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
BATCHES = f"{UNITS}/founding"
TITLE = "分批建立"


@router.get("/units/founding")
async def batches(visit: Visiting, cursor: Cursor = None) -> Response:
    page = await visit.asked.get("organization", "/founding-batches", limit=SHOWN_MAX, cursor=cursor)
    return await pages_of(visit.request).page(
        visit,
        "founding_batches.html",
        batches=page["items"],
        names=await names_of(visit.asked, unit_page.batch_units(page["items"])),
        about=unit_page,
        further=further(BATCHES, page["cursor"]),
    )


@router.get("/units/founding/new")
async def new_batch(visit: Visiting) -> Response:
    return await _planning(visit).show()


@router.post("/units/founding/new")
async def plan_batch(visit: Visiting, request: Request) -> Response:
    return await _planning(visit).send(await request.form())


def _planning(visit: Visit) -> FormPage:
    return FormPage(PLAN, visit, (None, None), BATCHES, TITLE, after=f"{BATCHES}/{{made}}")


@router.get("/units/founding/{batch_id}")
async def batch(batch_id: UUID, visit: Visiting) -> Response:
    path = f"/founding-batches/{batch_id}"
    found = await visit.asked.document("organization", path, at_least=visit.at_least)
    document = found.document
    return await pages_of(visit.request).page(
        visit,
        "founding_batch.html",
        batch=document,
        names=await names_of(visit.asked, unit_page.batch_units([document])),
        about=unit_page,
        forms=BY_NAME if visit.actor.role == "clerk" else {},
        done=done_by((*BY_NAME.values(), PLAN), visit.request),
    )


@router.get("/units/founding/{batch_id}/{name}")
async def batch_form(batch_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _page(batch_id, name, visit)).show()


@router.post("/units/founding/{batch_id}/{name}")
async def give_command(batch_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    page = await _page(batch_id, name, visit)
    return await page.send(await request.form())


async def _page(batch_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    found = await visit.asked.document("organization", f"/founding-batches/{batch_id}")
    names = await names_of(visit.asked, unit_page.batch_units([found.document]))
    matter = ({**found.document, "names": names}, found.version)
    path = {"batch_id": str(batch_id)}
    return FormPage(BY_NAME[name], visit, matter, f"{BATCHES}/{batch_id}", found.document["name"], path=path)
