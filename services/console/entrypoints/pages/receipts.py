"""Receipts of a notice: who answered and who did not; answers told on the telephone; forwarding (M6)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.console.application import meeting_page
from services.console.application import receipts as about
from services.console.entrypoints.forms.participation import FORWARD, RECEIPT
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()


@router.get("/meetings/{meeting_id}/receipts")
async def receipts(meeting_id: UUID, visit: Visiting, forwarded_by: UUID | None = None) -> Response:
    board = await visit.asked.get(
        "meeting", f"/meetings/{meeting_id}/receipts", forwarded_by=forwarded_by, at_least=visit.at_least
    )
    forwarded = await visit.asked.get("meeting", "/forwarded-notices", meeting=meeting_id, limit=200)
    meeting = await visit.asked.find("meeting", f"/meetings/{meeting_id}")
    if meeting is None:  # to whom a notice was forwarded need not see the meeting itself
        meeting = about.as_forwarded(forwarded["items"], str(board["committee_id"]))
    forwarders = [one["committee_id"] for one in forwarded["items"]]
    units = [*(item["unit_id"] for item in board["items"]), *forwarders, str(board["committee_id"])]
    invited = {one["unit_id"] for one in meeting["notice"]["invitations"]}
    return await pages_of(visit.request).page(
        visit,
        "receipts.html",
        meeting=meeting,
        board=board,
        forwarded_by=str(forwarded_by) if forwarded_by else "",
        forwarders=forwarders,
        names=await names_of(visit.asked, units),
        own=str(board["committee_id"]) == visit.unit_id,
        may_forward=visit.unit_id in invited and visit.actor.role in ("clerk", "director"),
        about=about,
        meeting_page=meeting_page,
        done=done_by((RECEIPT, FORWARD), visit.request),
    )


@router.get("/meetings/{meeting_id}/receipts/{unit_id}")
async def receipt_form(meeting_id: UUID, unit_id: UUID, visit: Visiting, forwarded_by: UUID | None = None) -> Response:
    return await (await _receipt(meeting_id, unit_id, forwarded_by, visit)).show()


@router.post("/meetings/{meeting_id}/receipts/{unit_id}")
async def return_receipt(
    meeting_id: UUID, unit_id: UUID, visit: Visiting, request: Request, forwarded_by: UUID | None = None
) -> Response:
    return await (await _receipt(meeting_id, unit_id, forwarded_by, visit)).send(await request.form())


@router.get("/meetings/{meeting_id}/forward-notice")
async def forward_form(meeting_id: UUID, visit: Visiting) -> Response:
    return await _forward(meeting_id, visit).show()


@router.post("/meetings/{meeting_id}/forward-notice")
async def forward_notice(meeting_id: UUID, visit: Visiting, request: Request) -> Response:
    return await _forward(meeting_id, visit).send(await request.form())


def _forward(meeting_id: UUID, visit: Visit) -> FormPage:
    back = f"{PATH}/meetings/{meeting_id}/receipts"
    return FormPage(
        FORWARD,
        visit,
        (None, None),
        back,
        "回执",
        path={"meeting_id": str(meeting_id)},
        after=f"{back}?forwarded_by={visit.unit_id}",
    )


async def _receipt(meeting_id: UUID, unit_id: UUID, forwarded_by: UUID | None, visit: Visit) -> FormPage:
    matter: dict[str, Any] = {
        "unit_id": str(unit_id),
        "forwarded_by": str(forwarded_by) if forwarded_by else None,
    }
    names = await names_of(visit.asked, [str(unit_id)])
    meeting = await visit.asked.find("meeting", f"/meetings/{meeting_id}")
    query = f"?forwarded_by={forwarded_by}" if forwarded_by else ""
    return FormPage(
        RECEIPT,
        visit,
        (matter, None),
        f"{PATH}/meetings/{meeting_id}/receipts{query}",
        "回执",
        path={"meeting_id": str(meeting_id)},
        aside="receipt_aside.html",
        more={"answering": names[str(unit_id)], "by_telephone": str(unit_id) != visit.unit_id, "meeting": meeting},
    )
