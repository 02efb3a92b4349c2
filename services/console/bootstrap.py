"""Builds the pages from what they are given; nothing is read from elsewhere, nothing runs yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp

from services.console.adapters.services import Services
from services.console.entrypoints import failing
from services.console.entrypoints.pages import (
    attendance,
    desk,
    displays,
    documents,
    dossiers,
    duties,
    duty_board,
    founding,
    groups,
    instructions,
    matter_papers,
    meeting_forms,
    meeting_kinds,
    meetings,
    notices,
    papers,
    persons,
    receipt_link,
    receipts,
    requests,
    rules,
    signing_in,
    static,
    topics,
    transmittal_forms,
    transmittals,
    unit_files,
    unit_forms,
    units,
)
from services.console.entrypoints.rendering import Pages
from services.console.entrypoints.security import SecurityHeaders
from services.console.entrypoints.session import PATH, Cookies
from services.console.settings import ConsoleSettings, SignIn
from shared.access.tokens import TokenVerifier
from shared.kernel.clock import Clock
from shared.kernel.limits import UPLOAD_BYTES_MAX
from shared.serving.edge import BodyLimit, Edge
from shared.telemetry.metrics import Metrics

NAME = "console"
TITLE_ZH = "工作台"
# One file and what is typed beside it.
FORM_BYTES_MAX = UPLOAD_BYTES_MAX * 2
ROUTERS: Sequence[APIRouter] = (
    static.router,
    signing_in.router,
    displays.router,
    rules.router,
    documents.router,
    desk.router,
    topics.router,
    duty_board.router,
    duties.router,
    meeting_kinds.router,
    attendance.router,  # these two before meeting_forms: they have pages of their own below a meeting
    receipts.router,
    requests.router,
    matter_papers.router,  # before meeting_forms, as these, and before the forms of instructions
    papers.router,
    meeting_forms.router,  # before meetings: /meetings/new is no meeting
    meetings.router,
    persons.router,
    groups.router,
    unit_files.router,
    founding.router,
    unit_forms.registering,  # before units: /units/new is no unit
    units.router,
    unit_forms.router,  # after units: /units/{unit_id}/coverage is no form
    instructions.router,
    transmittal_forms.router,  # before transmittals: /transmittals/new is no transmittal
    transmittals.router,
    dossiers.router,
    notices.router,
    receipt_link.router,
)


@dataclass(frozen=True, slots=True)
class ConsoleDependencies:
    services: Services
    sign_in: SignIn
    verifier: TokenVerifier
    clock: Clock
    metrics: Metrics
    settings: ConsoleSettings


def build(deps: ConsoleDependencies) -> ASGIApp:
    """The pages under `/console`."""
    app = FastAPI(title=TITLE_ZH, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    cookies = Cookies(deps.settings)
    app.state.services, app.state.verifier, app.state.clock = deps.services, deps.verifier, deps.clock
    app.state.settings, app.state.sign_in, app.state.cookies = deps.settings, deps.sign_in, cookies
    app.state.pages = Pages(cookies)
    for router in ROUTERS:
        app.include_router(router, prefix=PATH)
    failing.add_handlers(app)
    app.add_middleware(BodyLimit, limit=FORM_BYTES_MAX)
    app.add_middleware(Edge, service=NAME, metrics=deps.metrics.of(NAME))
    return SecurityHeaders(app)
