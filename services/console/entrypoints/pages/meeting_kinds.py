"""The kinds of meeting that can be chosen, who added which, and the forms that add and retire one's own (M1)."""

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.entrypoints.forms.meeting_kinds import BY_NAME, EVERY, GIVEN_BY, kinds_for
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
KINDS: Final = f"{PATH}/meeting-kinds"


@router.get("/meeting-kinds")
async def meeting_kinds(visit: Visiting) -> Response:
    kinds = await kinds_for(visit)
    added = [one for one in kinds if one["added_by"]]
    return await pages_of(visit.request).page(
        visit,
        "meeting_kinds.html",
        of_rules=[one for one in kinds if not one["added_by"]],
        added=added,
        names=await names_of(visit.asked, [one["added_by"] for one in added]),
        may_set=visit.actor.role in GIVEN_BY,
        retiring=lambda kind: f"{KINDS}/retire?kind={quote(kind, safe='')}",
        done=done_by(EVERY, visit.request),
    )


@router.get("/meeting-kinds/{name}")
async def kind_form(name: str, visit: Visiting) -> Response:
    return await _page(name, visit).show()


@router.post("/meeting-kinds/{name}")
async def set_kind(name: str, visit: Visiting, request: Request) -> Response:
    return await _page(name, visit).send(await request.form())


def _page(name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    path = {"committee_id": visit.unit_id}
    return FormPage(BY_NAME[name], visit, (None, None), KINDS, "会议形式", path=path)
