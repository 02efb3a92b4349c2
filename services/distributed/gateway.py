"""One base URL for all services' HTTP: the first path segment names the service, and the pages are here.

RPCs go to each service itself.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from typing import Final

import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from services.console import bootstrap as console
from services.console.adapters.services import Services
from services.distributed.building import Surroundings
from services.distributed.conductor import Conductor
from services.distributed.console import LocalSignIn, TokenSignIn, pages
from services.distributed.names import SERVICES, TITLES
from services.distributed.root_pages import ClockPage, index_page
from services.distributed.running import Process, Started
from services.distributed.settings import ProcessSettings
from services.distributed.starting import Servers
from shared.kernel.clock import ManualClock
from shared.kernel.errors import Unavailable
from shared.serving.http import Gateway
from shared.serving.problems import refusal_response

ANSWER_SECONDS: Final = 600.0  # a replay of everything takes its time
CONNECT_SECONDS: Final = 3.0
CONNECTIONS_MAX: Final = 256
# Of this connection alone (RFC 9110, 7.6.1).
_HOP_BY_HOP: Final = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade host".split()
)


class ServiceAway(Unavailable):
    code = "service_away"


async def run_gateway(settings: ProcessSettings, servers: Servers | None = None) -> None:
    """Until a signal comes. Raises PortTaken; where the clock is moved by hand, also what a Conductor does."""
    around, servers = Surroundings.of(settings), servers or Servers()
    try:
        await Process(around, servers).run(_started(around, servers))
    finally:
        await around.close()


@asynccontextmanager
async def _started(around: Surroundings, servers: Servers) -> AsyncIterator[Started]:
    """It needs no server, but for the clock that is moved by hand: an api that is away is told of when it is asked."""
    timeouts = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    limits = httpx.Limits(max_connections=CONNECTIONS_MAX, max_keepalive_connections=64, keepalive_expiry=60)
    client = httpx.AsyncClient(timeout=timeouts, limits=limits, trust_env=False)
    async with client, _conducted(around, servers) as conductor:
        http_of = around.settings.http_of
        apps: dict[str, ASGIApp] = {service: Forward(client, service, http_of(service)) for service in SERVICES}
        apps[console.NAME] = _pages(client, around)
        yield Started(Gateway(apps, around.metrics, extra=_root(around, conductor)))


@asynccontextmanager
async def _conducted(around: Surroundings, servers: Servers) -> AsyncIterator[Conductor | None]:
    if not isinstance(around.clock, ManualClock):
        yield None
        return
    with closing(await Conductor.when_reached(around, servers)) as conductor:
        yield conductor


def _pages(client: httpx.AsyncClient, around: Surroundings) -> ASGIApp:
    settings = around.settings
    services, production = Services(client, settings.http_of), settings.profile == "production"
    sign_in = TokenSignIn() if production else LocalSignIn(around.issuer, services, example=True)
    return pages(services, sign_in, around.issuer, around.clock, around.metrics, secure=production)


def _root(around: Surroundings, conductor: Conductor | None) -> Mapping[str, ASGIApp]:
    pages: dict[str, ASGIApp] = {
        "/": RedirectResponse("/console/"),
        "/api": index_page(TITLES),
        "/.well-known/jwks.json": JSONResponse(around.issuer.jwks()),
    }
    if conductor is not None:
        pages["/clock/move"] = pages["/clock/settle"] = ClockPage(conductor)
    return pages


class Forward:
    """Hands a request on as it comes and the answer back as it comes."""

    def __init__(self, client: httpx.AsyncClient, service: str, base: str) -> None:
        self._client, self._service, self._base = client, service, base.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            answer = await self._client.send(self._handed_on(request), stream=True)
        except httpx.TransportError:
            await refusal_response(ServiceAway("这项服务暂时连不上，请稍后再试。", service=self._service))(
                scope, receive, send
            )
            return
        except ClientDisconnect:
            return
        try:
            await _handed_back(answer)(scope, receive, send)
        finally:
            await answer.aclose()

    def _handed_on(self, request: Request) -> httpx.Request:
        path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii")
        query = request.scope["query_string"].decode("latin-1")
        headers = [(key, value) for key, value in request.headers.raw if key.decode().lower() not in _HOP_BY_HOP]
        has_body = "content-length" in request.headers or "transfer-encoding" in request.headers
        return self._client.build_request(
            request.method,
            f"{self._base}{path}{'?' + query if query else ''}",
            headers=headers,
            content=request.stream() if has_body else None,
        )


def _handed_back(answer: httpx.Response) -> Response:
    response = StreamingResponse(_bytes_of(answer), status_code=answer.status_code)
    response.raw_headers = [
        (key.lower(), value) for key, value in answer.headers.raw if key.decode().lower() not in _HOP_BY_HOP
    ]
    return response


async def _bytes_of(answer: httpx.Response) -> AsyncIterator[bytes]:
    # Raw: what the service compressed stays so, and its length is what it said.
    async for part in answer.aiter_raw():
        yield part
        await asyncio.sleep(0)
