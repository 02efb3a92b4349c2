"""我的工作: what waits for the visitor, the nearest first."""

import asyncio
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.console.application import meeting_page, notices, papers
from services.console.application.paper_matters import kind_name
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting

router = APIRouter()


@router.get("/")
async def desk(visit: Visiting, cursor: Cursor = None) -> Response:
    """What others wait for comes first; what is being prepared here, on the first page alone."""
    told: dict[str, Any] = {"items": [], "cursor": None}
    if visit.actor.role != "auditor":
        told = await visit.asked.get("notification", "/desk", cursor=cursor, limit=50)
    own = await _meetings(visit) if cursor is None else []
    office = visit.actor.role in ("clerk", "director") and cursor is None
    return await pages_of(visit.request).page(
        visit,
        "desk.html",
        told=told["items"],
        waiting=own,
        further=further(f"{PATH}/", told["cursor"]),
        on_their_way=await _papers(visit) if office else [],
        papers=papers,
        kind_name=kind_name,
        about=meeting_page,
        notices=notices,
        keeps_contacts=visit.actor.role in ("clerk", "liaison"),
    )


async def _meetings(visit: Visit) -> list[dict[str, Any]]:
    """The unit's own meetings that are not over, by how far they are."""
    pages = await asyncio.gather(
        *(
            visit.asked.get("meeting", "/meetings", committee=visit.unit_id, stage=stage, limit=50)
            for stage in meeting_page.UNDER_WAY
        )
    )
    return [meeting for page in pages for meeting in page["items"]]


async def _papers(visit: Visit) -> list[dict[str, Any]]:
    """The unit's own papers that are not issued yet, each of which waits for somebody of its office."""
    pages = await asyncio.gather(
        *(visit.asked.get("meeting", "/papers", stage=stage, limit=50) for stage in papers.WAITING)
    )
    return [paper for page in pages for paper in page["items"] if paper["committee_id"] == visit.unit_id]
