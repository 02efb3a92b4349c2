"""Serving: one HTTP address and one gRPC address for all services, on loopback."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import grpc.aio
import uvicorn
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.local.composition import Province
from services.local.loopback import HOST, bound, channel, check_port_free
from services.local.pages import root_pages
from services.local.settings import LocalSettings
from shared.kernel.errors import Unavailable
from shared.messaging.timers import keep_firing
from shared.serving.grpc import RpcServer, question_handlers
from shared.serving.grpc_log import LOG_SERVICE, UNIT_STATE_SERVICE, LogServicer, UnitStateServicer
from shared.serving.http import Gateway
from shared.serving.problems import refusal_response

GRACE_SECONDS = 10
KEEP_ALIVE_SECONDS = 75  # longer than a client's pause for thought, or its next request meets a closed connection


class Running:
    """A started province: the web application, and where gRPC listens."""

    def __init__(self, province: Province, app: ASGIApp, grpc_port: int) -> None:
        self.province = province
        self.app = app
        self.grpc_port = grpc_port


@asynccontextmanager
async def running(settings: LocalSettings) -> AsyncIterator[Running]:
    """Everything but the HTTP listener; leaves the data directory whole whatever happens inside.

    Raises DirectoryInUse, PortTaken.
    """
    check_port_free(settings.grpc_port, "--grpc-port")
    grpc_port = settings.grpc_port
    channels: dict[str, grpc.aio.Channel] = {}

    def channel_to(service: str) -> grpc.aio.Channel:
        if service not in channels:
            channels[service] = channel(grpc_port)
        return channels[service]

    province = Province(settings, channel_to)
    try:
        server = rpc_server(province)
        grpc_port = await server.start(f"{HOST}:{settings.grpc_port}")
        await province.start()
        ticking = _ticking(province)
        try:
            yield Running(province, gateway(province), grpc_port)
        finally:
            await _cancel(ticking)
            await server.stop(GRACE_SECONDS)
            await province.stop()
            await asyncio.gather(*(channel.close() for channel in channels.values()))
    finally:
        province.close()


def rpc_server(province: Province) -> RpcServer:
    """All services' RPCs behind one address; logs and unit states by the service's name."""
    states = {name: parts.unit_state for name, parts in province.services.items() if parts.unit_state is not None}
    handlers = [
        *(handler for parts in province.services.values() for handler in parts.servicers),
        question_handlers(LOG_SERVICE, LogServicer(province.logs)),
        question_handlers(UNIT_STATE_SERVICE, UnitStateServicer(states)),
    ]
    services = [descriptor for parts in province.services.values() for descriptor in parts.rpc_services]
    verifier = province.issuer.verifier()
    return RpcServer(handlers, [*services, LOG_SERVICE, UNIT_STATE_SERVICE], verifier, metrics=province.metrics)


def gateway(province: Province) -> Gateway:
    apps = {name: parts.app for name, parts in province.services.items()}
    return Gateway(apps, province.metrics, extra=root_pages(province), before_scrape=province.measure)


def _ticking(province: Province) -> list[asyncio.Task[None]]:
    """Deadlines of a clock that moves by itself; a manual one fires its own."""
    if province.settings.clock != "system":
        return []
    return [asyncio.create_task(keep_firing(province.clock, province.timers, province.settle))]


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _Uvicorn(uvicorn.Server):
    """Without uvicorn's signal handling: it raises the signal again when it is done, before we have closed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Stopping(Unavailable):
    code = "stopping"


class Taking:
    """Hands requests on until it is closed; then it says so. uvicorn alone goes on serving a connection that was just
    being accepted when it was told to stop.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.closed = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (_stopping() if self.closed else self._app)(scope, receive, send)


def _stopping() -> Response:
    response = refusal_response(Stopping("系统正在停止，没有保存，请稍后再试。"))
    response.headers["Connection"] = "close"
    return response


class HttpListener:
    """uvicorn in our own loop; SIGTERM and SIGINT drain: what is under way is answered, nothing new is taken."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._taking = Taking(app)
        config = uvicorn.Config(
            self._taking,
            host=HOST,
            port=port,
            http="httptools",
            lifespan="off",
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        self._server = _Uvicorn(config)
        self._port = port
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> int:
        """The port it listens on. Raises PortTaken."""
        self._socket = bound(self._port, "--http-port")
        # asyncio sets this on sockets of a declared protocol only; without it each answer on a kept connection
        # waits 40 ms for the client's delayed acknowledgement. Accepted connections inherit it.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._task = asyncio.create_task(self._serve())
        while not self._server.started:
            if self._task.done():
                await self._task
            await asyncio.sleep(0.01)
        port: int = self._socket.getsockname()[1]
        return port

    async def _serve(self) -> None:
        await self._server.serve(sockets=[self._socket])

    async def until_stopped(self) -> None:
        """Until a signal comes; returns when the last request was answered."""
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await stop.wait()
        await self.stop()

    async def stop(self) -> None:
        self._taking.closed = True
        self._server.should_exit = True
        if self._task is not None:
            await self._task
