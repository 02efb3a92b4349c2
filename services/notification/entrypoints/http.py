"""What is read over HTTP."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.notification.application.desk import desk
from shared.database.interface import Database
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Caller,
    Cursor,
    Limit,
    Wait,
    at_least,
    page_response,
    page_schema,
)

WaitFor = Callable[..., Wait]  # names of views
UnitAsked = Annotated[UUID | None, Query(description="哪个单位，不填即本单位")]


def query_routers(database: Database, wait_for: WaitFor) -> list[APIRouter]:
    return [_desk(database, wait_for("notices", "registry"))]


def _desk(database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["查询"], dependencies=[Depends(at_least(wait))])

    @router.get("/desk", summary="本单位的待办，按期限先后", responses=query_responses(page_schema()))
    async def get_desk(
        caller: Caller, unit: UnitAsked = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        async with database.snapshot() as reader:
            return page_response(await desk(reader, caller, unit or caller.unit_id, limit, cursor))

    return router
