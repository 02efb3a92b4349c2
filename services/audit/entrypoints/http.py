"""Audit over HTTP."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.responses import Response

from services.audit.application.queries import AuditQueries, ReplayRequest
from shared.kernel.errors import Refusal
from shared.serving.commands import check_json_type
from shared.serving.errors import body_refusal, problem_of
from shared.serving.openapi import problem_responses, query_responses
from shared.serving.problems import json_bytes
from shared.serving.queries import LIMIT_DEFAULT, Caller, Cursor, Limit, json_response

LINES: Final = "application/x-ndjson"
AsOf = Annotated[datetime | None, Query(description="截至哪一时刻，带时区，如2023-08-02T09:00:00+08:00；不填即现在")]
LatestFirst = Annotated[bool, Query(description="后记录的在前")]
_OBJECT: Final[dict[str, Any]] = {"type": "object"}
_CURSOR: Final[dict[str, Any]] = {"type": ["string", "null"], "description": "下一页的cursor；null即最后一页"}
_ITEMS: Final[dict[str, Any]] = {"type": "array", "items": _OBJECT}
_PAGE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"items": _ITEMS, "cursor": _CURSOR},
    "required": ["items", "cursor"],
}
_STATE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"unit_id": {"type": "string"}, "as_of": {"type": ["string", "null"]}, "state": _OBJECT},
    "required": ["unit_id", "as_of", "state"],
}
_ROLLUP: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"unit_id": {"type": "string"}, "as_of": {"type": ["string", "null"]}, "figures": _OBJECT},
    "required": ["unit_id", "as_of", "figures"],
}
_DISCREPANCIES: Final[dict[str, Any]] = {"type": "object", "properties": {"items": _ITEMS}, "required": ["items"]}
# The years of shared/serving/moments.py.
_MOMENT: Final[dict[str, Any]] = {"type": "string", "format": "date-time", "pattern": "^(19[7-9]|2[0-9]{2})[0-9]-"}
_REPLAY_KINDS: Final = ("invalid", "unauthenticated", "forbidden", "not_found", "unsupported", "unavailable")
_REPLAY_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": False,
        "description": "unit不填即管辖范围内的所有单位；as_of不填即与各服务的现状核对",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "unit": {"type": ["string", "null"], "format": "uuid"},
                        "as_of": {"anyOf": [_MOMENT, {"type": "null"}]},
                    },
                    "additionalProperties": False,
                },
                "example": {"unit": None, "as_of": None},
            }
        },
    }
}
_wanted = msgspec.json.Decoder(ReplayRequest)


def audit_router(queries: AuditQueries) -> APIRouter:
    router = APIRouter(tags=["审计"])

    @router.get("/units/{unit_id}/history", summary="一个单位在所有服务里的历史", responses=query_responses(_PAGE))
    async def history(
        unit_id: UUID,
        actor: Caller,
        as_of: AsOf = None,
        latest_first: LatestFirst = False,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        page = await queries.history(actor, unit_id, as_of, cursor, limit, latest_first=latest_first)
        return json_response(page)

    @router.get("/units/{unit_id}/state", summary="一个单位某一时刻的状态", responses=query_responses(_STATE))
    async def state(unit_id: UUID, actor: Caller, as_of: AsOf = None) -> Response:
        return json_response(await queries.state(actor, unit_id, as_of))

    @router.get("/units/{unit_id}/rollup", summary="由事件重算的汇总数", responses=query_responses(_ROLLUP))
    async def rollup(unit_id: UUID, actor: Caller, as_of: AsOf = None) -> Response:
        return json_response(await queries.rollup(actor, unit_id, as_of))

    @router.get("/discrepancies", summary="与最初读到的不一致的事件", responses=query_responses(_DISCREPANCIES))
    async def discrepancies(actor: Caller) -> Response:
        return json_response(await queries.discrepancies(actor))

    @router.post("/replay", summary="重放并与现状逐项核对", responses=_replay_responses(), openapi_extra=_REPLAY_BODY)
    async def replay(request: Request, actor: Caller) -> Response:
        lines = await queries.replay(actor, await _replay_request(request))
        return StreamingResponse(_ndjson(lines), media_type=LINES)

    return router


async def _replay_request(request: Request) -> ReplayRequest:
    body = await request.body()
    if body:
        check_json_type(request.headers.get("content-type"))
    try:
        return _wanted.decode(body or b"{}")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise body_refusal(error) from error


async def _ndjson(lines: AsyncIterator[dict[str, Any]]) -> AsyncIterator[bytes]:
    """A refusal on the way, when the answer has long begun, is its last line."""
    try:
        async for line in lines:
            yield json_bytes(line) + b"\n"
    except Refusal as refusal:
        yield json_bytes({"done": False, "problem": problem_of(refusal)}) + b"\n"


def _replay_responses() -> dict[int | str, dict[str, Any]]:
    described = "每行一个JSON对象：先是进度，最后一行是结果（done为true）"
    fine = {"description": described, "content": {LINES: {"schema": {"type": "string"}}}}
    return {200: fine, **problem_responses(_REPLAY_KINDS)}
