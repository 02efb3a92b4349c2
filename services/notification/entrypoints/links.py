"""What a receipt link opens: no account, no token of a person; the link itself is all there is."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from services.notification.application.links import Meetings, ReceiptLinks
from shared.kernel.text import check_strings
from shared.serving.commands import check_json_type
from shared.serving.errors import body_refusal
from shared.serving.openapi import problem_responses, query_responses
from shared.serving.queries import json_response

Token = Annotated[str, Path(min_length=1, max_length=200, description="链接里的凭据")]


class ReceiptAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a link may say; who answers and about which meeting is the link's."""

    attending: bool
    seat: Literal["holder", "substitute"] | None = None
    office: str = ""
    mode: Literal["on_site", "video", "mobile"] | None = None
    heads: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    reason: str = ""


_SHOWN = query_responses({"type": "object"})
_RETURNED = {**query_responses({"type": "object"}), **problem_responses(("rule", "unsupported"))}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "attending": {"type": "boolean"},
                        "seat": {"type": ["string", "null"], "enum": ["holder", "substitute", None]},
                        "office": {"type": "string"},
                        "mode": {"type": ["string", "null"], "enum": ["on_site", "video", "mobile", None]},
                        "heads": {"type": "integer", "minimum": 0, "maximum": 10_000},
                        "reason": {"type": "string"},
                    },
                    "required": ["attending"],
                    "additionalProperties": False,
                }
            }
        },
    }
}


def link_router(links: ReceiptLinks, meetings: Meetings) -> APIRouter:
    router = APIRouter(tags=["回执链接"])
    decode = msgspec.json.Decoder(ReceiptAnswer).decode

    @router.get("/receipt-links/{token}", summary="链接打开的会议通知", responses=_SHOWN)
    async def open_link(token: Token) -> Response:
        return _kept_nowhere(json_response(await links.opened(token)))

    @router.post("/receipt-links/{token}", summary="用链接报回执", responses=_RETURNED, openapi_extra=_BODY)
    async def answer_link(token: Token, request: Request) -> Response:
        check_json_type(request.headers.get("content-type"))
        try:
            answer = decode(await request.body())
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise body_refusal(error) from error
        check_strings(answer)
        given = msgspec.structs.asdict(answer)
        return _kept_nowhere(json_response(await links.answer(token, given, meetings)))

    return router


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
