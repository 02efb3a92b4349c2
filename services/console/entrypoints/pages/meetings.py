"""Meetings: the list, and one meeting."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.console.application import meeting_list, meeting_page
from services.console.application.way import now, readable, steps_of, units_named, waiting_for, waits_of
from services.console.entrypoints.forms.meeting import BY_NAME, forms_for
from services.console.entrypoints.forms.meeting_draft import DRAFT
from services.console.entrypoints.forms.meeting_kinds import kinds_for
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()


@router.get("/meetings")
async def meetings(
    visit: Visiting,
    stage: Annotated[str | None, Query(max_length=20)] = None,
    year: Annotated[str, Query(pattern=meeting_list.YEAR)] = "",
    kind: Annotated[str, Query(max_length=100)] = "",
    of: Annotated[str, Query(pattern=meeting_list.OF)] = "",
    cursor: Cursor = None,
) -> Response:
    wanted = {**meeting_list.in_year(year), **meeting_list.prepared_by(of, visit.unit_id)}
    page = await visit.asked.get(
        "meeting",
        "/meetings",
        stage=stage or None,
        kind=kind or None,
        **wanted,
        latest_first="true",
        cursor=cursor,
        limit=50,
    )
    names = await names_of(visit.asked, [meeting["committee_id"] for meeting in page["items"]])
    return await pages_of(visit.request).page(
        visit,
        "meetings.html",
        meetings=page["items"],
        names=names,
        stage=stage or "",
        year=year,
        years=meeting_list.years_offered(visit.today.year, year),
        kind=kind,
        kinds=meeting_list.kinds_offered(await kinds_for(visit), kind),
        of=of,
        prepared=meeting_list.PREPARED,
        narrowed=any((stage, year, kind, of)),
        about=meeting_page,
        further=further(f"{PATH}/meetings", page["cursor"], stage=stage, year=year, kind=kind, of=of),
        done=done_by((*BY_NAME.values(), DRAFT), visit.request),
    )


@router.get("/meetings/{meeting_id}")
async def meeting(meeting_id: UUID, visit: Visiting) -> Response:
    found = await visit.asked.document("meeting", f"/meetings/{meeting_id}", at_least=visit.at_least)
    document = found.document
    way = await visit.asked.get("meeting", f"/meetings/{meeting_id}/way", at_least=visit.at_least)
    clock = visit.request.app.state.clock
    steps = steps_of(way, forms_for(document), waits_of(document, clock.now()))
    return await pages_of(visit.request).page(
        visit,
        "meeting.html",
        meeting=document,
        topics=await _topics_of(visit, document),
        steps=readable(steps, document, visit.unit_id),
        now=now(steps),
        waiting=waiting_for(steps),
        names=await names_of(visit.asked, meeting_page.units_named(document) + units_named(way)),
        about=meeting_page,
        visitor=visit.unit_id,
        done=done_by((*BY_NAME.values(), DRAFT), visit.request),
    )


async def _topics_of(visit: Visit, meeting: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Those that the visitor may see."""
    asked = [visit.asked.find("meeting", f"/topics/{topic}") for topic in meeting.get("topics", [])]
    return [topic for topic in await asyncio.gather(*asked) if topic]
