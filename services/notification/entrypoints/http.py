"""What is read over HTTP."""

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.notification.application.contacts import contacts
from services.notification.application.desk import desk
from services.notification.application.sent import sent
from shared.database.interface import Database
from shared.kernel.clock import Clock, business_day
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Caller,
    Cursor,
    Limit,
    Wait,
    at_least,
    json_response,
    page_response,
    page_schema,
)

WaitFor = Callable[..., Wait]  # names of views
UnitAsked = Annotated[UUID | None, Query(description="哪个单位，不填即本单位")]


_ITEMS: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"items": {"type": "array", "items": {"type": "object"}}},
    "required": ["items"],
}
State = Literal["waiting", "sending", "sent", "failed", "given_up", "expired", "no_contact"]


def query_routers(database: Database, clock: Clock, wait_for: WaitFor) -> list[APIRouter]:
    wait = wait_for("notices", "registry")
    return [
        _desk(database, clock, wait),
        _outbox(database, clock, wait),
        _contacts(database, clock, wait_for("registry")),
    ]


def _desk(database: Database, clock: Clock, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/desk", summary="本单位的待办，按期限先后", responses=query_responses(page_schema()))
    async def get_desk(
        caller: Caller, unit: UnitAsked = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        async with database.snapshot() as reader:
            return page_response(await desk(reader, caller, unit or caller.unit_id, clock.now(), limit, cursor))

    return router


def _outbox(database: Database, clock: Clock, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/outbox", summary="发出的通知各到了哪一步，最新的在前", responses=query_responses(page_schema()))
    async def get_outbox(
        caller: Caller,
        matter: Annotated[UUID | None, Query(description="哪件事（会议、督办件、任务的灯）")] = None,
        unit: Annotated[UUID | None, Query(description="发给哪个单位")] = None,
        state: Annotated[State | None, Query(description="到了哪一步")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"matter": matter, "unit": unit, "state": state}
        async with database.snapshot() as reader:
            return page_response(await sent(reader, caller, where, limit, cursor, business_day(clock.now())))

    return router


def _contacts(database: Database, clock: Clock, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/units/{unit_id}/contacts", summary="本单位的联系方式", responses=query_responses(_ITEMS))
    async def get_contacts(unit_id: UUID, caller: Caller) -> Response:
        async with database.snapshot() as reader:
            items = await contacts(reader, caller, unit_id, business_day(clock.now()))
        answer = json_response({"items": items})
        # What was erased must not live on in a cache.
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return router
