"""Every command of a transmittal and of a return as a page of its own."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.application import matters
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.forms.transmittals import (
    ACCEPT,
    ISSUE,
    PASS_ON,
    SEND_BACK,
    WIDEN,
    correct_form,
    return_form,
)
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.transmittals import AT, WORDS
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
RETURNS = f"{PATH}/returns"


@router.get("/transmittals/new")
async def new_transmittal(visit: Visiting, meeting: UUID | None = None) -> Response:
    return await _issuing(visit, meeting).show()


@router.post("/transmittals/new")
async def issue_transmittal(visit: Visiting, request: Request, meeting: UUID | None = None) -> Response:
    return await _issuing(visit, meeting).send(await request.form())


@router.get("/transmittals/{transmittal_id}/pass-on")
async def pass_on_form(transmittal_id: UUID, visit: Visiting) -> Response:
    return await (await _onward(transmittal_id, visit)).show()


@router.post("/transmittals/{transmittal_id}/pass-on")
async def pass_on(transmittal_id: UUID, visit: Visiting, request: Request) -> Response:
    return await (await _onward(transmittal_id, visit)).send(await request.form())


@router.get("/transmittals/{transmittal_id}/widen")
async def widen_form(transmittal_id: UUID, visit: Visiting) -> Response:
    return await (await _about(transmittal_id, visit, WIDEN)).show()


@router.post("/transmittals/{transmittal_id}/widen")
async def widen(transmittal_id: UUID, visit: Visiting, request: Request) -> Response:
    return await (await _about(transmittal_id, visit, WIDEN)).send(await request.form())


@router.get("/transmittals/{transmittal_id}/return")
async def own_return_form(transmittal_id: UUID, visit: Visiting) -> Response:
    return await (await _about(transmittal_id, visit, None)).show()


@router.post("/transmittals/{transmittal_id}/return")
async def give_return(transmittal_id: UUID, visit: Visiting, request: Request) -> Response:
    return await (await _about(transmittal_id, visit, None)).send(await request.form())


@router.get("/returns/{return_id}")
async def one_return(return_id: UUID, visit: Visiting) -> Response:
    returned = await visit.asked.get("meeting", f"/returns/{return_id}", at_least=visit.at_least)
    transmittal = await visit.asked.find("meeting", f"/transmittals/{returned['transmittal_id']}")
    forms: tuple[Form, ...] = (ACCEPT, SEND_BACK)
    if transmittal:
        forms = (*forms, correct_form(transmittal, returned["rounds"][-1]))
    return await pages_of(visit.request).page(
        visit,
        "return.html",
        returned=returned,
        transmittal=transmittal,
        names=await names_of(visit.asked, [returned["unit_id"], returned["committee_id"]]),
        about=matters,
        done=done_by(forms, visit.request),
    )


@router.get("/returns/{return_id}/{name}")
async def return_page(return_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _of_return(return_id, name, visit)).show()


@router.post("/returns/{return_id}/{name}")
async def give_command(return_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    return await (await _of_return(return_id, name, visit)).send(await request.form())


async def _about(transmittal_id: UUID, visit: Visit, form: Form | None) -> FormPage:
    """`form` None: the return that this transmittal asks for."""
    found = await visit.asked.document("meeting", f"/transmittals/{transmittal_id}")
    chosen = form or return_form(found.document)
    path = {"transmittal_id": str(transmittal_id)}
    more: dict[str, Any] = {"aside": "asked.html"} if form is None else {}
    back = f"{AT}/{transmittal_id}"
    return FormPage(chosen, visit, (found.document, found.version), back, found.document["title"], path=path, **more)


def _issuing(visit: Visit, meeting: UUID | None) -> FormPage:
    """From a meeting's page: about that meeting, and back to it."""
    begun = {"conveys": "meeting_spirit", "matter_id": str(meeting)} if meeting else None
    back, words = (f"{PATH}/meetings/{meeting}", "会议") if meeting else (AT, WORDS)
    return FormPage(ISSUE, visit, (begun, None), back, words, after=f"{AT}/{{made}}")


async def _onward(transmittal_id: UUID, visit: Visit) -> FormPage:
    found = await visit.asked.document("meeting", f"/transmittals/{transmittal_id}")
    path, matter = {"source_id": str(transmittal_id)}, (found.document, None)
    back, title = f"{AT}/{transmittal_id}", found.document["title"]
    return FormPage(PASS_ON, visit, matter, back, title, path=path, after=f"{AT}/{{made}}")


async def _of_return(return_id: UUID, name: str, visit: Visit) -> FormPage:
    found = await visit.asked.document("meeting", f"/returns/{return_id}")
    transmittal = await visit.asked.get("meeting", f"/transmittals/{found.document['transmittal_id']}")
    forms = {form.name: form for form in (ACCEPT, SEND_BACK, correct_form(transmittal, found.document["rounds"][-1]))}
    if name not in forms:
        raise HTTPException(404)
    path, back = {"return_id": str(return_id)}, f"{RETURNS}/{return_id}"
    return FormPage(forms[name], visit, (found.document, found.version), back, "传达情况反馈", path=path)
