"""Meetings: the list, and one meeting."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.console.application import meeting_page
from services.console.application.way import now, steps_of, units_named, waiting_for
from services.console.entrypoints.forms.meeting import BY_COMMAND, BY_NAME, DRAFT
from services.console.entrypoints.forms.paper_style import STYLE
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visiting, names_of

router = APIRouter()
SHEET: Final = {"RecordAttendance": ("attendance", "签到")}  # the one page of a command that is no row of a table


@router.get("/meetings")
async def meetings(
    visit: Visiting,
    stage: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    page = await visit.asked.get("meeting", "/meetings", stage=stage or None, cursor=cursor, limit=50)
    names = await names_of(visit.asked, [meeting["committee_id"] for meeting in page["items"]])
    return await pages_of(visit.request).page(
        visit,
        "meetings.html",
        meetings=page["items"],
        names=names,
        stage=stage or "",
        about=meeting_page,
        further=_further(stage, page["cursor"]),
        done=done_by((*BY_NAME.values(), DRAFT, STYLE), visit.request),
    )


@router.get("/meetings/{meeting_id}")
async def meeting(meeting_id: UUID, visit: Visiting) -> Response:
    found = await visit.asked.document("meeting", f"/meetings/{meeting_id}", at_least=visit.at_least)
    document = found.document
    way = await visit.asked.get("meeting", f"/meetings/{meeting_id}/way", at_least=visit.at_least)
    forms = {command: (form.name, form.title) for command, form in BY_COMMAND.items()} | SHEET
    steps = steps_of(way, forms)
    return await pages_of(visit.request).page(
        visit,
        "meeting.html",
        meeting=document,
        steps=steps,
        now=now(steps),
        waiting=waiting_for(steps),
        names=await names_of(visit.asked, meeting_page.units_named(document) + units_named(way)),
        about=meeting_page,
        visitor=visit.unit_id,
        done=done_by((*BY_NAME.values(), DRAFT, STYLE), visit.request),
    )


def _further(stage: Any, cursor: str | None) -> str:
    if not cursor:
        return ""
    return f"{PATH}/meetings?{urlencode({'stage': stage or '', 'cursor': cursor})}"
