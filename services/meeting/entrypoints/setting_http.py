"""The board of the joint-meeting duty (M2, S6), and what committees have set, over HTTP."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.meeting.application.duty_board import Asked, duty_board
from services.meeting.application.kinds_query import kinds_of
from services.meeting.domain.duty import Colour
from shared.database.interface import Database
from shared.kernel.clock import Clock, business_day
from shared.messaging.documents import DocumentView
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Cursor,
    Limit,
    Viewer,
    Wait,
    at_least,
    json_response,
    page_response,
    page_schema,
)

_BOARD: dict[str, Any] = {
    **page_schema(),
    "properties": {**page_schema()["properties"], "counts": {"type": "object"}},
    "required": ["committee", "year", "on", "counts", "items", "cursor"],
}
_KINDS: dict[str, Any] = {"type": "object", "properties": {"items": {"type": "array", "items": {"type": "object"}}}}
Committee = Annotated[UUID | None, Query(description="哪个关工委，不填即本单位")]


def setting_router(duties: DocumentView, database: Database, clock: Clock, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["联席会议制度"], dependencies=[Depends(at_least(wait))])

    @router.get("/duty-board", summary="每年一次联席会议：召开情况", responses=query_responses(_BOARD))
    async def get_duty_board(
        viewer: Viewer,
        committee: Committee = None,
        year: Annotated[int | None, Query(ge=1900, le=9999, description="哪一年，不填即今年")] = None,
        on: Annotated[date | None, Query(description="截至哪一天，不填即今天")] = None,
        colour: Annotated[Colour | None, Query(description="只看一种颜色")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        day = on or business_day(clock.now())
        asked = Asked(committee or viewer.unit_id, year or day.year, day)
        async with database.snapshot() as reader:
            board = await duty_board(reader, viewer, asked, colour=colour, limit=limit, cursor=cursor)
        return json_response(board)

    @router.get("/duties", summary="对联席会议制度的规定", responses=query_responses(page_schema()))
    async def list_duties(
        viewer: Viewer, committee: Committee = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        where = {"owner_unit": committee} if committee else {}
        async with database.snapshot() as reader:
            page = await duties.list(reader, viewer, where=where, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/meeting-kinds", summary="可以选的会议形式", responses=query_responses(_KINDS))
    async def list_meeting_kinds(viewer: Viewer, committee: Committee = None) -> Response:
        async with database.snapshot() as reader:
            return json_response({"items": await kinds_of(reader, viewer.unit_id, committee or viewer.unit_id)})

    return router
