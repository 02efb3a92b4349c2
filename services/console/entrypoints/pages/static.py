"""The stylesheet, the script, the icon: from the package, kept by browsers until they change."""

import hashlib
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.entrypoints.rendering import static_bytes

router = APIRouter()
MEDIA_TYPES: Final = {
    "console.css": "text/css; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@router.get("/static/{name}")
async def static_file(name: str, request: Request) -> Response:
    if name not in MEDIA_TYPES:
        raise HTTPException(404)
    body = static_bytes(name)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=MEDIA_TYPES[name])
