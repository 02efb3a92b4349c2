"""What is read over HTTP; the commands are the table in `routes`."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.reporting.application.rollup.figures import FIGURES
from services.reporting.application.rollup.rollups import RollUps
from services.reporting.application.views import REPORTS, REQUESTS
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
State = Literal["submitted", "accepted", "returned"]
AsOf = Annotated[
    datetime | None, Query(description="过去某一时刻，带时区，如2023-09-18T09:00:00+08:00；按当时所知汇总")
]
_FIGURE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "figure": {"type": "string", "enum": list(FIGURES)},
        "label": {"type": "string"},
        "how": {"type": "string", "description": "怎样合计"},
        "value": {"type": "integer", "minimum": 0},
        "numerator": {"type": "integer", "minimum": 0},
        "denominator": {"type": "integer", "minimum": 0},
    },
    "required": ["figure", "label", "how"],
}
_OF_UNIT: Final[dict[str, Any]] = {
    "unit_id": {"type": "string", "format": "uuid"},
    "unit_name": {"type": ["string", "null"]},
    "figures": {"type": "array", "items": _FIGURE},
}
ROLLUP: Final = query_responses(
    {
        "type": "object",
        "properties": {
            **_OF_UNIT,
            "as_of": {"type": "string", "format": "date-time"},
            "positions": {"type": "object", "additionalProperties": {"type": "string"}},
            "incomplete": {"type": ["object", "null"], "description": "有事件未能处理、数字可能不全时，有几件"},
            "children": {"type": "array", "items": {"type": "object", "properties": _OF_UNIT}},
        },
        "required": ["unit_id", "unit_name", "as_of", "positions", "incomplete", "figures"],
    }
)


def query_routers(database: Database, rollups: RollUps, wait_for: Callable[[str], Wait]) -> list[APIRouter]:
    """One router for each view, so that `at_least` waits for the view that is read."""
    return [
        _requests(database, wait_for(REQUESTS.name)),
        _reports(database, wait_for(REPORTS.name)),
        _rollups(rollups, wait_for(rollups.facts.name)),
    ]


def _requests(database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["报送要求"], dependencies=[Depends(at_least(wait))])

    @router.get("/requests", summary="报送要求", responses=PAGE)
    async def list_requests(
        viewer: Viewer,
        committee: Annotated[UUID | None, Query(description="要求报送的关工委")] = None,
        plan: Annotated[UUID | None, Query(description="责任分工方案")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"owner_unit": committee, "plan_id": plan}
        return await documents_page(database, REQUESTS, viewer, where, limit, cursor)

    @router.get("/requests/{request_id}", summary="一次报送要求", responses=OBJECT)
    async def get_request(request_id: UUID, viewer: Viewer, request: Request) -> Response:
        return await one_document(database, REQUESTS, request_id, viewer, request)

    return router


def _reports(database: Database, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["报告"], dependencies=[Depends(at_least(wait))])

    @router.get("/reports", summary="各单位的报告", responses=PAGE)
    async def list_reports(
        viewer: Viewer,
        request: Annotated[UUID | None, Query(description="报送要求")] = None,
        unit: Annotated[UUID | None, Query(description="报送的单位")] = None,
        state: Annotated[State | None, Query(description="submitted待审阅，accepted已接收，returned已退回")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        where = {"request_id": request, "unit_id": unit, "state": state}
        return await documents_page(database, REPORTS, viewer, where, limit, cursor)

    @router.get("/reports/{report_id}", summary="一份报告和它的各轮报送", responses=OBJECT)
    async def get_report(report_id: UUID, viewer: Viewer, request: Request) -> Response:
        return await one_document(database, REPORTS, report_id, viewer, request)

    return router


def _rollups(rollups: RollUps, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["汇总"], dependencies=[Depends(at_least(wait))])

    @router.get("/rollup/{unit_id}", summary="一个单位和它下级的汇总", responses=ROLLUP)
    async def get_rollup(
        unit_id: UUID,
        viewer: Viewer,
        as_of: AsOf = None,
        children: Annotated[bool, Query(description="连同每个直接下级各自的汇总")] = False,
    ) -> Response:
        return json_response(await rollups.get_rollup(viewer, unit_id, as_of, children=children))

    @router.get("/rollup/{unit_id}/figures/{figure}", summary="一个数背后的事件", responses=PAGE)
    async def open_figure(
        unit_id: UUID,
        figure: str,
        viewer: Viewer,
        as_of: AsOf = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        return page_response(await rollups.open_figure(viewer, unit_id, figure, as_of, limit, cursor))

    return router
