"""What is read over HTTP; the commands are the table in `routes`."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.supervision.application.judging import light_at
from services.supervision.application.reminders import REMINDERS, reminders
from services.supervision.application.views import CALENDARS, CASES, THRESHOLDS, WATCHES
from services.supervision.domain.thresholds import DEFAULT_THRESHOLDS, CommitteeThresholds
from services.supervision.domain.workdays import Calendar
from shared.commands.refusals import not_found
from shared.eventstore.interface import Store
from shared.kernel.clock import Clock
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
    page_response,
    page_schema,
)
from shared.serving.reading import documents_page, one_document

OBJECT = query_responses({"type": "object"})
PAGE = query_responses(page_schema())
LIGHT = query_responses(
    {
        "type": "object",
        "properties": {name: {"type": "string"} for name in ("light", "colour", "reason")},
        "required": ["light", "colour", "reason"],
    }
)
TASK = query_responses(
    {
        "type": "object",
        "properties": {
            **{name: {"type": "string", "format": "uuid"} for name in ("task_id", "plan_id", "committee_id")},
            "state": {"type": "string", "enum": ["assigned", "reported", "concluded"]},
            "version": {"type": "integer"},
            "due_on": {"type": ["string", "null"]},
            "assignments": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["task_id", "plan_id", "committee_id", "state", "version", "due_on", "assignments"],
    }
)
LightName = Literal["green", "yellow", "red"]
CaseState = Literal["open", "noticed", "answered", "reported", "closed"]
WaitFor = Callable[..., Wait]  # names of views
AskTask = Callable[[UUID], Awaitable[dict[str, Any]]]


def query_routers(store: Store, clock: Clock, wait_for: WaitFor, ask_task: AskTask) -> list[APIRouter]:
    """A router for what is read together, so that `at_least` waits for just that."""
    return [
        _watches(store, wait_for(WATCHES.name)),
        _reminders(store, wait_for(REMINDERS.name)),
        _lights(store, clock, wait_for(WATCHES.name), ask_task),
        _cases(store, wait_for(CASES.name)),
        _settings(store, wait_for(THRESHOLDS.name, CALENDARS.name)),
    ]


def _watches(store: Store, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/watches", summary="任务的灯", responses=PAGE)
    async def list_watches(
        viewer: Viewer,
        unit: Annotated[UUID | None, Query(description="承担任务的单位")] = None,
        task: Annotated[UUID | None, Query(description="任务")] = None,
        light: Annotated[list[LightName] | None, Query(description="灯的颜色；已办结的没有灯")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"unit_id": unit, "task_id": task, "light": light}
        return await documents_page(store, WATCHES, viewer, where, limit, cursor)

    @router.get("/watches/{watch_id}", summary="一盏灯的经过", responses=OBJECT)
    async def get_watch(watch_id: UUID, viewer: Viewer, request: Request) -> Response:
        return await one_document(store, WATCHES, watch_id, viewer, request)

    return router


def _reminders(store: Store, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/reminders", summary="发出的催办，最新的在前", responses=PAGE)
    async def list_reminders(
        viewer: Viewer,
        unit: Annotated[UUID | None, Query(description="被催办的单位")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        async with store.snapshot() as reader:
            return page_response(await reminders(reader, viewer, unit, limit, cursor))

    return router


def _lights(store: Store, clock: Clock, wait: Wait, ask_task: AskTask) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/watches/{watch_id}/light", summary="某一时刻的灯，按当时的事实、阈值和工作日重算", responses=LIGHT)
    async def get_light(
        watch_id: UUID,
        viewer: Viewer,
        at: Annotated[datetime, Query(description="时刻，带时区，如2023-09-22T09:00:00+08:00")],
    ) -> Response:
        async with store.snapshot() as reader:
            await WATCHES.get(reader, viewer, watch_id)
        light = await light_at(store, watch_id, check_past(at, clock.now(), "at"))
        if light is None:
            raise not_found()
        return json_response({"light": light.stage, "colour": light.colour, "reason": light.reason})

    @router.get("/watches/{watch_id}/task", summary="这盏灯的任务现在办到哪一步，向任务服务查询", responses=TASK)
    async def get_watched_task(watch_id: UUID, viewer: Viewer) -> Response:
        """Who sees the watch sees its task: the unit and the committee take part in both."""
        async with store.snapshot() as reader:
            watch = (await WATCHES.get(reader, viewer, watch_id)).fields()
        return json_response(await ask_task(UUID(watch["task_id"])))

    return router


def _cases(store: Store, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/cases", summary="督办件", responses=PAGE)
    async def list_cases(
        viewer: Viewer,
        state: Annotated[CaseState | None, Query(description="办到哪一步")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        return await documents_page(store, CASES, viewer, {"state": state}, limit, cursor)

    @router.get("/cases/{case_id}", summary="一件督办件", responses=OBJECT)
    async def get_case(case_id: UUID, viewer: Viewer, request: Request) -> Response:
        return await one_document(store, CASES, case_id, viewer, request)

    return router


def _settings(store: Store, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/committees/{committee_id}/thresholds", summary="预警颜色和天数", responses=OBJECT)
    async def get_thresholds(committee_id: UUID, _viewer: Viewer) -> Response:
        """The same for whoever asks: what a light means is no secret of a committee."""
        async with store.snapshot() as reader:
            found = await THRESHOLDS.find(reader, CommitteeThresholds.stream_of(committee_id))
        defaults = {"committee_id": committee_id, **_plain(DEFAULT_THRESHOLDS)}
        return json_response(found.fields() if found else defaults)

    @router.get("/calendars/{year}", summary="一年的工作日", responses=OBJECT)
    async def get_calendar(year: int, _viewer: Viewer) -> Response:
        async with store.snapshot() as reader:
            found = await CALENDARS.find(reader, Calendar.stream_of(year))
        if found is None:
            raise not_found()
        return json_response(found.fields())

    return router


def _plain(thresholds: Any) -> dict[str, Any]:
    return {name: getattr(thresholds, name) for name in thresholds.__struct_fields__}
