"""Builds the service from what it is given; nothing is read from elsewhere."""

from functools import partial

from services.organization.client import RegistryProjection
from services.reporting.adapters.tasking import TaskingClient
from services.reporting.application.handlers import HANDLERS
from services.reporting.application.permissions import PERMISSIONS
from services.reporting.application.rollup.projection import FactsProjection
from services.reporting.application.rollup.rollups import RollUps
from services.reporting.application.stating import PUBLIC_NAMES, StatingBus
from services.reporting.application.views import REPORTS, VIEWS
from services.reporting.domain.report import UnitReport
from services.reporting.domain.request import ReportRequest
from services.reporting.entrypoints.grpc import COMMANDS, QUESTIONS, servicers
from services.reporting.entrypoints.http import query_routers
from services.reporting.entrypoints.routes import ROUTES
from shared.commands.bus import CommandBus
from shared.contents.store import CONTENT_TABLES, ContentStore
from shared.kernel.events import DomainEvent, EventRegistry
from shared.messaging.mentions import Mentions
from shared.serving.commands import command_router
from shared.serving.documents import documents_router
from shared.serving.http import service_app
from shared.serving.queries import progress_of
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import standard_router, unit_states

NAME = "reporting"
TITLE_ZH = "报告与汇总"
EVENTS: tuple[type[DomainEvent], ...] = (
    ReportRequest.Opened,
    UnitReport.Submitted,
    UnitReport.Accepted,
    UnitReport.Returned,
)
MENTIONS = Mentions(NAME, {"reporting.report.submitted": ["document"]}, [REPORTS])


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(NAME, EventRegistry(EVENTS))
    metrics = deps.metrics.of(NAME)
    bus = CommandBus(
        store,
        HANDLERS,
        PERMISSIONS,
        observe=lambda name, refusal: metrics.observe(PUBLIC_NAMES.get(name, name), refusal),
    )
    tasking = TaskingClient(deps.channel_to, deps.own_token)
    door = StatingBus(bus, store, tasking.ask_statement)
    reception = Reception(service=NAME, bus=door, clock=deps.clock, verifier=deps.verifier, metrics=metrics)
    facts = FactsProjection()
    rollups = RollUps(store, deps.clock, facts)
    unit_state = unit_states(store, VIEWS)
    routers = [
        command_router(ROUTES, reception),
        *query_routers(store, rollups, partial(progress_of, deps.progress, NAME)),
        documents_router(ContentStore(store, MENTIONS.concerned_in(store)), deps.clock),
        standard_router(store, NAME, deps.progress, unit_state),
    ]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers),
        projections=[*VIEWS, MENTIONS, facts, RegistryProjection()],
        servicers=servicers(reception, rollups),
        rpc_services=[COMMANDS, QUESTIONS],
        unit_state=unit_state,
        tables=CONTENT_TABLES,
    )
