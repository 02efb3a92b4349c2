"""Problems as HTTP answers, and the handlers that make every error one."""

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from shared.kernel.errors import Invalid, Refusal
from shared.serving.errors import (
    PROBLEM_TYPE,
    FieldInvalid,
    FieldMissing,
    NoSuchPage,
    internal_problem,
    problem_of,
)

PROBLEM_JSON = "application/problem+json"


def json_bytes(value: Any) -> bytes:
    return msgspec.json.encode(value, enc_hook=str)


def problem_response(problem: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    return Response(json_bytes(problem), problem["status"], dict(headers or {}), PROBLEM_JSON)


def refusal_response(refusal: Refusal) -> Response:
    headers = {"unauthenticated": {"WWW-Authenticate": "Bearer"}, "unavailable": {"Retry-After": "1"}}
    return problem_response(problem_of(refusal), headers.get(refusal.kind))


def internal_response(correlation_id: str) -> Response:
    return problem_response(internal_problem(correlation_id))


async def _on_refusal(_: Request, error: Any) -> Response:
    return refusal_response(error)


async def _on_validation(_: Request, error: Any) -> Response:
    return refusal_response(parameter_refusal(error.errors()[0]))


async def _on_http(_: Request, error: Any) -> Response:
    if error.status_code == 404:
        return refusal_response(NoSuchPage("没有这个地址，请核对后再试。"))
    if error.status_code == 405:
        problem = {
            "type": PROBLEM_TYPE + "method_not_allowed",
            "title": "格式不支持",
            "status": 405,
            "detail": "这个地址不支持这种请求方法。",
            "code": "method_not_allowed",
        }
        return problem_response(problem, error.headers)
    return refusal_response(Invalid("请求有误，无法处理。"))


_PARAMETER_FORMS = {
    "uuid": "应为编号（UUID）",
    "date": "应为日期，如2026-03-05",
    "datetime": "应为时刻，如2026-03-05T08:00:00Z",
    "int": "应为整数",
    "bool": "应为true或false",
    "greater_than_equal": "过小",
    "less_than_equal": "过大",
    "string_too_long": "过长",
    "string_too_short": "过短",
}


def parameter_refusal(error: Mapping[str, Any]) -> Refusal:
    """A sentence for a path, query or header parameter that FastAPI could not take."""
    name = str(error["loc"][-1])
    kind = str(error["type"])
    if kind == "missing":
        return FieldMissing(f"缺少参数“{name}”。", field=name)
    form = _PARAMETER_FORMS.get(kind) or _PARAMETER_FORMS.get(kind.partition("_")[0], "的内容不合要求")
    return FieldInvalid(f"参数“{name}”{form}。", field=name)


def add_problem_handlers(app: FastAPI) -> None:
    """Unknown exceptions are not here: the outermost middleware turns them into a 500 (shared/serving/edge.py)."""
    app.add_exception_handler(Refusal, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)
