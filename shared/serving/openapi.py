"""The OpenAPI document: complete and true, made from the same tables that serve the requests."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

from shared.kernel.command import Command
from shared.kernel.limits import BODY_BYTES_MAX, INTEGER_MAX, TEXT_CHARS_MAX
from shared.serving.errors import INTERNAL, STATUS
from shared.serving.problems import PROBLEM_JSON
from shared.serving.reception import ETAG_PATTERN, KEY_PATTERN

REF = "#/components/schemas/{name}"
_NO_CONTROLS = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"
_INCOMPLETE = {
    "description": "只在有事件尚未汇入时才有：缺了什么，如tasks; parked=1; lost=0",
    "schema": {"type": "string"},
}
QUERY_KINDS = ("invalid", "unauthenticated", "forbidden", "not_found", "unavailable")

PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457；code不变，供程序判断；detail是给人看的话；rule是拒绝所依据的规则编号。",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "rule": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail", "code"],
}
ANSWER_SCHEMA: dict[str, Any] = {
    "title": "CommandAnswer",
    "type": "object",
    "properties": {
        "id": {"type": ["string", "null"], "format": "uuid"},
        "version": {"type": "integer", "description": "事件流的版本，等于ETag"},
        "position": {"type": "string", "description": "日志位置，可作at_least", "examples": ["tasking:1:42"]},
    },
    "required": ["id", "version", "position"],
}
COMMAND_HEADERS: list[dict[str, Any]] = [
    {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "同一单位在本服务内唯一；重复提交得到同一答复。",
        "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
    },
    {
        "name": "If-Match",
        "in": "header",
        "description": "读到的ETag；已被他人修改时拒绝。",
        "schema": {"type": "string", "pattern": f"^{ETAG_PATTERN}$"},
    },
    {"name": "traceparent", "in": "header", "schema": {"type": "string"}},
    {"name": "X-Correlation-Id", "in": "header", "schema": {"type": "string"}},
]


def problem_responses(kinds: Iterable[str]) -> dict[int | str, dict[str, Any]]:
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    wanted = [status for kind, status in STATUS.items() if kind in set(kinds)] + [INTERNAL]
    return {status.http: {"description": status.title, "content": content} for status in wanted}


def query_responses(
    schema: Mapping[str, Any] | None = None, description: str = "成功"
) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a query: its JSON answer and the problems it can have."""
    content = {"application/json": {"schema": dict(schema or {})}}
    answered = {"description": description, "content": content, "headers": {"X-Incomplete": _INCOMPLETE}}
    return {200: answered, **problem_responses(QUERY_KINDS)}


def command_schemas(commands: Iterable[tuple[type[Command], frozenset[str]]]) -> dict[str, Any]:
    """Component schemas of the commands' bodies, without the fields that their paths carry."""
    pairs = list(commands)
    _, components = msgspec.json.schema_components([command for command, _ in pairs], ref_template=REF)
    for command, in_path in pairs:
        schema = components[command.__name__]
        schema["properties"] = {k: v for k, v in schema["properties"].items() if k not in in_path}
        schema["required"] = [name for name in schema.get("required", ()) if name not in in_path]
    return {name: bounded(schema) for name, schema in components.items()}


def bounded(schema: Any) -> Any:
    """The schema with the limits that hold for every text and number (shared/kernel/text.py)."""
    if isinstance(schema, list):
        return [bounded(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    # Examples and fixed words are values, not schemas.
    inner = {key: value if key in ("default", "enum", "example") else bounded(value) for key, value in schema.items()}
    if inner.get("type") == "string" and not inner.keys() & {"format", "enum", "pattern"}:
        return {"maxLength": TEXT_CHARS_MAX, "pattern": _NO_CONTROLS, **inner}
    if inner.get("type") == "integer":
        return {"minimum": -INTEGER_MAX, "maximum": INTEGER_MAX, **inner}
    return inner


def field_schema(command: type[Command], field: str) -> dict[str, Any]:
    types = {item.name: item.type for item in msgspec.structs.fields(command)}
    return msgspec.json.schema(types[field])


def install_openapi(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Replaces the generator's output for parameter errors (422) by our problems and adds our components."""
    components: dict[str, Any] = {"Problem": PROBLEM_SCHEMA, "CommandAnswer": ANSWER_SCHEMA}
    for router in routers:
        components.update(getattr(router, "components", {}))

    def build() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(title=app.title, version=app.version, routes=app.routes, description=app.description)
            app.openapi_schema = _finished(document, components)
        return app.openapi_schema

    app.openapi = build  # type: ignore[method-assign]


def _finished(document: dict[str, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None) if _is_generated_422(operation) else None
    section = document.setdefault("components", {})
    schemas = section.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas.update(components)
    section["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    document["security"] = [{"bearer": []}]
    return document


def _is_generated_422(operation: Mapping[str, Any]) -> bool:
    content = operation["responses"].get("422", {}).get("content", {})
    return "HTTPValidationError" in str(content.get("application/json", {}))


BODY_DESCRIPTION = f"不超过{BODY_BYTES_MAX // (1024 * 1024)}MB的JSON。"
