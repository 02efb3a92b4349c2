"""What is read over HTTP; the commands are the table in `routes`."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.supervision.application.judging import light_at
from services.supervision.application.views import CALENDARS, CASES, THRESHOLDS, WATCHES
from services.supervision.domain.thresholds import DEFAULT_THRESHOLDS, CommitteeThresholds
from services.supervision.domain.workdays import Calendar
from shared.commands.refusals import not_found
from shared.eventstore.interface import Store
from shared.kernel.envelope import Actor
from shared.kernel.errors import Invalid
from shared.messaging.documents import DocumentView
from shared.messaging.visibility import Viewer
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Caller,
    Cursor,
    Limit,
    Wait,
    at_least,
    document_response,
    json_response,
    page_response,
    page_schema,
)

OBJECT = query_responses({"type": "object"})
PAGE = query_responses(page_schema())
LightName = Literal["green", "yellow", "red"]
CaseState = Literal["open", "noticed", "answered", "reported", "closed"]
WaitFor = Any


class MomentWithoutZone(Invalid):
    code = "moment_without_zone"


def query_routers(store: Store, wait_for: WaitFor) -> list[APIRouter]:
    """One router for each view, so that `at_least` waits for the view that is read."""
    return [
        _watches(store, wait_for(WATCHES.name)),
        _cases(store, wait_for(CASES.name)),
        _settings(store, wait_for(THRESHOLDS.name)),
    ]


def _watches(store: Store, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/watches", summary="任务的灯", responses=PAGE)
    async def list_watches(
        caller: Caller,
        unit: Annotated[UUID | None, Query(description="承担任务的单位")] = None,
        task: Annotated[UUID | None, Query(description="任务")] = None,
        light: Annotated[list[LightName] | None, Query(description="灯的颜色；已办结的没有灯")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"unit_id": unit, "task_id": task, "light": light}
        return await _page(store, WATCHES, caller, where, limit, cursor)

    @router.get("/watches/{watch_id}", summary="一盏灯的经过", responses=OBJECT)
    async def get_watch(watch_id: UUID, caller: Caller, request: Request) -> Response:
        return await _document(store, WATCHES, watch_id, caller, request)

    @router.get("/watches/{watch_id}/light", summary="某一时刻的灯，按当时的事实、阈值和工作日重算", responses=OBJECT)
    async def get_light(
        watch_id: UUID,
        caller: Caller,
        at: Annotated[datetime, Query(description="时刻，带时区，如2023-09-22T09:00:00+08:00")],
    ) -> Response:
        if at.tzinfo is None:
            raise MomentWithoutZone("时刻要写明时区，如2023-09-22T09:00:00+08:00。", field="at")
        async with store.snapshot() as reader:
            await WATCHES.get(reader, viewer_of(caller), watch_id)
        light = await light_at(store, watch_id, at.astimezone(UTC))
        if light is None:
            raise not_found()
        return json_response({"light": light.stage, "colour": light.colour, "reason": light.reason})

    return router


def _cases(store: Store, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/cases", summary="督办件", responses=PAGE)
    async def list_cases(
        caller: Caller,
        state: Annotated[CaseState | None, Query(description="办到哪一步")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        return await _page(store, CASES, caller, {"state": state}, limit, cursor)

    @router.get("/cases/{case_id}", summary="一件督办件", responses=OBJECT)
    async def get_case(case_id: UUID, caller: Caller, request: Request) -> Response:
        return await _document(store, CASES, case_id, caller, request)

    return router


def _settings(store: Store, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/committees/{committee_id}/thresholds", summary="预警颜色和天数", responses=OBJECT)
    async def get_thresholds(committee_id: UUID, _caller: Caller) -> Response:
        """The same for whoever asks: what a light means is no secret of a committee."""
        async with store.snapshot() as reader:
            found = await THRESHOLDS.find(reader, CommitteeThresholds.stream_of(committee_id))
        defaults = {"committee_id": committee_id, **_plain(DEFAULT_THRESHOLDS)}
        return json_response(found.fields() if found else defaults)

    @router.get("/calendars/{year}", summary="一年的工作日", responses=OBJECT)
    async def get_calendar(year: int, _caller: Caller) -> Response:
        async with store.snapshot() as reader:
            found = await CALENDARS.find(reader, Calendar.stream_of(year))
        if found is None:
            raise not_found()
        return json_response(found.fields())

    return router


def _plain(thresholds: Any) -> dict[str, Any]:
    return {name: getattr(thresholds, name) for name in thresholds.__struct_fields__}


async def _page(
    store: Store, view: DocumentView, caller: Actor, where: dict[str, Any], limit: int, cursor: str | None
) -> Response:
    wanted = {name: value for name, value in where.items() if value is not None}
    async with store.snapshot() as reader:
        page = await view.list(reader, viewer_of(caller), where=wanted, limit=limit, cursor=cursor)
    return page_response(page)


async def _document(store: Store, view: DocumentView, key: UUID, caller: Actor, request: Request) -> Response:
    async with store.snapshot() as reader:
        document = await view.get(reader, viewer_of(caller), key)
    return document_response(request, document)


def viewer_of(caller: Actor) -> Viewer:
    return Viewer(unit_id=caller.unit_id, role=caller.role)
