"""Builds audit from what it is given: a consumer of every log, and questions. It has no events and no commands."""

from services.audit.adapters.live import GrpcLiveStates
from services.audit.application.catching_up import SERVICE, CatchingUp
from services.audit.application.copying import CopyProjection
from services.audit.application.queries import AuditQueries
from services.audit.application.replaying import Replay
from services.audit.application.tables import COPY_TABLES
from services.audit.entrypoints.grpc import QUESTIONS, servicers
from services.audit.entrypoints.http import audit_router
from services.organization.client import RegistryProjection
from shared.commands.bus import CommandBus
from shared.kernel.events import EventRegistry
from shared.serving.http import service_app
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import parked_router

TITLE_ZH = "审计"


def build(deps: Dependencies) -> ServiceParts:
    """Copies every log that the dependencies name, but its own."""
    store = deps.open_store(SERVICE, EventRegistry(()))
    metrics = deps.metrics.of(SERVICE)
    bus = CommandBus(store, {}, {}, observe=metrics.observe)
    reception = Reception(service=SERVICE, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics)
    logs = {log: reader for log, reader in deps.logs.items() if log != SERVICE}
    catching_up = CatchingUp(logs, deps.progress)
    live = GrpcLiveStates(deps.channel_to, deps.own_token)
    queries = AuditQueries(store, catching_up, Replay(store, logs, live, catching_up, deps.clock), deps.clock)
    return ServiceParts(
        name=SERVICE,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, [audit_router(queries), parked_router(SERVICE, deps.progress)]),
        projections=[CopyProjection(logs), RegistryProjection()],
        servicers=servicers(queries),
        rpc_services=[QUESTIONS],
        tables=COPY_TABLES,
    )
