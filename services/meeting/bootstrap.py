"""Builds the service from what it is given; nothing is read from elsewhere."""

from services.meeting.application.documents import is_named_to
from services.meeting.application.handlers import HANDLERS
from services.meeting.application.participation_views import attendance_view, forwarded_view, receipts_view
from services.meeting.application.permissions import PERMISSIONS
from services.meeting.application.queries import MeetingQueries
from services.meeting.application.read_model import NAMED_DOCUMENTS, MeetingView
from services.meeting.application.setting_views import duties_view, kinds_view
from services.meeting.application.sheets import SheetQueries
from services.meeting.application.topic_views import DOCUMENTS as TOPIC_DOCUMENTS
from services.meeting.application.topic_views import TopicView
from services.meeting.application.way import WayQuery
from services.meeting.domain.duty import EVENTS as DUTY_EVENTS
from services.meeting.domain.forwarded_notice import EVENTS as FORWARDED_EVENTS
from services.meeting.domain.kinds import EVENTS as KIND_EVENTS
from services.meeting.domain.receipt import EVENTS as RECEIPT_EVENTS
from services.meeting.domain.record import EVENTS
from services.meeting.domain.topic import EVENTS as TOPIC_EVENTS
from services.meeting.entrypoints.grpc import COMMANDS, servicers
from services.meeting.entrypoints.http import query_router
from services.meeting.entrypoints.participation_http import participation_router
from services.meeting.entrypoints.routes import ROUTES
from services.meeting.entrypoints.setting_http import setting_router
from services.meeting.entrypoints.topic_http import topic_router
from services.organization.client import RegistryProjection
from shared.commands.bus import CommandBus
from shared.contents.store import CONTENT_TABLES, ContentStore
from shared.database.interface import Database
from shared.kernel.envelope import Actor
from shared.kernel.events import EventRegistry
from shared.serving.commands import command_router
from shared.serving.documents import documents_router
from shared.serving.http import service_app
from shared.serving.queries import progress_of
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import standard_router, unit_states

NAME = "meeting"
TITLE_ZH = "联席会议"


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(
        NAME, EventRegistry([*EVENTS, *TOPIC_EVENTS, *RECEIPT_EVENTS, *FORWARDED_EVENTS, *DUTY_EVENTS, *KIND_EVENTS])
    )
    metrics = deps.metrics.of(NAME)
    bus = CommandBus(store, HANDLERS, PERMISSIONS, observe=metrics.observe)
    reception = Reception(service=NAME, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics)
    view, topics = MeetingView(), TopicView()
    sheets = SheetQueries(view, receipts_view(), forwarded_view(), attendance_view())
    views = [view, topics, sheets.receipts, sheets.forwarded, sheets.attendance, duties := duties_view(), kinds_view()]
    queries = MeetingQueries(view)
    wait = progress_of(deps.progress, NAME, view.name)
    all_views = progress_of(deps.progress, NAME, *(one.name for one in views))
    unit_state = unit_states(store, views)
    routers = [
        command_router(ROUTES, reception),
        query_router(queries, WayQuery(view, store), store, deps.clock, wait),
        topic_router(topics, store, progress_of(deps.progress, NAME, topics.name)),
        participation_router(sheets, store, all_views),
        setting_router(duties, store, deps.clock, all_views),
        documents_router(contents_of(store), deps.clock),
        standard_router(store, NAME, deps.progress, unit_state),
    ]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers),
        projections=[*views, RegistryProjection()],
        servicers=servicers(reception),
        rpc_services=[COMMANDS],
        unit_state=unit_state,
        tables=CONTENT_TABLES,
    )


def contents_of(database: Database) -> ContentStore:
    """A document is its owner's, and theirs whom an event that names it concerns."""

    async def concerned(actor: Actor, digest: str) -> bool:
        async with database.snapshot() as reader:
            return await is_named_to(reader, digest, actor.unit_id, (NAMED_DOCUMENTS.name, TOPIC_DOCUMENTS.name))

    return ContentStore(database, concerned)
