"""What is read of transmittals and returns over HTTP; the commands are the table in `transmittal_routes`."""

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.meeting.application.transmittal_queries import TransmittalQueries
from services.meeting.application.transmittal_views import RETURNS, TRANSMITTALS
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
from shared.serving.reading import documents_page, one_document

OBJECT: Final = query_responses({"type": "object"})
PAGE: Final = query_responses(page_schema())
RowState = Literal["awaited", "submitted", "accepted", "sent_back"]
ReturnState = Literal["submitted", "accepted", "sent_back"]


def transmittal_router(queries: TransmittalQueries, database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["传达贯彻"], dependencies=[Depends(at_least(wait))])

    @router.get("/transmittals", summary="传达通知", responses=PAGE)
    async def list_transmittals(
        viewer: Viewer,
        committee: Annotated[UUID | None, Query(description="发出传达通知的关工委")] = None,
        matter: Annotated[UUID | None, Query(description="传达的会议或批示")] = None,
        source: Annotated[UUID | None, Query(description="所转发的传达通知")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"owner_unit": committee, "matter_id": matter, "source_id": source}
        return await documents_page(database, TRANSMITTALS, viewer, where, limit, cursor)

    @router.get("/transmittals/{transmittal_id}", summary="一份传达通知", responses=OBJECT)
    async def get_transmittal(transmittal_id: UUID, viewer: Viewer, request: Request) -> Response:
        return await one_document(database, TRANSMITTALS, transmittal_id, viewer, request)

    @router.get("/transmittals/{transmittal_id}/board", summary="各单位反馈情况", responses=PAGE)
    async def get_board(
        transmittal_id: UUID,
        viewer: Viewer,
        state: Annotated[
            RowState | None, Query(description="awaited未反馈，submitted待审阅，accepted已接收，sent_back已退回")
        ] = None,
        late: Annotated[bool, Query(description="只看逾期反馈和到期未反馈的")] = False,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        async with database.snapshot() as reader:
            page = await queries.board(
                reader, viewer, transmittal_id, state=state, late=late, limit=limit, cursor=cursor
            )
        return page_response(page)

    @router.get("/transmittals/{transmittal_id}/coverage", summary="逐级覆盖情况", responses=OBJECT)
    async def get_coverage(transmittal_id: UUID, viewer: Viewer) -> Response:
        async with database.snapshot() as reader:
            return json_response(await queries.coverage(reader, viewer, transmittal_id))

    @router.get("/transmittals/{transmittal_id}/material", summary="汇编成简报的材料", responses=OBJECT)
    async def get_material(
        transmittal_id: UUID, viewer: Viewer, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        async with database.snapshot() as reader:
            material = await queries.material(reader, viewer, transmittal_id, limit=limit, cursor=cursor)
        return json_response(material.plain())

    return router


def return_router(queries: TransmittalQueries, database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["传达贯彻"], dependencies=[Depends(at_least(wait))])

    @router.get("/returns", summary="传达情况反馈", responses=PAGE)
    async def list_returns(
        viewer: Viewer,
        transmittal: Annotated[UUID | None, Query(description="传达通知")] = None,
        unit: Annotated[UUID | None, Query(description="反馈的单位")] = None,
        state: Annotated[
            ReturnState | None, Query(description="submitted待审阅，accepted已接收，sent_back已退回")
        ] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"transmittal_id": transmittal, "unit_id": unit, "state": state}
        return await documents_page(database, RETURNS, viewer, where, limit, cursor)

    @router.get("/returns/{return_id}", summary="一份反馈和它的更正", responses=OBJECT)
    async def get_return(return_id: UUID, viewer: Viewer, request: Request) -> Response:
        return await one_document(database, RETURNS, return_id, viewer, request)

    @router.get("/owed-returns", summary="本单位还没有反馈或被退回的", responses=PAGE)
    async def list_owed_returns(
        viewer: Viewer,
        unit: Annotated[UUID | None, Query(description="收件单位，不填即本单位")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        async with database.snapshot() as reader:
            page = await queries.owed(reader, viewer, unit or viewer.unit_id, limit=limit, cursor=cursor)
        return page_response(page)

    return router
