"""The api process of one service: its HTTP interface and its RPCs, its log and its state among them."""

from services.distributed.building import BuiltService, Surroundings
from services.distributed.running import Process
from services.distributed.settings import ProcessSettings
from shared.serving.grpc import RpcServer, question_handlers
from shared.serving.grpc_log import LOG_SERVICE, UNIT_STATE_SERVICE, LogServicer, UnitStateServicer
from shared.serving.http import Gateway
from shared.serving.listener import GRACE_SECONDS


async def run_api(service: str, settings: ProcessSettings) -> None:
    """Until a signal comes. Raises SchemaBehind, PortTaken."""
    around = Surroundings.of(settings)
    built = BuiltService(service, around)
    rpc = _rpc_server(built, around)
    try:
        await rpc.start(str(settings.grpc))
        app = Gateway({service: built.parts.app}, around.metrics, ready=[built.reachable])
        for start in built.parts.start:
            await start()
        await Process(app, settings).until_stopped()
        await rpc.stop(GRACE_SECONDS)
        for stop in built.parts.stop:
            await stop()
    finally:
        await around.close()
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
