"""Commands over HTTP: one table row each, no decision of their own."""

import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from shared.access.tokens import bearer_token
from shared.kernel.command import Command, CommandAnswer
from shared.kernel.errors import Invalid
from shared.kernel.text import check_strings
from shared.serving.errors import FieldInvalid, UnsupportedMediaType, body_refusal
from shared.serving.openapi import BODY_DESCRIPTION, COMMAND_HEADERS, command_schemas, field_schema, problem_responses
from shared.serving.problems import json_bytes
from shared.serving.reception import Reception, call_from
from shared.serving.samples import DOCUMENT

_IN_PATH = re.compile(r"\{(\w+)\}")
_SAMPLE_ID = "6f6b5b0e-6d2a-5a43-9d0f-1d9a5a4a2f11"


class PathConflict(Invalid):
    code = "path_conflict"


@dataclass(frozen=True, slots=True)
class CommandRoute:
    """One command's place: `path` may name fields of the command (`/tasks/{task_id}/accept`).

    `example` is the body with the path's fields, in words a clerk knows, and works with the packaged example
    registry (shared/serving/samples.py); `rules` are the ids of the rules that can refuse it.
    """

    command: type[Command]
    path: str
    summary: str
    example: Mapping[str, Any]
    rules: Sequence[str] = ()

    @property
    def in_path(self) -> frozenset[str]:
        return frozenset(_IN_PATH.findall(self.path))


class CommandApiRoute(APIRoute):
    """Documented like any other, but its endpoint takes the request and gives the response itself.

    FastAPI's own way to an endpoint, solving its dependencies, costs as much as the command.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return endpoint


class CommandRouter(APIRouter):
    """A router with the schemas that its routes refer to."""

    components: Mapping[str, Any] = {}


def command_router(
    routes: Sequence[CommandRoute], reception: Reception, *, tags: Sequence[str] = ("命令",)
) -> CommandRouter:
    """Raises TypeError at start when a row does not fit its command."""
    router = CommandRouter(tags=list(tags), route_class=CommandApiRoute)
    router.components = command_schemas((route.command, route.in_path) for route in routes)
    for route in routes:
        _check_row(route)
        name = route.command.__name__
        router.add_api_route(
            route.path,
            _endpoint(route, reception),
            methods=["POST"],
            name=name,
            operation_id=name,
            summary=route.summary,
            description=_described(route),
            response_class=Response,
            responses=_responses(),
            openapi_extra=_request_docs(route, router.components[name]),
        )
    return router


def _endpoint(route: CommandRoute, reception: Reception) -> Callable[[Request], Any]:
    decode = command_decoder(route)

    async def endpoint(request: Request) -> Response:
        headers = request.headers
        actor = await reception.verifier.verify(bearer_token(headers.get("authorization")))
        call = call_from(headers, actor, request.state.correlation_id, request.state.traceparent)
        body = await request.body()
        if body:
            check_json_type(headers.get("content-type"))
        return answer_response(await reception.handle(decode(body, request.path_params), call))

    return endpoint


def command_decoder(route: CommandRoute) -> Callable[[bytes, Mapping[str, str]], Command]:
    """Body and path become the command; raises a refusal that names the field."""
    command, whole = route.command, msgspec.json.Decoder(route.command)
    types = {field.name: field.type for field in msgspec.structs.fields(command) if field.name in route.in_path}
    loose = msgspec.json.Decoder(dict[str, Any])

    def decode(body: bytes, path: Mapping[str, str]) -> Command:
        try:
            if not types:
                return whole.decode(body or b"{}")
            fields = loose.decode(body or b"{}")
            # Checked here, for field names of the body become part of the refusals.
            check_strings(fields)
            return msgspec.convert({**fields, **_path_fields(types, path, fields)}, command)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise body_refusal(error) from error

    return decode


def _path_fields(types: Mapping[str, Any], path: Mapping[str, str], body: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: _path_value(name, kind, path[name]) for name, kind in types.items()}
    for name, value in values.items():
        if name in body and body[name] != str(value) and body[name] != value:
            raise PathConflict(f"地址里的“{name}”与内容里的不一致。", field=name)
    return values


def _path_value(name: str, kind: Any, text: str) -> Any:
    try:
        return msgspec.convert(text, kind, strict=False)
    except msgspec.ValidationError as error:
        form = "应为编号（UUID）" if kind is UUID else "的内容不合要求"
        raise FieldInvalid(f"地址里的“{name}”{form}。", field=name) from error


def check_json_type(content_type: str | None) -> None:
    if (content_type or "").partition(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaType("请以application/json提交。")


def answer_response(answer: CommandAnswer) -> Response:
    body = {
        **answer.body,
        "id": answer.stream_id,
        "version": answer.version,
        "position": str(answer.position),
    }
    return Response(json_bytes(body), 200, {"ETag": f'"{answer.version}"'}, "application/json")


def _check_row(route: CommandRoute) -> None:
    fields = {field.name for field in msgspec.structs.fields(route.command)}
    if not route.in_path <= fields:
        raise TypeError(f"{route.path} names fields that {route.command.__name__} does not have")
    sample = dict.fromkeys(route.in_path - set(route.example), _SAMPLE_ID)
    try:
        msgspec.convert({**route.example, **sample}, route.command)
    except msgspec.ValidationError as error:
        raise TypeError(f"the example of {route.command.__name__}: {error}") from error


def _described(route: CommandRoute) -> str:
    refused = f"可能因规则{'、'.join(route.rules)}被拒绝。" if route.rules else ""
    uploaded = (
        "示例里的文件编号要换成自己的：先上传文件，把得到的编号填在这里。" if DOCUMENT in str(route.example) else ""
    )
    return refused + uploaded


def _responses() -> dict[int | str, dict[str, Any]]:
    kinds = ("rule", "invalid", "unauthenticated", "forbidden", "not_found", "conflict")
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/CommandAnswer"}}}
    etag = {"ETag": {"schema": {"type": "string"}, "description": "事件流的版本"}}
    return {
        200: {"description": "已接受并保存", "content": content, "headers": etag},
        **problem_responses((*kinds, "too_large", "unsupported", "unavailable")),
    }


def _sample(route: CommandRoute, name: str) -> dict[str, Any]:
    return {"example": route.example[name]} if name in route.example else {}


def _request_docs(route: CommandRoute, schema: Mapping[str, Any]) -> dict[str, Any]:
    example = {name: value for name, value in route.example.items() if name not in route.in_path}
    path = [
        {"name": name, "in": "path", "required": True, "schema": field_schema(route.command, name)}
        | _sample(route, name)
        for name in _IN_PATH.findall(route.path)
    ]
    reference = {"$ref": f"#/components/schemas/{route.command.__name__}"}
    return {
        "parameters": [*path, *COMMAND_HEADERS],
        "requestBody": {
            "required": bool(schema["required"]),
            "description": BODY_DESCRIPTION,
            "content": {"application/json": {"schema": reference, "example": example}},
        },
    }
