"""The registry's files: upload, preview, progress, download."""

import asyncio
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.organization.application import queries as registry
from services.organization.application.imports import exporting, preparing, queries
from services.organization.application.imports.layout import LAYOUT_OF, LAYOUTS, TableName
from services.organization.application.today import Today
from services.organization.client import Registry
from services.organization.entrypoints.reading import WaitFor, viewer_of
from shared.database.interface import Database
from shared.kernel.clock import Clock
from shared.kernel.ids import random_id
from shared.serving.openapi import problem_responses, query_responses
from shared.serving.problems import json_bytes
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Caller,
    Cursor,
    Limit,
    at_least,
    json_response,
    page_response,
    page_schema,
)
from shared.sheets.writing import CSV, XLSX, write_csv, write_workbook

Format = Annotated[Literal["xlsx", "csv"], Query(description="文件格式；csv一次一个表")]
Verdict = Annotated[
    Literal["changing", "new", "changed", "unchanged"] | None,
    Query(description="只看新增、有变或不变的；changing即新增和有变的"),
]
GivenId = Annotated[UUID | None, Query(description="自选的编号；同一编号再次上传，以后一次为准")]
Committee = Annotated[str | None, Query(min_length=1, max_length=200, description="哪个关工委及其以下，不填即本单位")]
_OBJECT: dict[str, Any] = {"type": "object"}
_ITEMS: dict[str, Any] = {"type": "object", "properties": {"items": {"type": "array", "items": _OBJECT}}}
_BINARY: dict[str, Any] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
_KINDS = ("invalid", "unauthenticated", "forbidden", "conflict", "too_large", "unavailable")


def upload_router(database: Database, clock: Clock) -> APIRouter:
    router = APIRouter(tags=["名册导入导出"])

    @router.post(
        "/imports",
        summary="上传名册文件（.xlsx或CSV），预览将要改动的内容",
        status_code=201,
        response_class=Response,
        responses={
            201: {"description": "已读入", "content": {"application/json": {"schema": _OBJECT}}},
            **problem_responses(_KINDS),
        },
        openapi_extra={"requestBody": {"required": True, "description": "不超过10MB", "content": _BINARY}},
    )
    async def upload(request: Request, caller: Caller, import_id: GivenId = None) -> Response:
        chosen = import_id or random_id()
        await preparing.prepare(database, clock, caller, chosen, await request.body())
        async with database.snapshot() as reader:
            shown = await queries.one(reader, caller, chosen)
        location = {"Location": f"{request.url.path}/{chosen}"}
        return Response(json_bytes(shown), 201, location, "application/json")

    return router


def import_router(database: Database, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["名册导入导出"], dependencies=[Depends(at_least(wait_for("imports")))])

    @router.get("/imports", summary="最近的导入", responses=query_responses(_ITEMS))
    async def list_imports(caller: Caller, limit: Limit = LIMIT_DEFAULT) -> Response:
        async with database.snapshot() as reader:
            return json_response({"items": await queries.recent(reader, caller, limit)})

    @router.get("/imports/{import_id}", summary="一次导入的预览和进度", responses=query_responses(_OBJECT))
    async def get_import(import_id: UUID, caller: Caller) -> Response:
        async with database.snapshot() as reader:
            return json_response(await queries.one(reader, caller, import_id))

    @router.get("/imports/{import_id}/entries", summary="将要改动的单位", responses=query_responses(page_schema()))
    async def entries(
        import_id: UUID, caller: Caller, verdict: Verdict = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        async with database.snapshot() as reader:
            page = await queries.entries(reader, caller, import_id, verdict=verdict, limit=limit, cursor=cursor)
        return _unstored(page_response(page))

    @router.get("/imports/{import_id}/errors", summary="文件里的错误", responses=query_responses(page_schema()))
    async def errors(import_id: UUID, caller: Caller, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None) -> Response:
        async with database.snapshot() as reader:
            page = await queries.errors(reader, caller, import_id, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/imports/{import_id}/refused", summary="没有办成的单位", responses=query_responses(page_schema()))
    async def refused(import_id: UUID, caller: Caller, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None) -> Response:
        async with database.snapshot() as reader:
            page = await queries.refused(reader, caller, import_id, limit=limit, cursor=cursor)
        return page_response(page)

    return router


def export_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["名册导入导出"], dependencies=[Depends(at_least(wait_for("registry")))])

    @router.get(
        "/export",
        summary="导出名册，可以再导入",
        response_class=Response,
        responses={200: {"description": "文件", "content": _BINARY}, **problem_responses((*_KINDS, "not_found"))},
    )
    async def export(
        caller: Caller, committee: Committee = None, format: Format = "xlsx", table: TableName | None = None
    ) -> Response:
        viewer, day = viewer_of(caller), today.or_given(None)
        tables = LAYOUTS if table is None else [LAYOUT_OF[table]]
        tables = [LAYOUT_OF["units"]] if format == "csv" and table is None else tables
        async with database.snapshot() as reader:
            asked = committee or str(caller.unit_id)
            unit = await registry.resolved(reader, viewer, asked, None, day)
            name = await Registry(reader).name_of(unit)
            sheets = await exporting.exported(reader, viewer, unit, tables)
        if format == "csv":
            body, media_type = await asyncio.to_thread(write_csv, sheets[0].rows), CSV
        else:
            body, media_type = await asyncio.to_thread(write_workbook, sheets), XLSX
        named = quote(exporting.file_name(name, day, format))
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{named}", "Cache-Control": "no-store"}
        return Response(body, media_type=media_type, headers=headers)

    return router


def _unstored(answer: Response) -> Response:
    """Names of people are among the changes: they must not live on in a cache."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
