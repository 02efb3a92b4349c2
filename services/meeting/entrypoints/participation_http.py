"""Receipts, forwarded notices and the attendance sheet over HTTP (M6, M7)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.meeting.application.sheets import SheetQueries
from shared.database.interface import Database
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

_SHEET: dict[str, Any] = {
    "type": "object",
    "properties": {"items": {"type": "array", "items": {"type": "object"}}},
    "required": ["meeting_id", "committee_id", "items"],
}
ForwardedBy = Annotated[UUID | None, Query(description="转发通知的下级关工委，不填即会议本身的通知")]


def participation_router(queries: SheetQueries, database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["参会"], dependencies=[Depends(at_least(wait))])

    @router.get("/meetings/{meeting_id}/receipts", summary="会议通知的回执", responses=query_responses(_SHEET))
    async def get_receipts(meeting_id: UUID, viewer: Viewer, forwarded_by: ForwardedBy = None) -> Response:
        async with database.snapshot() as reader:
            return json_response(await queries.get_receipts(reader, viewer, meeting_id, forwarded_by))

    @router.get("/meetings/{meeting_id}/attendance", summary="签到表和到会统计", responses=query_responses(_SHEET))
    async def get_attendance(meeting_id: UUID, viewer: Viewer) -> Response:
        async with database.snapshot() as reader:
            return json_response(await queries.get_attendance(reader, viewer, meeting_id))

    @router.get("/forwarded-notices", summary="下级关工委转发的会议通知", responses=query_responses(page_schema()))
    async def list_forwarded_notices(
        viewer: Viewer,
        meeting: Annotated[UUID | None, Query(description="哪次会议")] = None,
        unit: Annotated[UUID | None, Query(description="转发给哪个单位")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"meeting_id": meeting} if meeting else {}
        async with database.snapshot() as reader:
            page = await queries.forwarded.list(reader, viewer, where=where, unit=unit, limit=limit, cursor=cursor)
        return page_response(page)

    return router
