"""Receipts of a notice: who answered and who did not; answers told on the telephone; forwarding (M6)."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.application import meeting_page
from services.console.application import receipts as about
from services.console.entrypoints.forms.notices import AFTER_TELLING, receipt_fields
from services.console.entrypoints.forms.participation import BELOW, FORWARD, RECEIPT
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import narrowed
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()


@router.get("/meetings/{meeting_id}/receipts")
async def receipts(meeting_id: UUID, visit: Visiting, forwarded_by: UUID | None = None) -> Response:
    called = await _called(meeting_id, visit, forwarded_by)
    board, meeting = called.board, called.meeting
    forwarders = [one["committee_id"] for one in called.forwarded]
    units = [*(item["unit_id"] for item in board["items"]), *forwarders, str(board["committee_id"])]
    return await pages_of(visit.request).page(
        visit,
        "receipts.html",
        meeting=meeting,
        sees_meeting=called.sees_meeting,
        board=board,
        forwarded_by=str(forwarded_by) if forwarded_by else "",
        forwarders=forwarders,
        names=await names_of(visit.asked, units),
        own=str(board["committee_id"]) == visit.unit_id,
        forwarding=_forwarding(called, visit),
        about=about,
        meeting_page=meeting_page,
        done=done_by((RECEIPT, FORWARD, *AFTER_TELLING.values()), visit.request),
    )


@dataclass(frozen=True, slots=True)
class Called:
    """A notice and who was asked by it; to whom it was forwarded need not see the meeting itself."""

    board: dict[str, Any]
    forwarded: list[dict[str, Any]]
    meeting: dict[str, Any]
    sees_meeting: bool


async def _called(meeting_id: UUID, visit: Visit, forwarded_by: UUID | None) -> Called:
    board = await visit.asked.get(
        "meeting", f"/meetings/{meeting_id}/receipts", forwarded_by=forwarded_by, at_least=visit.at_least
    )
    page = await visit.asked.get("meeting", "/forwarded-notices", meeting=meeting_id, limit=200)
    meeting = await visit.asked.find("meeting", f"/meetings/{meeting_id}")
    told = meeting or about.as_forwarded(page["items"], board)
    return Called(board, page["items"], told, meeting is not None)


def _forwarding(called: Called, visit: Visit) -> str:
    """The address of the form, while the command would be accepted; "" otherwise."""
    now = visit.request.app.state.clock.now()
    possible = about.forwarding_of(called.board, called.meeting, called.forwarded, visit.unit_id, now)
    if possible is None or visit.actor.role not in ("clerk", "director"):
        return ""
    return narrowed(f"{PATH}/meetings/{called.meeting['meeting_id']}/forward-notice", through=possible.through)


@router.get("/meetings/{meeting_id}/receipts/{unit_id}")
async def receipt_form(meeting_id: UUID, unit_id: UUID, visit: Visiting, forwarded_by: UUID | None = None) -> Response:
    return await (await _receipt(meeting_id, unit_id, forwarded_by, visit)).show()


@router.post("/meetings/{meeting_id}/receipts/{unit_id}")
async def return_receipt(
    meeting_id: UUID, unit_id: UUID, visit: Visiting, request: Request, forwarded_by: UUID | None = None
) -> Response:
    return await (await _receipt(meeting_id, unit_id, forwarded_by, visit)).send(await request.form())


@router.get("/meetings/{meeting_id}/forward-notice")
async def forward_form(meeting_id: UUID, visit: Visiting, through: UUID | None = None) -> Response:
    found = await _forward(meeting_id, through, visit)
    return await found.show() if found else await _nobody_below(meeting_id, through, visit)


@router.post("/meetings/{meeting_id}/forward-notice")
async def forward_notice(meeting_id: UUID, visit: Visiting, request: Request, through: UUID | None = None) -> Response:
    found = await _forward(meeting_id, through, visit)
    return await found.send(await request.form()) if found else await _nobody_below(meeting_id, through, visit)


async def _forward(meeting_id: UUID, through: UUID | None, visit: Visit) -> FormPage | None:
    """None: there is nobody to forward to."""
    questions = ("members", "subordinates")
    found = await asyncio.gather(
        *(visit.asked.get("organization", f"/units/{visit.unit_id}/{question}") for question in questions)
    )
    units = {name: page["items"] for name, page in zip(BELOW, found, strict=True)}
    if not any(units.values()):
        return None
    fields = tuple(field for field in FORWARD.fields if units.get(field.name, True))
    receipts = f"{PATH}/meetings/{meeting_id}/receipts"
    return FormPage(
        replace(FORWARD, fields=fields),
        visit,
        (units, None),
        narrowed(receipts, forwarded_by=through),
        "回执",
        path={"meeting_id": str(meeting_id)},
        fixed={"through": str(through)} if through else {},
        after=narrowed(receipts, forwarded_by=visit.unit_id),
    )


async def _nobody_below(meeting_id: UUID, through: UUID | None, visit: Visit) -> Response:
    back = narrowed(f"{PATH}/meetings/{meeting_id}/receipts", forwarded_by=through)
    return await pages_of(visit.request).page(visit, "forward_nobody.html", title=FORWARD.title, back=back)


async def _receipt(meeting_id: UUID, unit_id: UUID, forwarded_by: UUID | None, visit: Visit) -> FormPage:
    matter: dict[str, Any] = {
        "unit_id": str(unit_id),
        "forwarded_by": str(forwarded_by) if forwarded_by else None,
    }
    names = await names_of(visit.asked, [str(unit_id)])
    called = await _called(meeting_id, visit, forwarded_by)
    asked = next((row for row in called.board["items"] if row["unit_id"] == str(unit_id)), None)
    return FormPage(
        replace(RECEIPT, fields=receipt_fields(has_seat=asked is None or asked["as"] == "member")),
        visit,
        (matter, None),
        narrowed(f"{PATH}/meetings/{meeting_id}/receipts", forwarded_by=forwarded_by),
        "回执",
        path={"meeting_id": str(meeting_id)},
        aside="receipt_aside.html",
        more={
            "answering": names[str(unit_id)],
            "by_telephone": str(unit_id) != visit.unit_id,
            "meeting": called.meeting,
            "forwarding": _forwarding(called, visit),
            "after_telling": [
                AFTER_TELLING[name] for name in about.after_telling(called.board, str(unit_id), visit.actor)
            ],
            "foot": "receipt_foot.html",
            "told_at": f"{PATH}/meetings/{meeting_id}/receipts/{unit_id}",
        },
    )


@router.get("/meetings/{meeting_id}/receipts/{unit_id}/{name}")
async def after_telling_form(meeting_id: UUID, unit_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _after_telling(meeting_id, unit_id, name, visit)).show()


@router.post("/meetings/{meeting_id}/receipts/{unit_id}/{name}")
async def after_telling(meeting_id: UUID, unit_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    return await (await _after_telling(meeting_id, unit_id, name, visit)).send(await request.form())


async def _after_telling(meeting_id: UUID, unit_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in AFTER_TELLING:
        raise HTTPException(404)
    names = await names_of(visit.asked, [str(unit_id)])
    return FormPage(
        AFTER_TELLING[name],
        visit,
        (None, None),
        f"{PATH}/meetings/{meeting_id}/receipts",
        "回执",
        path={"meeting_id": str(meeting_id), "unit_id": str(unit_id)},
        aside="unit_aside.html",
        more={"concerned": names[str(unit_id)]},
    )
