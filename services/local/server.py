"""Serving: one HTTP address and one gRPC address for all services, on loopback."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import grpc.aio
import httpx
from starlette.types import ASGIApp

from services.console import bootstrap as console
from services.console.adapters.services import Services
from services.distributed.console import LocalSignIn, pages
from services.local.composition import Province
from services.local.loopback import HOST, channel, check_port_free
from services.local.pages import root_pages
from services.local.settings import LocalSettings
from shared.messaging.timers import keep_firing
from shared.serving.background import keep_working
from shared.serving.grpc import RpcServer, question_handlers
from shared.serving.grpc_log import LOG_SERVICE, UNIT_STATE_SERVICE, LogServicer, UnitStateServicer
from shared.serving.http import Gateway
from shared.serving.listener import GRACE_SECONDS


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
            channels[service] = channel(f"{HOST}:{grpc_port}")
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
    apps: dict[str, ASGIApp] = {name: parts.app for name, parts in province.services.items()}
    # The pages reach the services of this process without a network.
    transport = httpx.ASGITransport(app=Gateway(dict(apps), province.metrics), raise_app_exceptions=False)
    services = Services(httpx.AsyncClient(transport=transport), lambda service: "http://lianxi")
    sign_in = LocalSignIn(province.issuer, services, example=province.settings.load_example)
    apps[console.NAME] = pages(services, sign_in, province.issuer, province.clock, province.metrics, secure=False)
    return Gateway(apps, province.metrics, extra=root_pages(province), before_scrape=province.measure)


def _ticking(province: Province) -> list[asyncio.Task[None]]:
    """Deadlines of a clock that moves by itself; a manual one fires its own. Reading files sends nothing."""
    if province.settings.clock == "as_left":
        return []
    works = [work for parts in province.services.values() for work in parts.background]
    ticking = [asyncio.create_task(keep_working(works))]
    if province.settings.clock == "system":
        ticking.append(asyncio.create_task(keep_firing(province.clock, province.timers, province.settle)))
    return ticking


async def _cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
