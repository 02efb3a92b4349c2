"""A receipt by the link in a notice: for whoever holds it, without an account and without scripts."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from services.console.adapters.services import Asked, Problem, Services
from services.console.entrypoints.forms.fields import Field, Shown
from services.console.entrypoints.forms.notices import receipt_body, receipt_fields
from services.console.entrypoints.forms.reading import Read, Sending, Typed, read_values, typed_in
from services.console.entrypoints.forms.serving import STALE, Refused
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import is_sealed
from services.console.entrypoints.visit import Visit
from shared.kernel.clock import Clock, business_day
from shared.kernel.envelope import Actor

router = APIRouter()
NOBODY: Final = Actor(unit_id=UUID(int=0), role="")
TEMPLATE: Final = "receipt_link.html"


@router.get("/r/{token}")
async def open_link(token: str, request: Request) -> Response:
    visit = _anybody(request)
    notice = await _notice(visit, token)
    return await _page(visit, notice, Typed(), None)


@router.post("/r/{token}")
async def answer_link(token: str, request: Request) -> Response:
    visit, sent = _anybody(request), await request.form()
    notice = await _notice(visit, token)
    fields = receipt_fields(has_seat=notice["has_seat"])
    typed, refused = await _answered(visit, token, fields, sent)
    if refused:
        return await _page(visit, notice, typed, refused)
    return await _page(visit, await _notice(visit, token), Typed(), None, done=True)


def _anybody(request: Request) -> Visit:
    """Not signed in, and not asked to be: the link is all there is."""
    services: Services = request.app.state.services
    clock: Clock = request.app.state.clock
    return Visit(request, NOBODY, Asked(services, {}), business_day(clock.now()))


async def _notice(visit: Visit, token: str) -> dict[str, Any]:
    """Raises Problem."""
    notice: dict[str, Any] = await visit.asked.get("notification", f"/receipt-links/{token}")
    return notice


async def _answered(
    visit: Visit, token: str, fields: tuple[Field, ...], sent: FormData
) -> tuple[Typed, Refused | None]:
    typed, read = typed_in(sent, fields), Read()
    if not is_sealed(visit.request, sent.get("seal"), visit.request.app.state.settings.key):
        return typed, Refused(STALE, status=403)
    await read_values(fields, Sending(visit, "notification", ""), typed, read)
    if read.faults:
        return typed, Refused("", faults=read.faults)
    try:
        await visit.asked.post("notification", f"/receipt-links/{token}", receipt_body(read.values))
    except Problem as problem:
        about = next((each.name for each in fields if each.name == problem.field), "")
        faults = {about: problem.detail} if about else {}
        return typed, Refused("" if about else problem.detail, problem.rule, problem.status, faults)
    return typed, None


async def _page(
    visit: Visit, notice: dict[str, Any], typed: Typed, refused: Refused | None, *, done: bool = False
) -> Response:
    fields = [await _shown(visit, each, typed, refused) for each in receipt_fields(has_seat=notice["has_seat"])]
    return pages_of(visit.request).plain(
        visit.request,
        TEMPLATE,
        status=refused.status if refused else 200,
        notice=notice,
        fields=fields,
        refused=refused,
        done=done,
    )


async def _shown(visit: Visit, asked: Field, typed: Typed, refused: Refused | None) -> Shown:
    fault = refused.faults.get(asked.name) if refused else None
    options = await asked.options(visit, None) if asked.options else ()
    begun = asked.start(visit, None) if asked.start else ""
    return Shown(asked, typed.texts.get(asked.name, begun), options, error=str(fault) if fault else "")
