"""Every command about a meeting as a page of its own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from services.console.application.papers import KINDS
from services.console.application.way import note_before
from services.console.entrypoints.forms.meeting import BY_NAME, form_for
from services.console.entrypoints.forms.meeting_draft import DRAFT, TOPICS
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting

router = APIRouter()
# The form → the kind of paper that it sends on.
PAPER_OF: Final[Mapping[str, str]] = {
    "submit-request": "request",
    "submit-report": "report",
    "issue-minutes": "minutes",
    "issue-notice": "notice",
}


@router.get("/meetings/new")
async def new_meeting(visit: Visiting, topic: Annotated[str, Query(max_length=40)] = "") -> Response:
    """`topic`: an accepted topic that the meeting is to be about."""
    return await (await _drafting(visit, topic)).show()


@router.post("/meetings/new")
async def draft_meeting(visit: Visiting, request: Request) -> Response:
    return await (await _drafting(visit)).send(await request.form())


async def _drafting(visit: Visit, topic: str = "") -> FormPage:
    """The form begins with the topic that it was opened for; without a topic that waits it asks for none."""
    found = await visit.asked.get("meeting", "/topics", committee=visit.unit_id, state="accepted", limit=200)
    waiting = [one for one in found["items"] if one["meeting_id"] is None]
    begun = [one for one in waiting if one["topic_id"] == topic]
    matter = {
        "waiting": waiting,
        "topics": [one["topic_id"] for one in begun],
        "theme": begun[0]["subject"] if begun else "",
        "agenda": [],
        "matters": [],
        "planned_on": "",
    }
    form = DRAFT if waiting else replace(DRAFT, fields=tuple(one for one in DRAFT.fields if one is not TOPICS))
    return FormPage(form, visit, (matter, None), f"{PATH}/meetings", "会议", after=f"{PATH}/meetings/{{made}}")


@router.get("/meetings/{meeting_id}/{name}")
async def meeting_form(meeting_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _page(meeting_id, name, visit)).show()


@router.post("/meetings/{meeting_id}/{name}")
async def give_command(meeting_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    page = await _page(meeting_id, name, visit)
    return await page.send(await request.form())


async def _page(meeting_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    found = await visit.asked.document("meeting", f"/meetings/{meeting_id}")
    meeting = found.document
    if not meeting["requests"]:
        meeting["party_committee"] = await party_committee_of(visit, meeting["committee_id"])
    title = meeting["theme"] or "会议"
    back = f"{PATH}/meetings/{meeting_id}"
    path = {"meeting_id": str(meeting_id)}
    beside = _paper_beside(name, back) if name in PAPER_OF else await _note_beside(visit, meeting_id, name)
    return FormPage(form_for(name, meeting), visit, (meeting, found.version), back, title, path=path, **beside)


def _paper_beside(name: str, meeting: str) -> dict[str, Any]:
    """Where the paper is made that a form asks for."""
    kind = PAPER_OF[name]
    return {
        "aside": "components/paper_aside.html",
        "more": {"paper_kind": kind, "paper_name": KINDS[kind], "drafting": f"{meeting}/papers/{kind}"},
    }


async def _note_beside(visit: Visit, meeting_id: UUID, name: str) -> dict[str, Any]:
    note = note_before(await visit.asked.get("meeting", f"/meetings/{meeting_id}/way"), BY_NAME[name].command)
    return {"aside": "components/note_aside.html", "more": {"note": note}} if note else {}


async def party_committee_of(visit: Visit, committee: str) -> str | None:
    """The organ that hosts the committee: whose word counts on what a meeting decided."""
    unit = await visit.asked.get("organization", f"/units/{committee}")
    hosts = [one["target"] for one in unit["relations"] if one["relation"] == "hosted_by" and not one["to"]]
    return hosts[0] if hosts else None
