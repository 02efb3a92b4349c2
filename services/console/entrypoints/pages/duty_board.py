"""The board of M2: which committees held their joint meeting of the year; and a year's meetings by month."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.console.application import meeting_page
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visiting, names_of

router = APIRouter()
Year = Annotated[int | None, Query(ge=1990, le=2100)]
TONES = {"green": "done", "yellow": "wait", "red": "late", "none": "none"}
COLOURS = {"green": "已召开", "yellow": "该召开了", "red": "全年没有召开", "none": "还没到提醒的日子"}
MEETINGS_MAX = 200


@router.get("/duty-board")
async def duty_board(
    visit: Visiting,
    year: Year = None,
    committee: UUID | None = None,
    colour: Annotated[str | None, Query(pattern="^(green|yellow|red|none)?$")] = None,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> Response:
    """As of today: the clock is asked here and handed on, the board itself reads none."""
    asked = {"committee": committee or visit.unit_id, "year": year or visit.today.year, "colour": colour or None}
    board = await visit.asked.get(
        "meeting", "/duty-board", **asked, on=visit.today.isoformat(), cursor=cursor, limit=100
    )
    query = {name: value for name, value in asked.items() if value is not None}
    return await pages_of(visit.request).page(
        visit,
        "duty_board.html",
        board=board,
        names=await names_of(visit.asked, [str(board["committee"])]),
        colour=colour or "",
        tones=TONES,
        colours=COLOURS,
        address=lambda **more: f"{PATH}/duty-board?{urlencode({**query, **more})}",
        further=f"{PATH}/duty-board?{urlencode({**query, 'cursor': board['cursor']})}" if board["cursor"] else "",
    )


@router.get("/calendar")
async def calendar(visit: Visiting, year: Year = None) -> Response:
    """The year's meetings that the visitor may see, by month, and the drafts without a day."""
    shown = year or visit.today.year
    page = await visit.asked.get("meeting", "/meetings", year=shown, limit=MEETINGS_MAX)
    undated = await visit.asked.get("meeting", "/meetings", dated="false", limit=MEETINGS_MAX)
    meetings = page["items"] + undated["items"]
    return await pages_of(visit.request).page(
        visit,
        "calendar.html",
        year=shown,
        months=_by_month(page["items"]),
        undated=undated["items"],
        more=bool(page["cursor"]),
        names=await names_of(visit.asked, [meeting["committee_id"] for meeting in meetings]),
        about=meeting_page,
    )


def _by_month(meetings: list[dict[str, Any]]) -> list[tuple[int, list[dict[str, Any]]]]:
    months: dict[int, list[dict[str, Any]]] = {}
    for meeting in meetings:
        months.setdefault(int(meeting_page.day_of(meeting)[5:7]), []).append(meeting)
    return sorted(months.items())
