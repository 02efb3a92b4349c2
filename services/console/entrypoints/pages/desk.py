"""我的工作: what waits for the visitor, the nearest first."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from services.console.application import desk as about
from services.console.application import meeting_page, papers
from services.console.application.way import now, steps_of, waits_of
from services.console.entrypoints.forms.meeting import forms_for
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
MOST: Final = 50
LISTED_MAX: Final = 200  # where only some of what a page lists waits for the visitor


@router.get("/")
async def desk(visit: Visiting, cursor: Cursor = None) -> Response:
    """What others told the unit is paged; what its own office has to do is on the first page alone."""
    told: dict[str, Any] = {"items": [], "cursor": None}
    if visit.actor.role != "auditor":
        told = await visit.asked.get("notification", "/desk", cursor=cursor, limit=MOST)
    items = [about.told(item, visit.unit_id) for item in told["items"]]
    if visit.is_office and cursor is None:
        parts = await asyncio.gather(
            _papers(visit), _meetings(visit), _topics(visit), _returns(visit), _instructions(visit)
        )
        items += [item for part in parts for item in part]
    return await pages_of(visit.request).page(
        visit,
        "desk.html",
        items=about.in_order(items),
        further=further(f"{PATH}/", told["cursor"]),
        keeps_contacts=visit.actor.role in ("clerk", "liaison"),
    )


async def _meetings(visit: Visit) -> list[about.Item]:
    """The unit's own meetings for which the visitor can take the next step."""
    pages = await asyncio.gather(
        *(
            visit.asked.get("meeting", "/meetings", committee=visit.unit_id, stage=stage, limit=MOST)
            for stage in meeting_page.UNDER_WAY
        )
    )
    meetings = [meeting for page in pages for meeting in page["items"]]
    ways = await asyncio.gather(
        *(visit.asked.get("meeting", f"/meetings/{meeting['meeting_id']}/way") for meeting in meetings)
    )
    at = visit.request.app.state.clock.now()
    steps = [
        now(steps_of(way, forms_for(meeting), waits_of(meeting, at)))
        for meeting, way in zip(meetings, ways, strict=True)
    ]
    return [about.of_meeting(meeting, step) for meeting, step in zip(meetings, steps, strict=True) if step]


async def _papers(visit: Visit) -> list[about.Item]:
    """The unit's own papers that are not issued yet, each of which waits for somebody of its office."""
    pages = await asyncio.gather(
        *(visit.asked.get("meeting", "/papers", stage=stage, limit=MOST) for stage in papers.WAITING)
    )
    return [about.of_paper(paper) for page in pages for paper in _own(page, visit)]


async def _topics(visit: Visit) -> list[about.Item]:
    """Proposed to the unit, and not answered."""
    page = await visit.asked.get("meeting", "/topics", committee=visit.unit_id, state="proposed", limit=MOST)
    names = await names_of(visit.asked, [one["unit_id"] for one in page["items"] if one["unit_id"]])
    return [about.of_topic(topic, names) for topic in page["items"]]


async def _returns(visit: Visit) -> list[about.Item]:
    """Of what the unit transmitted itself, not looked at yet."""
    page = await visit.asked.get("meeting", "/returns", state="submitted", limit=LISTED_MAX)
    returned = _own(page, visit)
    names = await names_of(visit.asked, [one["unit_id"] for one in returned])
    return [about.of_return(one, names) for one in returned]


async def _instructions(visit: Visit) -> list[about.Item]:
    """All of the unit's own are asked for: the oldest come first, and most of them are closed."""
    page = await visit.asked.get("meeting", "/instructions", committee=visit.unit_id, limit=LISTED_MAX)
    return [item for one in page["items"] if (item := about.of_instruction(one))]


def _own(page: dict[str, Any], visit: Visit) -> Sequence[dict[str, Any]]:
    return [one for one in page["items"] if one["committee_id"] == visit.unit_id]
