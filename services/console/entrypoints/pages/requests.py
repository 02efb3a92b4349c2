"""A request before a meeting as the party committee that it was put to reads and answers it."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.application import meeting_page
from services.console.entrypoints.forms.requests import BY_NAME
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
REQUESTS: Final = f"{PATH}/requests"


@router.get("/requests/{meeting_id}")
async def request_page(meeting_id: UUID, visit: Visiting) -> Response:
    found = await _request(meeting_id, visit)
    is_open = visit.actor.role == "party_approver" and found["rounds"][-1]["outcome"] is None
    return await pages_of(visit.request).page(
        visit,
        "request.html",
        asked=found,
        forms=list(BY_NAME.values()) if is_open else [],
        names=await names_of(visit.asked, [found["committee_id"]]),
        about=meeting_page,
        done=done_by(BY_NAME.values(), visit.request),
    )


@router.get("/requests/{meeting_id}/{name}")
async def answer_form(meeting_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _answer(meeting_id, name, visit)).show()


@router.post("/requests/{meeting_id}/{name}")
async def give_answer(meeting_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    return await (await _answer(meeting_id, name, visit)).send(await request.form())


async def _answer(meeting_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    found = await _request(meeting_id, visit)
    path, back = {"meeting_id": str(meeting_id)}, f"{REQUESTS}/{meeting_id}"
    return FormPage(BY_NAME[name], visit, (found, None), back, meeting_page.title_of(found), path=path)


async def _request(meeting_id: UUID, visit: Visit) -> dict[str, Any]:
    """As it was put to the visitor's unit; a draft that changed since is the committee's own."""
    asked = {"meeting": meeting_id, "at_least": visit.at_least}
    found = (await visit.asked.get("meeting", "/requests", **asked))["items"]
    if not found:
        raise HTTPException(404)
    return dict(found[0])
