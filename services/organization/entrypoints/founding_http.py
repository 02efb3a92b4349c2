"""What is read of founding in batches and of coverage (O3)."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.organization.application import coverage, queries
from services.organization.application.founding_views import FOUNDING_BATCHES
from services.organization.application.today import Today
from services.organization.domain.vocabulary import Line
from services.organization.entrypoints.reading import On, UnitText, WaitFor, viewer_of
from shared.database.interface import Database
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Caller,
    Cursor,
    Limit,
    at_least,
    document_response,
    json_response,
    page_response,
    page_schema,
)

Covered = Annotated[Literal["planned", "established", "federated"] | None, Query(description="只看这种状态的")]
_OBJECT: dict[str, Any] = {"type": "object"}


def founding_router(database: Database, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["建立"], dependencies=[Depends(at_least(wait_for("founding_batches", "registry")))])

    @router.get("/founding-batches", summary="分批建立的安排", responses=query_responses(page_schema()))
    async def list_founding_batches(
        caller: Caller, committee: UUID | None = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        where = {"owner_unit": committee} if committee else {}
        async with database.snapshot() as reader:
            page = await FOUNDING_BATCHES.list(reader, viewer_of(caller), where=where, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/founding-batches/{batch_id}", summary="一批", responses=query_responses(_OBJECT))
    async def get_founding_batch(batch_id: UUID, caller: Caller, request: Request) -> Response:
        async with database.snapshot() as reader:
            document = await FOUNDING_BATCHES.get(reader, viewer_of(caller), batch_id)
        return document_response(request, document)

    return router


def coverage_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["建立"], dependencies=[Depends(at_least(wait_for("registry")))])

    @router.get("/units/{unit}/coverage", summary="某一天的组建率", responses=query_responses(_OBJECT))
    async def get_coverage(unit: UnitText, caller: Caller, on: On = None) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            committee = await queries.resolved(reader, viewer_of(caller), unit, None, day)
            return json_response(await coverage.coverage(reader, committee, day))

    @router.get("/units/{unit}/coverage/units", summary="组建率里的单位", responses=query_responses(page_schema()))
    async def covered_units(
        unit: UnitText,
        caller: Caller,
        on: On = None,
        line: Line | None = None,
        status: Covered = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            committee = await queries.resolved(reader, viewer_of(caller), unit, None, day)
            page = await coverage.covered_units(
                reader, committee, day, line=line, status=status, limit=limit, cursor=cursor
            )
        return json_response({"items": page.items, "cursor": page.cursor})

    return router
