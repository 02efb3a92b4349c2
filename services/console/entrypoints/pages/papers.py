"""One paper: taken through its way, seen as it will look; and how a committee's papers look."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Final
from urllib.parse import quote
from uuid import UUID

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from services.console.adapters.services import Content, Found
from services.console.application import papers as about
from services.console.application.paper_matters import MATTERS, kind_name
from services.console.application.way import steps_of
from services.console.entrypoints.forms.meeting import WAY_FORMS
from services.console.entrypoints.forms.paper_style import STYLE, lacks_code_word
from services.console.entrypoints.forms.papers import BY_NAME, DRAFT_PAPER
from services.console.entrypoints.forms.people import names_of_people
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.instructions import possible
from services.console.entrypoints.pages.paper_writing import CODE_WORD, style_from, writing
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH, local_path
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
PAPERS: Final = f"{PATH}/papers"
REACHES_NOBODY: Final = (
    "还没有写发给哪些单位，印发以后别的单位在系统里看不到这份文件。"
    "要让他们看到的，请先退回，在“发给哪些单位”里写上；只送纸质文件的，可以照常印发。"
)
Back = Annotated[str, Query(max_length=200)]


@router.get("/paper-style")
async def paper_style(visit: Visiting, back: Back = "") -> Response:
    return await (await _styling(visit, back)).show()


@router.post("/paper-style")
async def set_paper_style(visit: Visiting, request: Request, back: Back = "") -> Response:
    return await (await _styling(visit, back)).send(await request.form())


async def _styling(visit: Visit, back: str) -> FormPage:
    """Where one came from is gone back to; who came from nowhere sees the form as it is set now."""
    found = await visit.asked.find("meeting", f"/paper-styles/{visit.unit_id}", at_least=visit.at_least)
    style = found["versions"][-1]["style"] if found else {}
    path = {"committee_id": visit.unit_id}
    came_from = local_path(back, "")
    back, back_words = (came_from, "公文") if came_from else (f"{PATH}/meetings", "会议")
    after, done = came_from or f"{PATH}/paper-style", done_by((STYLE,), visit.request)
    return FormPage(STYLE, visit, (style, None), back, back_words, path=path, after=after, done=done)


@router.get("/papers/{paper_id}")
async def paper(paper_id: UUID, visit: Visiting) -> Response:
    found = await visit.asked.get("meeting", f"/papers/{paper_id}", at_least=visit.at_least)
    own = found["committee_id"] == visit.unit_id
    preview = await visit.asked.get("meeting", f"/papers/{paper_id}/preview") if own else None
    of = MATTERS[found["matter_kind"]]
    matter = await visit.asked.find("meeting", f"/{of.place}/{found['matter_id']}")
    looks = about.looks_of(preview) if preview else None
    people = await names_of_people(visit, about.people_of(found)) if own else {}
    return await pages_of(visit.request).page(
        visit,
        "paper.html",
        paper=found,
        of=of,
        trail=of.trail(found["matter_id"], matter),
        menu_at=of.address(found["matter_id"]),
        kind_name=kind_name(of.kind, found["kind"]),
        looks=looks,
        people=people,
        differing_signer=about.differing_signer(found, looks, people) if looks else "",
        sent_on=await _sent_on(visit, found, matter) if own else None,
        forms=[BY_NAME[name] for name in about.steps_of(found)] if own else [],
        names=await names_of(visit.asked, [*found["bodies"], *found["addressees"]]),
        about=about,
        set_at=await _word_wanted(visit, found) if own else "",
        done=done_by((*BY_NAME.values(), DRAFT_PAPER, STYLE), visit.request),
    )


async def _word_wanted(visit: Visit, paper: Mapping[str, Any]) -> str:
    """Where the code word is set, while the paper is to be numbered and there is none."""
    open_still = paper["stage"] in about.WAITING and not paper["number"]
    if not (visit.is_office and open_still and await lacks_code_word(visit, paper["kind"])):
        return ""
    return style_from(f"{PAPERS}/{paper['paper_id']}")


async def _sent_on(visit: Visit, paper: Mapping[str, Any], matter: Any) -> tuple[str, str] | None:
    """The form of its matter that the issued paper is for, while it can be given, and its name."""
    form = about.SENT_ON_BY.get((paper["matter_kind"], paper["kind"]))
    if form is None or paper["stage"] != "issued" or matter is None:
        return None
    if paper["matter_kind"] == "instruction":
        return form if form[0] in dict(possible(matter)) else None
    way = await visit.asked.get("meeting", f"/meetings/{paper['matter_id']}/way", at_least=visit.at_least)
    steps = steps_of(way, WAY_FORMS)
    return form if any(action.form == form[0] for step in steps for action in step.actions) else None


@router.get("/papers/{paper_id}/preview.docx")
async def preview_file(paper_id: UUID, visit: Visiting) -> Response:
    content = await visit.asked.content("meeting", f"/papers/{paper_id}/preview.docx")
    return await _kept(visit, paper_id, content, "（草稿）")


@router.get("/papers/{paper_id}/file")
async def issued_file(paper_id: UUID, visit: Visiting) -> Response:
    content = await visit.asked.content("meeting", f"/papers/{paper_id}/file")
    return await _kept(visit, paper_id, content, "")


@router.get("/papers/{paper_id}/{name}")
async def paper_form(paper_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _step(paper_id, name, visit, None)).show()


@router.post("/papers/{paper_id}/{name}")
async def give_step(paper_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    sent = await request.form()
    return await (await _step(paper_id, name, visit, sent)).send(sent)


async def _step(paper_id: UUID, name: str, visit: Visit, sent: FormData | None) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    found = await visit.asked.document("meeting", f"/papers/{paper_id}")
    document = found.document
    at = MATTERS[document["matter_kind"]].address(document["matter_id"])
    if name == "revise":
        page = await _revising(found, visit, sent)
    else:
        page = await _stepping(name, visit, found)
    return replace(page, more={**page.more, "menu_at": at})


async def _stepping(name: str, visit: Visit, found: Found) -> FormPage:
    """The paper stands below, for who checks or signs it reads it; no number is asked for that cannot be given."""
    paper = found.document
    preview = await visit.asked.get("meeting", f"/papers/{paper['paper_id']}/preview")
    more = {"foot": "components/paper_looks.html", "looks": about.looks_of(preview), "about": about}
    page = FormPage(BY_NAME[name], visit, (paper, found.version), **_at(paper), more=more)
    if name == "number" and (set_at := await _word_wanted(visit, paper)):
        return replace(page, aside=CODE_WORD, more={**more, "set_at": set_at})
    if name == "issue" and paper["kind"] in about.FOR_UNITS and not paper["addressees"]:
        return replace(page, aside="components/note_aside.html", more={**more, "note": REACHES_NOBODY})
    return page


async def _revising(found: Found, visit: Visit, sent: FormData | None) -> FormPage:
    document = found.document
    content = await visit.asked.content("meeting", f"/documents/{document['text']}")
    bodies, addressees = document["bodies"], document["addressees"]
    names = await names_of(visit.asked, [*bodies, *addressees])
    matter = {
        "words": msgspec.json.decode(content.body),
        "addressed": [names[unit] for unit in addressees],
        "bodies": bodies,
        "joined": [names[body] for body in bodies[1:]],
    }
    return writing(BY_NAME["revise"], visit, (matter, found.version), document["kind"], sent, **_at(document))


def _at(paper: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "back": f"{PAPERS}/{paper['paper_id']}",
        "back_words": paper["title"],
        "path": {"paper_id": paper["paper_id"]},
    }


async def _kept(visit: Visit, paper_id: UUID, content: Content, mark: str) -> Response:
    """Always to keep, under its title."""
    found = await visit.asked.get("meeting", f"/papers/{paper_id}")
    name = quote(f"{found['title']}{mark}.docx", safe="")
    headers: dict[str, Any] = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content.body, headers=headers, media_type="application/octet-stream")
