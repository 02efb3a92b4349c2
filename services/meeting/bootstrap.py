"""Builds the service from what it is given; nothing is read from elsewhere."""

from collections.abc import Mapping
from functools import partial

from services.meeting.application.documents import is_named_to
from services.meeting.application.dossier import Dossiers
from services.meeting.application.dossier_queries import DossierQueries
from services.meeting.application.handlers import HANDLERS
from services.meeting.application.instruction_views import INSTRUCTIONS
from services.meeting.application.mentioned import MENTIONS
from services.meeting.application.papers.handlers import PAPER_HANDLERS
from services.meeting.application.papers.permissions import PAPER_PERMISSIONS
from services.meeting.application.papers.queries import PaperQueries
from services.meeting.application.papers.suggestions import PaperSuggestions
from services.meeting.application.papers.views import PAPER_DOCUMENTS, PaperStyleView, PaperView
from services.meeting.application.participation_commands import ReturnReceipt
from services.meeting.application.participation_views import attendance_view, forwarded_view, receipts_view
from services.meeting.application.permissions import PERMISSIONS
from services.meeting.application.queries import MeetingQueries
from services.meeting.application.read_model import NAMED_DOCUMENTS, MeetingView
from services.meeting.application.setting_views import duties_view, kinds_view
from services.meeting.application.sheets import SheetQueries
from services.meeting.application.topic_views import DOCUMENTS as TOPIC_DOCUMENTS
from services.meeting.application.topic_views import TopicView
from services.meeting.application.transmittal_board import TransmittalBoard
from services.meeting.application.transmittal_queries import TransmittalQueries
from services.meeting.application.transmittal_views import RETURNS, TRANSMITTALS
from services.meeting.application.way import WayQuery
from services.meeting.domain.events import EVENTS
from services.meeting.entrypoints.dossier_http import dossier_router, instruction_router
from services.meeting.entrypoints.grpc import SERVICES, servicers
from services.meeting.entrypoints.http import query_router
from services.meeting.entrypoints.paper_http import paper_router, suggestion_router
from services.meeting.entrypoints.paper_routes import PAPER_ROUTES
from services.meeting.entrypoints.participation_http import participation_router
from services.meeting.entrypoints.routes import ROUTES
from services.meeting.entrypoints.setting_http import setting_router
from services.meeting.entrypoints.topic_http import topic_router
from services.meeting.entrypoints.transmittal_http import return_router, transmittal_router
from services.organization.client import RegistryProjection
from shared.commands.bus import CommandBus
from shared.contents.store import CONTENT_TABLES, ContentStore
from shared.database.interface import Database
from shared.kernel.command import Command
from shared.kernel.envelope import Actor
from shared.kernel.events import EventRegistry
from shared.messaging.visibility import Viewer
from shared.serving.commands import command_router
from shared.serving.documents import documents_router
from shared.serving.http import service_app
from shared.serving.queries import progress_of
from shared.serving.reception import Reception
from shared.serving.service import Dependencies, ServiceParts
from shared.serving.standard import standard_router, unit_states

NAME = "meeting"
# What can be done with a link in a message and no account: answer for the unit that it was sent to.
PASSES: Mapping[type[Command], str] = {ReturnReceipt: "meeting_id"}
TITLE_ZH = "联席会议"


def build(deps: Dependencies) -> ServiceParts:
    store = deps.open_store(NAME, EventRegistry(EVENTS))
    metrics = deps.metrics.of(NAME)
    bus = CommandBus(store, HANDLERS | PAPER_HANDLERS, PERMISSIONS | PAPER_PERMISSIONS, observe=metrics.observe)
    reception = Reception(
        service=NAME, bus=bus, clock=deps.clock, verifier=deps.verifier, metrics=metrics, passes=PASSES
    )
    view, topics = MeetingView(), TopicView()
    sheets = SheetQueries(view, receipts_view(), forwarded_view(), attendance_view())
    duties = duties_view()
    meetings = [view, topics, sheets.receipts, sheets.forwarded, sheets.attendance, duties, kinds_view()]
    papers = PaperQueries(PaperView(), PaperStyleView())
    suggestions = PaperSuggestions(papers.styles, view, sheets.attendance)
    views = [*meetings, INSTRUCTIONS, TRANSMITTALS, RETURNS, papers.view, papers.styles]
    board, dossiers = TransmittalBoard(), Dossiers()
    transmittals, dossier_queries = TransmittalQueries(deps.clock), DossierQueries(deps.clock)
    queries, contents = MeetingQueries(view), contents_of(store)
    wait = partial(progress_of, deps.progress, NAME)
    wait_meetings = wait(*(one.name for one in meetings))
    wait_board = wait(TRANSMITTALS.name, RETURNS.name, board.name)
    matters = (view.name, sheets.attendance.name, INSTRUCTIONS.name, TRANSMITTALS.name)
    wait_papers = wait(papers.view.name, papers.styles.name, *matters)
    unit_state = unit_states(store, views)
    routers = [
        command_router((*ROUTES, *PAPER_ROUTES), reception),
        query_router(queries, WayQuery(view, store), store, deps.clock, wait(view.name)),
        topic_router(topics, store, wait(topics.name)),
        participation_router(sheets, store, wait_meetings),
        setting_router(duties, store, deps.clock, wait_meetings),
        transmittal_router(transmittals, store, wait_board),
        return_router(transmittals, store, wait_board),
        instruction_router(store, wait(INSTRUCTIONS.name)),
        dossier_router(dossier_queries, store, wait(dossiers.name, view.name, INSTRUCTIONS.name)),
        paper_router(papers, store, contents, deps.clock, wait_papers),
        suggestion_router(suggestions, store, deps.clock, wait_papers),
        documents_router(contents, deps.clock),
        standard_router(store, NAME, deps.progress, unit_state),
    ]
    return ServiceParts(
        name=NAME,
        store=store,
        bus=bus,
        app=service_app(reception, TITLE_ZH, routers),
        projections=[*views, board, dossiers, MENTIONS, RegistryProjection()],
        servicers=servicers(reception, store, transmittals, dossier_queries),
        rpc_services=SERVICES,
        unit_state=unit_state,
        tables=CONTENT_TABLES,
    )


def contents_of(database: Database) -> ContentStore:
    """A document is its owner's, and theirs whom an event that names it concerns or who sees the matter."""

    async def concerned(actor: Actor, digest: str) -> bool:
        async with database.snapshot() as reader:
            tables = (NAMED_DOCUMENTS.name, TOPIC_DOCUMENTS.name, PAPER_DOCUMENTS.name)
            named = await is_named_to(reader, digest, actor.unit_id, tables)
            return named or await MENTIONS.may_read(reader, Viewer(actor.unit_id, actor.role), digest)

    return ContentStore(database, concerned)
