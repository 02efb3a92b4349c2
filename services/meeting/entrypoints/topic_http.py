"""Topics over HTTP: what a committee was told or offered, and what became of it (M4)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.meeting.application.topic_views import TopicView
from services.meeting.domain.topic import TopicState
from shared.database.interface import Database
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Cursor,
    Limit,
    Viewer,
    Wait,
    at_least,
    document_response,
    page_response,
    page_schema,
)


def topic_router(view: TopicView, database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["议题"], dependencies=[Depends(at_least(wait))])

    @router.get("/topics", summary="议题", responses=query_responses(page_schema()))
    async def list_topics(
        viewer: Viewer,
        committee: Annotated[UUID | None, Query(description="收到议题的关工委")] = None,
        state: Annotated[TopicState | None, Query(description="待答复、已采纳、已并入、未采纳")] = None,
        meeting: Annotated[UUID | None, Query(description="列入的会议")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        wanted: dict[str, Any] = {"owner_unit": committee, "state": state, "meeting_id": meeting}
        where = {name: value for name, value in wanted.items() if value is not None}
        async with database.snapshot() as reader:
            page = await view.list(reader, viewer, where=where, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/topics/{topic_id}", summary="一个议题", responses=query_responses({"type": "object"}))
    async def get_topic(topic_id: UUID, viewer: Viewer, request: Request) -> Response:
        async with database.snapshot() as reader:
            document = await view.get(reader, viewer, topic_id)
        return document_response(request, document)

    return router
