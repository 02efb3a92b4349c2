"""Queries over HTTP."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.tasking.application.queries import TaskingQueries
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

Stage = Annotated[Literal["drafted", "issued"] | None, Query(description="drafted起草中，issued已印发")]
State = Annotated[
    Literal["assigned", "reported", "concluded"] | None,
    Query(description="assigned办理中，reported已报完成，concluded已办结"),
]
_COUNTS = ("assigned", "accepted", "finished", "concluded")
_STATEMENT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "unit_id": {"type": "string", "format": "uuid"},
        "plan_id": {"type": ["string", "null"]},
        "position": {"type": "string", "examples": ["tasking:1:42"]},
        **{name: {"type": "integer", "minimum": 0} for name in _COUNTS},
    },
    "required": ["unit_id", "plan_id", "position", *_COUNTS],
}
_UNKNOWN_NAME: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "items": {"type": "array", "items": {"type": "integer"}},
        "ambiguous": {"type": "boolean"},
        "suggestions": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["name", "items", "ambiguous", "suggestions"],
}


def query_router(queries: TaskingQueries, plans_wait: Wait, tasks_wait: Wait) -> APIRouter:
    router = APIRouter()
    router.include_router(_plans(queries, plans_wait))
    router.include_router(_tasks(queries, tasks_wait))
    return router


READINGS = "/plan-readings"


def reading_router(queries: TaskingQueries) -> APIRouter:
    router = APIRouter(tags=["方案"])

    @router.post(
        READINGS,
        summary="读出方案文件里的任务、单位和时间，什么也不保存",
        responses=query_responses({"type": "object"}),
        openapi_extra={"requestBody": {"required": True, "description": "不超过10MB的纯文本", "content": _ANY}},
    )
    async def read_plan(
        request: Request,
        viewer: Viewer,
        issuer: Annotated[UUID | None, Query(description="发文的关工委，不填即本单位")] = None,
    ) -> Response:
        content = await request.body()
        return json_response(await queries.read_plan(content, issuer or viewer.unit_id))

    return router


_ANY: dict[str, Any] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}


def _plans(queries: TaskingQueries, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["方案"], dependencies=[Depends(at_least(wait))])

    @router.get("/plans", summary="方案列表", responses=query_responses(page_schema()))
    async def list_plans(
        viewer: Viewer, stage: Stage = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        return page_response(await queries.list_plans(viewer, stage, limit, cursor))

    @router.get("/plans/{plan_id}", summary="一个方案", responses=query_responses({"type": "object"}))
    async def get_plan(request: Request, viewer: Viewer, plan_id: UUID) -> Response:
        return document_response(request, await queries.get_plan(viewer, plan_id))

    @router.get(
        "/plans/{plan_id}/unknown-names",
        summary="方案里待确认的单位名称及建议",
        responses=query_responses(page_schema(_UNKNOWN_NAME)),
    )
    async def list_unknown_names(viewer: Viewer, plan_id: UUID) -> Response:
        names = await queries.list_unknown_names(viewer, plan_id)
        return json_response({"items": names, "cursor": None})

    return router


def _tasks(queries: TaskingQueries, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["任务"], dependencies=[Depends(at_least(wait))])

    @router.get("/tasks", summary="任务列表", responses=query_responses(page_schema()))
    async def list_tasks(
        viewer: Viewer,
        plan: UUID | None = None,
        unit: UUID | None = None,
        state: State = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        page = await queries.list_tasks(viewer, plan=plan, unit=unit, state=state, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/tasks/{task_id}", summary="一项任务", responses=query_responses({"type": "object"}))
    async def get_task(request: Request, viewer: Viewer, task_id: UUID) -> Response:
        return document_response(request, await queries.get_task(viewer, task_id))

    @router.get("/statements", summary="一个单位的任务办理情况", responses=query_responses(_STATEMENT))
    async def get_statement(viewer: Viewer, unit: UUID, plan: UUID | None = None) -> Response:
        return json_response(await queries.get_statement(viewer, unit, plan))

    return router
