"""Tasking, built from what it is given."""

from services.organization.client import RegistryProjection
from services.tasking.application.consents import ConsentProjection
from services.tasking.application.handlers import HANDLERS
from services.tasking.application.permissions import PERMISSIONS
from services.tasking.application.policies import POLICIES
from services.tasking.application.queries import TaskingQueries
from services.tasking.application.views import PLANS, TASKS
from services.tasking.domain.events import EVENTS
from services.tasking.entrypoints.grpc import COMMANDS, QUESTIONS, servicers
from services.tasking.entrypoints.http import READINGS, query_router, reading_router
from services.tasking.entrypoints.routes import ROUTES
from shared.commands.bus import CommandBus
from shared.contents.store import CONTENT_TABLES, ContentStore
from shared.messaging.mentions import Mentions
from shared.serving.commands import command_router
from shared.serving.documents import documents_router
from shared.serving.http import service_app
from shared.serving.queries import progress_of
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import standard_router, unit_states

SERVICE = "tasking"
MENTIONS = Mentions(
    SERVICE,
    {
        "tasking.plan.imported": ["document"],
        "tasking.task.progress_reported": ["evidence"],
        "tasking.task.part_finished": ["evidence"],
        "tasking.task.whole_reported": ["evidence"],
    },
    [PLANS, TASKS],
)


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(SERVICE, EVENTS)
    metrics = deps.metrics.of(SERVICE)
    bus = CommandBus(store, HANDLERS, PERMISSIONS, observe=metrics.observe)
    reception = Reception(SERVICE, bus, deps.clock, deps.verifier, metrics)

    async def handled(view: str) -> int:
        return (await deps.progress.positions(SERVICE, view)).get(SERVICE, 0)

    queries = TaskingQueries(store, handled, deps.clock)
    unit_state = unit_states(store, [PLANS, TASKS])
    routers = [
        command_router(ROUTES, reception),
        query_router(
            queries,
            plans_wait=progress_of(deps.progress, SERVICE, PLANS.name),
            tasks_wait=progress_of(deps.progress, SERVICE, TASKS.name),
        ),
        reading_router(queries),
        documents_router(ContentStore(store, MENTIONS.concerned_in(store)), deps.clock),
        standard_router(store, SERVICE, deps.progress, unit_state),
    ]
    return ServiceParts(
        name=SERVICE,
        store=store,
        bus=bus,
        app=service_app(reception, "任务分解与责任分工", routers, large=[READINGS]),
        projections=(RegistryProjection(), ConsentProjection(), PLANS, TASKS, MENTIONS),
        policies=POLICIES,
        servicers=servicers(reception, queries),
        rpc_services=[COMMANDS, QUESTIONS],
        unit_state=unit_state,
        tables=CONTENT_TABLES,
    )
