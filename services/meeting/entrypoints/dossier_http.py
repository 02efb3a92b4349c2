"""What is read of leaders' visits, speeches and instructions, and of dossiers, over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.meeting.application.dossier_queries import DossierQueries
from services.meeting.application.instruction_views import INSTRUCTIONS
from shared.database.interface import Database
from shared.serving.moments import check_past
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Cursor,
    Limit,
    Viewer,
    Wait,
    at_least,
    json_response,
    page_schema,
)
from shared.serving.reading import documents_page, one_document

OBJECT: Final = query_responses({"type": "object"})
PAGE: Final = query_responses(page_schema())


def instruction_router(database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["视察讲话批示"], dependencies=[Depends(at_least(wait))])

    @router.get("/instructions", summary="视察、讲话、批示", responses=PAGE)
    async def list_instructions(
        viewer: Viewer,
        committee: Annotated[UUID | None, Query(description="立卷的关工委")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        return await documents_page(database, INSTRUCTIONS, viewer, {"owner_unit": committee}, limit, cursor)

    @router.get("/instructions/{instruction_id}", summary="一次视察、讲话或批示", responses=OBJECT)
    async def get_instruction(instruction_id: UUID, viewer: Viewer, request: Request) -> Response:
        return await one_document(database, INSTRUCTIONS, instruction_id, viewer, request)

    return router


def dossier_router(queries: DossierQueries, database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["卷宗"], dependencies=[Depends(at_least(wait))])

    @router.get("/dossiers/{matter_id}", summary="一次会议或一件批示的卷宗", responses=OBJECT)
    async def get_dossier(
        matter_id: UUID,
        viewer: Viewer,
        as_of: Annotated[
            datetime | None, Query(description="过去某一时刻，带时区，如2023-09-18T09:00:00+08:00；按当时的卷宗列出")
        ] = None,
        latest_first: Annotated[bool, Query(description="后记录的在前；序号不变")] = False,
        files: Annotated[bool, Query(description="卷内文件目录：一份文件一行，先形成的在前，序号就是件号")] = False,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        moment = check_past(as_of, queries.clock.now(), "as_of") if as_of else None
        asked: dict[str, Any] = {"as_of": moment, "limit": limit, "cursor": cursor}
        async with database.snapshot() as reader:
            dossier = (
                await queries.get_files(reader, viewer, matter_id, **asked)
                if files
                else await queries.get_dossier(reader, viewer, matter_id, latest_first=latest_first, **asked)
            )
        return json_response(dossier)

    return router
