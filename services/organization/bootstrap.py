"""Builds the service from what it is given; nothing is read from elsewhere."""

from services.organization.application.handlers import HANDLERS
from services.organization.application.imports.policy import GO_ON
from services.organization.application.imports.storage import TABLES as IMPORT_TABLES
from services.organization.application.permissions import PERMISSIONS
from services.organization.application.today import Today
from services.organization.application.vault import VAULT
from services.organization.application.views import VIEWS
from services.organization.client import RegistryProjection
from services.organization.domain.events import REGISTRY
from services.organization.entrypoints.grpc import COMMANDS, QUESTIONS, servicers
from services.organization.entrypoints.http import query_routers
from services.organization.entrypoints.imports_http import upload_router
from services.organization.entrypoints.routes import ROUTES
from shared.commands.bus import CommandBus
from shared.serving.commands import command_router
from shared.serving.http import service_app
from shared.serving.queries import Wait, progress_of
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import standard_router, unit_states

NAME = "organization"
TITLE_ZH = "单位与组织"


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(NAME, REGISTRY)
    metrics = deps.metrics.of(NAME)
    bus = CommandBus(store, HANDLERS, PERMISSIONS, observe=metrics.observe)
    reception = Reception(service=NAME, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics)

    def wait_for(*consumers: str) -> Wait:
        return progress_of(deps.progress, NAME, *consumers)

    today = Today(deps.clock)
    unit_state = unit_states(store, VIEWS)
    routers = [
        command_router(ROUTES, reception),
        *query_routers(store, today, wait_for),
        upload_router(store, deps.clock),
        standard_router(store, NAME, deps.progress, unit_state),
    ]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers, large=("/imports",)),
        projections=[*VIEWS, RegistryProjection()],
        policies=[GO_ON],
        servicers=servicers(reception, store, today),
        rpc_services=[COMMANDS, QUESTIONS],
        unit_state=unit_state,
        tables=[VAULT, *IMPORT_TABLES],
    )
