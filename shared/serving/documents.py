"""Upload and download of a service's documents: the bytes themselves, no form around them."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from shared.contents.store import Content, ContentStore, check_media_type, check_salt
from shared.kernel.clock import Clock
from shared.serving.openapi import problem_responses
from shared.serving.problems import json_bytes
from shared.serving.queries import Caller

_KINDS: Final = ("invalid", "unauthenticated", "forbidden", "not_found", "too_large", "unsupported", "unavailable")
_BINARY: Final[dict[str, Any]] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
_STORED: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"digest": {"type": "string"}, "media_type": {"type": "string"}, "size": {"type": "integer"}},
    "required": ["digest", "media_type", "size"],
}
_SALT: Final[dict[str, Any]] = {
    "name": "X-Content-Salt",
    "in": "header",
    "required": False,
    "description": "自选的盐值（十六进制）；不填由系统随机产生",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="上传时得到的编号")]


def documents_router(contents: ContentStore, clock: Clock) -> APIRouter:
    router = APIRouter(tags=["文件"])

    @router.post(
        "/documents",
        summary="上传文件，得到可在命令里引用的编号",
        status_code=201,
        response_class=Response,
        responses={
            201: {"description": "已保存", "content": {"application/json": {"schema": _STORED}}},
            **problem_responses(_KINDS),
        },
        openapi_extra={
            "parameters": [_SALT],
            "requestBody": {"required": True, "description": "不超过10MB", "content": _BINARY},
        },
    )
    async def upload(request: Request, actor: Caller) -> Response:
        media_type = check_media_type(request.headers.get("content-type", ""))
        content = await contents.put(
            actor.unit_id, media_type, await request.body(), clock.now(), salt_in(request.headers)
        )
        body = {"digest": content.digest, "media_type": content.media_type, "size": content.size}
        location = {"Location": f"{request.url.path}/{content.digest}"}
        return Response(json_bytes(body), 201, location, "application/json")

    @router.get(
        "/documents/{digest}",
        summary="下载文件",
        response_class=Response,
        responses={200: {"description": "文件内容", "content": _BINARY}, **problem_responses(_KINDS)},
    )
    async def download(digest: Digest, actor: Caller) -> Response:
        return file_response(await contents.get(actor, digest))

    return router


def salt_in(headers: Mapping[str, str]) -> bytes | None:
    """Raises SaltNotValid."""
    text = headers.get("x-content-salt")
    try:
        return None if text is None else bytes.fromhex(text)
    except ValueError:
        return check_salt(b"")


def file_response(content: Content) -> Response:
    """Never shown inside our own pages: what somebody uploaded must not run with a reader's rights."""
    headers = {
        "Content-Disposition": f'attachment; filename="{content.digest[:16]}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-cache",
        "X-Content-Salt": (content.salt or b"").hex(),
    }
    return Response(content.body, headers=headers, media_type=content.media_type)
