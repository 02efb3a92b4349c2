"""Builds the service from what it is given; nothing is read from elsewhere."""

from services.organization.client import RegistryProjection
from services.supervision.adapters.tasking import TaskingClient
from services.supervision.application.handlers import HANDLERS
from services.supervision.application.permissions import PERMISSIONS
from services.supervision.application.policies import POLICIES
from services.supervision.application.reminders import REMINDERS
from services.supervision.application.timers import SupervisionTimers, WatchTimers
from services.supervision.application.views import CASES, VIEWS
from services.supervision.domain.case import SupervisionCase
from services.supervision.domain.number import NoticeNumber
from services.supervision.domain.thresholds import CommitteeThresholds
from services.supervision.domain.watch import Watch
from services.supervision.domain.workdays import Calendar
from services.supervision.entrypoints.grpc import COMMANDS, servicers
from services.supervision.entrypoints.http import query_routers
from services.supervision.entrypoints.routes import ROUTES
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

NAME = "supervision"
TITLE_ZH = "督促检查"
EVENTS: tuple[type[DomainEvent], ...] = (
    CommitteeThresholds.Set,
    Calendar.Published,
    Watch.Opened,
    Watch.FactNoted,
    Watch.LightChanged,
    Watch.Reminded,
    Watch.Closed,
    SupervisionCase.Opened,
    SupervisionCase.NoticeIssued,
    SupervisionCase.Answered,
    SupervisionCase.Reported,
    SupervisionCase.Closed,
    NoticeNumber.Claimed,
)


MENTIONS = Mentions(
    NAME, {"supervision.case.answered": ["document"], "supervision.case.reported": ["document"]}, [CASES]
)


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(NAME, EventRegistry(EVENTS))
    metrics = deps.metrics.of(NAME)
    bus = CommandBus(store, HANDLERS, PERMISSIONS, observe=metrics.observe)
    reception = Reception(service=NAME, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics)
    tasking = TaskingClient(deps.channel_to, deps.own_token)
    unit_state = unit_states(store, VIEWS)
    routers = [
        command_router(ROUTES, reception),
        *query_routers(
            store, deps.clock, lambda *views: progress_of(deps.progress, NAME, *views), tasking.ask_task_state
        ),
        documents_router(ContentStore(store, MENTIONS.concerned_in(store)), deps.clock),
        standard_router(store, NAME, deps.progress, unit_state),
    ]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers),
        projections=[*VIEWS, REMINDERS, MENTIONS, WatchTimers(), RegistryProjection()],
        policies=POLICIES,
        timers=SupervisionTimers(store, bus),
        servicers=servicers(reception),
        rpc_services=[COMMANDS],
        unit_state=unit_state,
        tables=CONTENT_TABLES,
    )
