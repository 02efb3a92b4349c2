"""A document out of a service's content store: always to keep, never to run in these pages."""

import re
from typing import Final

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from services.console.entrypoints.visit import Visiting

router = APIRouter()
ENDINGS: Final = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
    "application/ofd": ".ofd",
    "application/msword": ".doc",
}
KEEPERS: Final = frozenset({"meeting", "tasking", "supervision", "reporting", "organization"})
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@router.get("/documents/{service}/{digest}")
async def document(service: str, digest: str, visit: Visiting) -> Response:
    if service not in KEEPERS or not _DIGEST.fullmatch(digest):
        raise HTTPException(404)
    content = await visit.asked.content(service, f"/documents/{digest}")
    ending = ENDINGS.get(content.media_type.partition(";")[0], ".bin")
    headers = {"Content-Disposition": f'attachment; filename="{digest[:12]}{ending}"'}
    return Response(content.body, headers=headers, media_type="application/octet-stream")
