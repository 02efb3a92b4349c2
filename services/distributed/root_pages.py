"""What stands at the root of the one base URL: an index, and the clock if it can be moved."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Protocol

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from shared.kernel.errors import Invalid, Refusal
from shared.serving.http import base_path
from shared.serving.problems import refusal_response


class MomentNotValid(Invalid):
    code = "moment_not_valid"


class MovableClock(Protocol):
    """Moves the clock of all services, by way of every deadline."""

    def now(self) -> datetime: ...

    async def settle(self) -> None: ...

    async def move_to(self, moment: datetime) -> None: ...


class ClockPage:
    """`POST /clock/settle` waits until everything was handled; `POST /clock/move {"to": moment}` does so and moves."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            return Response(status_code=405, headers={"Allow": "POST"})
        try:
            if request.url.path.endswith("/move"):
                await self._clock.move_to(_moment(await request.body()))
            else:
                await self._clock.settle()
        except Refusal as refusal:
            return refusal_response(refusal)
        return JSONResponse({"now": self._clock.now().isoformat()})


def _moment(body: bytes) -> datetime:
    try:
        moment: datetime = msgspec.json.decode(body, type=dict[str, datetime])["to"]
    except (msgspec.DecodeError, KeyError) as error:
        raise MomentNotValid('请给出时刻，如{"to": "2023-08-01T09:00:00+08:00"}。', field="to") from error
    if moment.tzinfo is None:
        raise MomentNotValid("时刻要写明时区。", field="to")
    return moment


def index_page(titles: Mapping[str, str]) -> Response:
    """Service → its Chinese title."""
    rows = "".join(
        f'<li><a href="{base_path(name)}/docs">{escape(title)}</a>'
        f' <a href="{base_path(name)}/openapi.json">OpenAPI</a></li>'
        for name, title in titles.items()
    )
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>联席</title>'
        "<style>body{font:18px/1.5 sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem}</style>"
        f"<h1>联席</h1><p>各服务的接口说明：</p><ul>{rows}</ul>"
        '<p><a href="/metrics">运行指标</a>　<a href="/.well-known/jwks.json">签名公钥</a></p></html>'
    )
