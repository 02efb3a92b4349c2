"""The api process of one service: its HTTP interface and its RPCs, its log and its state among them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.distributed.building import BuiltService, Surroundings, built_when_reached
from services.distributed.running import Process, Started
from services.distributed.settings import ProcessSettings
from services.distributed.starting import Servers
from shared.serving.grpc import RpcServer, question_handlers
from shared.serving.grpc_log import LOG_SERVICE, UNIT_STATE_SERVICE, LogServicer, UnitStateServicer
from shared.serving.http import Gateway
from shared.serving.listener import GRACE_SECONDS


async def run_api(service: str, settings: ProcessSettings, servers: Servers | None = None) -> None:
    """Until a signal comes. Raises DatabaseAway, DatabaseRefused, SchemaBehind, PortTaken."""
    around, servers = Surroundings.of(settings), servers or Servers()
    try:
        await Process(around, servers).run(_started(service, around, servers))
    finally:
        await around.close()


@asynccontextmanager
async def _started(service: str, around: Surroundings, servers: Servers) -> AsyncIterator[Started]:
    built = await built_when_reached(service, around, servers)
    try:
        rpc = _rpc_server(built, around)
        await rpc.start(str(around.settings.grpc))
        for start in built.parts.start:
            await start()
        try:
            yield Started(Gateway({service: built.parts.app}, around.metrics, ready=[built.reachable]))
        finally:
            await rpc.stop(GRACE_SECONDS)
            for stop in built.parts.stop:
                await stop()
    finally:
        built.close()


def _rpc_server(built: BuiltService, around: Surroundings) -> RpcServer:
    parts = built.parts
    states = {} if parts.unit_state is None else {parts.name: parts.unit_state}
    handlers = [
        *parts.servicers,
        question_handlers(LOG_SERVICE, LogServicer({parts.name: built.own_log})),
        question_handlers(UNIT_STATE_SERVICE, UnitStateServicer(states)),
    ]
    services = [*parts.rpc_services, LOG_SERVICE, UNIT_STATE_SERVICE]
    return RpcServer(handlers, services, around.issuer.verifier(), metrics=around.metrics, service=parts.name)
