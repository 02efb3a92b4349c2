"""视察批示: the matters, one matter with what followed from it, and its forms (M12)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from services.console.application import matters
from services.console.entrypoints.forms.instructions import BY_NAME, FORMS, RECORD
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.meeting_forms import party_committee_of
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
AT = f"{PATH}/instructions"
WORDS = "视察批示"


@router.get("/instructions")
async def instructions(visit: Visiting, cursor: Cursor = None) -> Response:
    page = await visit.asked.get("meeting", "/instructions", cursor=cursor, limit=50)
    return await pages_of(visit.request).page(
        visit,
        "instructions.html",
        instructions=page["items"],
        names=await names_of(visit.asked, [one["committee_id"] for one in page["items"]]),
        about=matters,
        further=further(AT, page["cursor"]),
    )


@router.get("/instructions/new")
async def new_instruction(visit: Visiting) -> Response:
    return await _recording(visit).show()


@router.post("/instructions/new")
async def record_instruction(visit: Visiting, request: Request) -> Response:
    return await _recording(visit).send(await request.form())


def _recording(visit: Visit) -> FormPage:
    return FormPage(RECORD, visit, (None, None), AT, WORDS, after=f"{AT}/{{made}}")


@router.get("/instructions/{instruction_id}")
async def instruction(instruction_id: UUID, visit: Visiting) -> Response:
    document = await visit.asked.get("meeting", f"/instructions/{instruction_id}", at_least=visit.at_least)
    sent = await visit.asked.get("meeting", "/transmittals", matter=instruction_id, limit=50)
    named = [document["committee_id"], *(one["committee_id"] for one in sent["items"])]
    own = document["committee_id"] == visit.unit_id and visit.actor.role in ("clerk", "director")
    return await pages_of(visit.request).page(
        visit,
        "instruction.html",
        instruction=document,
        transmittals=sent["items"],
        forms=possible(document) if own else [],
        names=await names_of(visit.asked, named),
        about=matters,
        done=done_by((RECORD, *FORMS), visit.request),
    )


def possible(instruction: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and title of the forms that fit its state, what is next first; the service has the last word."""
    if instruction["closed"]:
        names = ["add-text"]
    elif not instruction["opinions"]:
        names = ["pass-opinions", "add-text", "submit-report"]
    else:
        names = ["submit-report", "pass-opinions", "add-text", "close"]
    if any(not passed["consent"] for passed in instruction["opinions"]):
        names.insert(0, "record-consent")
    return [(name, BY_NAME[name].title) for name in names]


@router.get("/instructions/{instruction_id}/{name}")
async def instruction_form(instruction_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _page(instruction_id, name, visit)).show()


@router.post("/instructions/{instruction_id}/{name}")
async def give_command(instruction_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    page = await _page(instruction_id, name, visit)
    return await page.send(await request.form())


async def _page(instruction_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    found = await visit.asked.document("meeting", f"/instructions/{instruction_id}")
    document = found.document
    unit = await visit.asked.get("organization", f"/units/{document['committee_id']}")
    above = [one["target"] for one in unit["relations"] if one["relation"] == "superior" and not one["to"]]
    document["party_committee"] = await party_committee_of(visit, document["committee_id"])
    document["superiors"] = above
    path = {"instruction_id": str(instruction_id)}
    back, title = f"{AT}/{instruction_id}", document["title"]
    beside = {"submit-report": _paper_beside(back), "close": _note_beside(document)}.get(name, {})
    return FormPage(BY_NAME[name], visit, (document, found.version), back, title, path=path, **beside)


def _note_beside(instruction: dict[str, Any]) -> dict[str, Any]:
    note = matters.note_before_closing(instruction)
    return {"aside": "components/note_aside.html", "more": {"note": note}} if note else {}


def _paper_beside(instruction: str) -> dict[str, Any]:
    """Where the paper is made that the form asks for."""
    more = {"paper_kind": "report", "paper_name": "专题报告", "drafting": f"{instruction}/papers/report"}
    return {"aside": "components/paper_aside.html", "more": more}
