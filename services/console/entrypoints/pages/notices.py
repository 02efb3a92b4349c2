"""The unit's own addresses, and what became of the messages that were sent."""

from dataclasses import replace
from typing import Annotated, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from services.console.adapters.services import Problem
from services.console.application import notices as about
from services.console.entrypoints.forms.notices import CHANNELS_OF_ROLE, CONTACT
from services.console.entrypoints.forms.serving import FormPage, done_at
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH, is_sealed
from services.console.entrypoints.visit import Visit, Visiting

router = APIRouter()
CONTACTS: Final = f"{PATH}/contacts"
OUTBOX: Final = f"{PATH}/outbox"
STALE: Final = "页面打开得太久，没有办成，请再按一次。"
DONE: Final = {
    CONTACT.name: CONTACT.done,
    CHANNELS_OF_ROLE.name: CHANNELS_OF_ROLE.done,
    "removed": "联系方式已经删除。",
    "resent": "已经安排重新发送，结果会显示在这里。",
}


@router.get("/contacts")
async def contacts(visit: Visiting) -> Response:
    return await _contacts(visit)


@router.get("/contacts/new")
async def new_contact(visit: Visiting) -> Response:
    return await _form(visit).show()


@router.post("/contacts/new")
async def set_contact(visit: Visiting, request: Request) -> Response:
    sent = await request.form()
    chosen = {name: quote(str(sent.get(name, "")), safe="") for name in ("role", "channel")}
    return await _form(visit, {"unit_id": visit.unit_id, **chosen}).send(sent)


@router.post("/contacts/{role}/{channel}/remove")
async def remove_contact(role: str, channel: str, visit: Visiting, request: Request) -> Response:
    if role not in about.TOLD_ROLES or channel not in about.CHANNELS:
        raise HTTPException(404)
    if not await _is_sealed(request):
        return await _contacts(visit, refused=STALE, status=403)
    await visit.asked.post("notification", f"/units/{visit.unit_id}/contacts/{role}/{channel}/remove", {})
    return RedirectResponse(done_at(CONTACTS, "removed", ""), 303)


@router.get("/contacts/{role}/channels")
async def choose_channels_form(role: str, visit: Visiting) -> Response:
    return await (await _channels(role, visit)).show()


@router.post("/contacts/{role}/channels")
async def choose_channels(role: str, visit: Visiting, request: Request) -> Response:
    return await (await _channels(role, visit)).send(await request.form())


@router.get("/outbox")
async def outbox(
    visit: Visiting,
    state: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Cursor = None,
) -> Response:
    return await _outbox(visit, state if state in about.STATES else None, cursor)


@router.post("/outbox/{matter_id}/{unit_id}/resend")
async def resend(matter_id: UUID, unit_id: UUID, visit: Visiting, request: Request) -> Response:
    if not await _is_sealed(request):
        return await _outbox(visit, None, None, refused=STALE, status=403)
    try:
        await visit.asked.post("notification", f"/matters/{matter_id}/units/{unit_id}/resend", {})
    except Problem as problem:
        if problem.status == 401:
            raise
        return await _outbox(visit, None, None, refused=problem.detail, status=problem.status)
    return RedirectResponse(done_at(OUTBOX, "resent", ""), 303)


def _form(visit: Visit, path: dict[str, str] | None = None) -> FormPage:
    return FormPage(CONTACT, visit, (None, None), CONTACTS, "联系方式", path=path or {})


async def _channels(role: str, visit: Visit) -> FormPage:
    if role not in about.TOLD_ROLES:
        raise HTTPException(404)
    found = await visit.asked.get("notification", f"/units/{visit.unit_id}/contacts")
    kept = [one for one in found["items"] if one["role"] == role]
    path = {"unit_id": visit.unit_id, "role": role}
    form = replace(CHANNELS_OF_ROLE, title=f"{about.TOLD_ROLES[role]}选用哪些方式")
    return FormPage(form, visit, (kept, None), CONTACTS, "联系方式", path=path)


async def _is_sealed(request: Request) -> bool:
    return is_sealed(request, (await request.form()).get("seal"), request.app.state.settings.key)


async def _contacts(visit: Visit, *, refused: str = "", status: int = 200) -> Response:
    found = await visit.asked.get("notification", f"/units/{visit.unit_id}/contacts")
    return await pages_of(visit.request).page(
        visit, "contacts.html", status=status, contacts=found["items"], about=about, refused=refused, done=_done(visit)
    )


async def _outbox(
    visit: Visit, state: str | None, cursor: str | None, *, refused: str = "", status: int = 200
) -> Response:
    page = await visit.asked.get("notification", "/outbox", state=state, cursor=cursor, limit=50)
    return await pages_of(visit.request).page(
        visit,
        "outbox.html",
        status=status,
        items=page["items"],
        state=state or "",
        further=further(OUTBOX, page["cursor"], state=state),
        about=about,
        refused=refused,
        done=_done(visit),
    )


def _done(visit: Visit) -> str:
    return DONE.get(visit.request.query_params.get("done", ""), "")
