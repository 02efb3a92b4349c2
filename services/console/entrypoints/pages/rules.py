"""The rules in plain words: what a refusal's number stands for. For anybody, also who answers by a link."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.console.application.rules import PARTS
from services.console.entrypoints.rendering import pages_of

router = APIRouter()


@router.get("/rules")
async def rules(request: Request) -> Response:
    return pages_of(request).plain(request, "rules.html", rule_parts=PARTS)
