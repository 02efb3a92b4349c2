"""Builds the service from what it is given; nothing is read from elsewhere."""

from collections.abc import Callable

from services.organization.client import RegistryProjection
from services.supervision.application.handlers import HANDLERS
from services.supervision.application.permissions import PERMISSIONS
from services.supervision.application.policies import POLICIES
from services.supervision.application.timers import SupervisionTimers, WatchTimers
from services.supervision.application.views import VIEWS
from services.supervision.domain.case import NoticeNumber, SupervisionCase
from services.supervision.domain.thresholds import CommitteeThresholds
from services.supervision.domain.watch import Watch
from services.supervision.domain.workdays import Calendar
from services.supervision.entrypoints.http import query_routers
from services.supervision.entrypoints.routes import ROUTES
from shared.commands.bus import CommandBus
from shared.kernel.envelope import LogPosition
from shared.kernel.events import DomainEvent, EventRegistry
from shared.serving.commands import command_router
from shared.serving.http import service_app
from shared.serving.queries import Wait
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, Progress, ServiceParts

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


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(NAME, EventRegistry(EVENTS))
    metrics = deps.metrics.of(NAME)
    bus = CommandBus(store, HANDLERS, PERMISSIONS, observe=metrics.observe)
    reception = Reception(service=NAME, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics)
    routers = [command_router(ROUTES, reception), *query_routers(store, waiting(deps.progress))]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers),
        projections=[*VIEWS, WatchTimers(), RegistryProjection()],
        policies=POLICIES,
        timers=SupervisionTimers(store, bus),
    )


def waiting(progress: Progress) -> Callable[[str], Wait]:
    """Queries wait for the read model they read."""

    def wait_for(consumer: str) -> Wait:
        async def wait(position: LogPosition, seconds: float) -> bool:
            return await progress.wait_for(NAME, consumer, position, seconds)

        return wait

    return wait_for
