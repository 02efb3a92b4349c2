"""The board of M2: which committees held their joint meeting of the year; and a year's meetings by month."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.console.application import meeting_list, meeting_page
from services.console.entrypoints.forms.meeting_kinds import kinds_for
from services.console.entrypoints.pages.paging import Cursor, further, narrowed
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visiting, names_of

router = APIRouter()
Year = Annotated[int | None, Query(ge=1990, le=2100)]
TONES = {"green": "done", "yellow": "wait", "red": "late", "none": "none"}
COLOURS = {"green": "已召开", "yellow": "该召开了", "red": "全年没有召开", "none": "还没到提醒的日子"}
MEETINGS_MAX = 200
BOARD, CALENDAR = f"{PATH}/duty-board", f"{PATH}/calendar"


@router.get("/duty-board")
async def duty_board(
    visit: Visiting,
    year: Year = None,
    committee: UUID | None = None,
    colour: Annotated[str | None, Query(pattern="^(green|yellow|red|none)?$")] = None,
    cursor: Cursor = None,
) -> Response:
    """As of today: the clock is asked here and handed on, the board itself reads none."""
    asked = {"committee": committee or visit.unit_id, "year": year or visit.today.year, "colour": colour or None}
    board = await visit.asked.get(
        "meeting", "/duty-board", **asked, on=visit.today.isoformat(), cursor=cursor, limit=100
    )
    return await pages_of(visit.request).page(
        visit,
        "duty_board.html",
        board=board,
        names=await names_of(visit.asked, [str(board["committee"])]),
        colour=colour or "",
        tones=TONES,
        colours=COLOURS,
        address=lambda **more: narrowed(BOARD, **{**asked, **more}),
        further=further(BOARD, board["cursor"], **asked),
    )


@router.get("/calendar")
async def calendar(
    visit: Visiting,
    year: Year = None,
    kind: Annotated[str, Query(max_length=100)] = "",
    cursor: Cursor = None,
) -> Response:
    """The year's meetings that the visitor may see, by month and page by page; drafts without a day on the last."""
    shown = year or visit.today.year
    asked = {"kind": kind or None, "limit": MEETINGS_MAX}
    page = await visit.asked.get("meeting", "/meetings", year=shown, cursor=cursor, **asked)
    undated: dict[str, Any] = {"items": [], "cursor": None}
    if page["cursor"] is None:
        undated = await visit.asked.get("meeting", "/meetings", dated="false", **asked)
    meetings = page["items"] + undated["items"]
    return await pages_of(visit.request).page(
        visit,
        "calendar.html",
        year=shown,
        years=meeting_list.years_offered(visit.today.year, str(shown)),
        kind=kind,
        kinds=meeting_list.kinds_offered(await kinds_for(visit), kind),
        months=_by_month(page["items"]),
        is_first=cursor is None,
        part=_part(page["items"]) if cursor or page["cursor"] else None,
        further=further(CALENDAR, page["cursor"], year=shown, kind=kind),
        undated=undated["items"],
        more_undated=bool(undated["cursor"]),
        undated_list=narrowed(f"{PATH}/meetings", year=meeting_list.UNDATED, kind=kind),
        address=lambda **more: narrowed(CALENDAR, **{"year": shown, "kind": kind, **more}),
        names=await names_of(visit.asked, [meeting["committee_id"] for meeting in meetings]),
        about=meeting_page,
    )


def _part(meetings: list[dict[str, Any]]) -> tuple[str, str] | None:
    """The first and last day of one page."""
    return (meeting_page.day_of(meetings[0]), meeting_page.day_of(meetings[-1])) if meetings else None


def _by_month(meetings: list[dict[str, Any]]) -> list[tuple[int, list[dict[str, Any]]]]:
    months: dict[int, list[dict[str, Any]]] = {}
    for meeting in meetings:
        months.setdefault(int(meeting_page.day_of(meeting)[5:7]), []).append(meeting)
    return sorted(months.items())
