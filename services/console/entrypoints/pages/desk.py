"""我的工作: what waits for the visitor, the nearest first."""

from fastapi import APIRouter
from starlette.responses import Response

from services.console.application import meeting_page
from services.console.application.matters import row_state
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.visit import Visiting

router = APIRouter()


@router.get("/")
async def desk(visit: Visiting) -> Response:
    own = await visit.asked.get("meeting", "/meetings", committee=visit.unit_id, limit=200)
    notices = await visit.asked.get("meeting", "/notices", limit=50)
    requests = await visit.asked.get("meeting", "/requests", limit=50)
    owed = await visit.asked.get("meeting", "/owed-returns", limit=50)
    waiting = [meeting for meeting in own["items"] if meeting["stage"] not in ("filed", "called_off")]
    return await pages_of(visit.request).page(
        visit,
        "desk.html",
        waiting=waiting,
        notices=[notice for notice in notices["items"] if notice["held_at"][:10] >= visit.today.isoformat()],
        requests=[request for request in requests["items"] if not request["rounds"][-1]["outcome"]],
        about=meeting_page,
        owed=owed["items"],
        row_state=row_state,
    )
