"""Builds notification from what it is given: a consumer of other services' logs. It has no events of its own."""

from services.notification.application.noticing import NoticesProjection
from services.notification.entrypoints.http import query_routers
from services.organization.client import RegistryProjection
from shared.commands.bus import CommandBus
from shared.kernel.events import EventRegistry
from shared.serving.http import service_app
from shared.serving.queries import progress_of
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import parked_router

NAME = "notification"
TITLE_ZH = "通知与提醒"


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(NAME, EventRegistry(()))
    metrics = deps.metrics.of(NAME)
    bus = CommandBus(store, {}, {}, observe=metrics.observe)
    reception = Reception(service=NAME, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics)
    routers = [
        *query_routers(store, lambda *views: progress_of(deps.progress, NAME, *views)),
        parked_router(NAME, deps.progress),
    ]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers),
        projections=[NoticesProjection(), RegistryProjection()],
    )
