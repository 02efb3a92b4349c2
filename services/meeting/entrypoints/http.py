"""What is read over HTTP; the commands are the table in `routes`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.meeting.application.meeting_list import Wanted
from services.meeting.application.queries import MeetingQueries
from services.meeting.application.way import WayQuery
from services.meeting.domain.vocabulary import Stage
from shared.database.interface import Database
from shared.kernel.clock import Clock, business_day
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Cursor,
    Limit,
    Viewer,
    Wait,
    at_least,
    document_response,
    json_response,
    page_response,
    page_schema,
)

_WAY: dict[str, Any] = {
    "type": "object",
    "properties": {"steps": {"type": "array", "items": {"type": "object"}}},
    "required": ["meeting_id", "version", "stage", "standing_at", "steps"],
}
AddressedUnit = Annotated[UUID | None, Query(description="收件单位，不填即本单位")]


def query_router(queries: MeetingQueries, way: WayQuery, database: Database, clock: Clock, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/meetings", summary="会议列表", responses=query_responses(page_schema()))
    async def list_meetings(
        viewer: Viewer,
        committee: Annotated[UUID | None, Query(description="筹备会议的关工委")] = None,
        below: Annotated[UUID | None, Query(description="这个关工委和它的下级筹备的会议")] = None,
        stage: Annotated[Stage | None, Query(description="会议所处阶段")] = None,
        kind: Annotated[str | None, Query(max_length=100, description="会议形式")] = None,
        joint: Annotated[bool | None, Query(description="只看联席会议，或只看其他会议")] = None,
        year: Annotated[int | None, Query(ge=1900, le=9999, description="召开、通知或打算召开的年份")] = None,
        dated: Annotated[bool | None, Query(description="只看定了日子的，或还没有定日子的")] = None,
        latest_first: Annotated[bool, Query(description="日子晚的在前")] = False,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        wanted = Wanted(committee, below, stage, kind, joint, year, dated)
        async with database.snapshot() as reader:
            page = await queries.list_meetings(
                reader, viewer, wanted, limit=limit, cursor=cursor, latest_first=latest_first
            )
        return page_response(page)

    @router.get("/meetings/{meeting_id}", summary="一次会议", responses=query_responses({"type": "object"}))
    async def get_meeting(meeting_id: UUID, viewer: Viewer, request: Request) -> Response:
        async with database.snapshot() as reader:
            document = await queries.get_meeting(reader, viewer, meeting_id)
        return document_response(request, document)

    @router.get(
        "/meetings/{meeting_id}/way", summary="一次会议办到哪一步、下一步是什么", responses=query_responses(_WAY)
    )
    async def get_way(meeting_id: UUID, viewer: Viewer) -> Response:
        async with database.snapshot() as reader:
            return json_response(await way.get_way(reader, viewer, meeting_id, business_day(clock.now())))

    @router.get("/notices", summary="发给本单位的会议通知", responses=query_responses(page_schema()))
    async def list_notices(
        viewer: Viewer, unit: AddressedUnit = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        async with database.snapshot() as reader:
            page = await queries.list_notices(reader, viewer, unit or viewer.unit_id, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/requests", summary="报给本党委的会前请示", responses=query_responses(page_schema()))
    async def list_requests(
        viewer: Viewer,
        unit: AddressedUnit = None,
        meeting: Annotated[UUID | None, Query(description="只看这一次会议的")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        asked_of = unit or viewer.unit_id
        async with database.snapshot() as reader:
            page = await queries.list_requests(reader, viewer, asked_of, meeting, limit=limit, cursor=cursor)
        return page_response(page)

    return router
