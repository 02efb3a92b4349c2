"""A meeting's papers: drafted from its page, taken through their way, seen as they will look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final
from urllib.parse import quote
from uuid import UUID

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from services.console.adapters.services import Content
from services.console.application import papers as about
from services.console.application.way import steps_of
from services.console.entrypoints.forms.form import Form, Matter
from services.console.entrypoints.forms.meeting import BY_COMMAND
from services.console.entrypoints.forms.paper_attachments import (
    ADDING,
    ATTACHMENTS_MAX,
    attachments_in,
    attachments_sent,
    check_named,
)
from services.console.entrypoints.forms.paper_style import STYLE, usual_signer
from services.console.entrypoints.forms.papers import BY_NAME, DRAFT_PAPER, text_of, with_fields
from services.console.entrypoints.forms.people import names_of_people
from services.console.entrypoints.forms.reading import Read, Sending, Typed, typed_in
from services.console.entrypoints.forms.serving import FormPage, Refused, key_in, version_in
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH, local_path
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
PAPERS: Final = f"{PATH}/papers"
Back = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True)  # with slots, super() would not know its class
class PaperFormPage(FormPage):
    """The text that was typed is kept as a document first; the command carries its digest."""

    kind: str = ""

    async def send(self, sent: FormData) -> Response:
        """Asked for one attachment more, it comes again with all that was typed."""
        if ADDING in sent and self.is_sealed(sent):
            return await self._page(typed_in(sent, self.form.fields), version_in(sent), key_in(sent), None)
        return await super().send(sent)

    async def _given(self, typed: Typed, read: Read, sending: Sending, version: int | None) -> Response:
        check_named(read)
        if read.faults:
            return await self._page(typed, version, sending.key, Refused("", faults=read.faults))
        words = msgspec.json.encode(text_of(read.values, self.matter[0]["words"], self.kind))
        digest = await self.visit.asked.upload("meeting", words, "application/json", sending.salt("text"))
        others = read.values.get("bodies", self.matter[0]["bodies"][1:])
        values = {"text": digest, "bodies": [self.visit.unit_id, *others], "addressees": read.values.get("units", [])}
        return await super()._given(typed, Read(values, read.faults), sending, version)


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


@router.get("/meetings/{meeting_id}/papers")
async def papers(meeting_id: UUID, visit: Visiting) -> Response:
    meeting = await visit.asked.get("meeting", f"/meetings/{meeting_id}")
    page = await visit.asked.get("meeting", "/papers", matter=meeting_id, limit=200, at_least=visit.at_least)
    return await pages_of(visit.request).page(
        visit,
        "papers.html",
        meeting=meeting,
        kinds=about.by_kind(page["items"]),
        own=meeting["committee_id"] == visit.unit_id,
        about=about,
        done=done_by((STYLE,), visit.request),
    )


@router.get("/meetings/{meeting_id}/papers/{kind}")
async def new_paper(meeting_id: UUID, kind: str, visit: Visiting) -> Response:
    return await (await _drafting(meeting_id, kind, visit, None)).show()


@router.post("/meetings/{meeting_id}/papers/{kind}")
async def draft_paper(meeting_id: UUID, kind: str, visit: Visiting, request: Request) -> Response:
    sent = await request.form()
    return await (await _drafting(meeting_id, kind, visit, sent)).send(sent)


async def _drafting(meeting_id: UUID, kind: str, visit: Visit, sent: FormData | None) -> PaperFormPage:
    if kind not in about.KINDS:
        raise HTTPException(404)
    words = await visit.asked.get("meeting", f"/paper-suggestions/{kind}", matter=meeting_id)
    if kind in about.UPWARD:
        words["signer"] = words["signer"] or await usual_signer(visit)
    fixed = {"committee_id": visit.unit_id, "kind": kind, "matter_id": str(meeting_id)}
    back = f"{PATH}/meetings/{meeting_id}/papers"
    form = replace(DRAFT_PAPER, title=f"起草{about.KINDS[kind]}")
    matter = {"words": words, "addressed": [], "bodies": [visit.unit_id], "joined": []}, None
    after = f"{PAPERS}/{{made}}"
    return _writing(form, visit, matter, kind, sent, back=back, back_words="公文", fixed=fixed, after=after)


def _writing(form: Form, visit: Visit, matter: Matter, kind: str, sent: FormData | None, **more: Any) -> PaperFormPage:
    """The form of a text: with as many attachments as it has, or as were sent."""
    words = matter[0]["words"]
    count = attachments_in(words) if sent is None else attachments_sent(sent, words)
    adding = {"adding": ("再加一个附件", f"attachment-{count + 1}-title")} if count < ATTACHMENTS_MAX else {}
    return PaperFormPage(with_fields(form, kind, count), visit, matter, more=adding, kind=kind, **more)


@router.get("/papers/{paper_id}")
async def paper(paper_id: UUID, visit: Visiting) -> Response:
    found = await visit.asked.get("meeting", f"/papers/{paper_id}", at_least=visit.at_least)
    own = found["committee_id"] == visit.unit_id
    preview = await visit.asked.get("meeting", f"/papers/{paper_id}/preview") if own else None
    meeting = await visit.asked.find("meeting", f"/meetings/{found['matter_id']}")
    looks = about.looks_of(preview) if preview else None
    people = await names_of_people(visit, about.people_of(found)) if own else {}
    return await pages_of(visit.request).page(
        visit,
        "paper.html",
        paper=found,
        meeting=meeting,
        looks=looks,
        people=people,
        differing_signer=about.differing_signer(found, looks, people) if looks else "",
        sent_on=await _sent_on(visit, found) if own else None,
        forms=[BY_NAME[name] for name in about.steps_of(found)] if own else [],
        names=await names_of(visit.asked, [*found["bodies"], *found["addressees"]]),
        about=about,
        done=done_by((*BY_NAME.values(), DRAFT_PAPER), visit.request),
    )


async def _sent_on(visit: Visit, paper: Mapping[str, Any]) -> tuple[str, str] | None:
    """The form that the issued paper is for, while it can be given, and its name."""
    form = about.SENT_ON_BY.get(paper["kind"])
    if form is None or paper["stage"] != "issued":
        return None
    way = await visit.asked.get("meeting", f"/meetings/{paper['matter_id']}/way", at_least=visit.at_least)
    steps = steps_of(way, {command: (one.name, one.title) for command, one in BY_COMMAND.items()})
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
    back, path = f"{PAPERS}/{paper_id}", {"paper_id": str(paper_id)}
    if name != "revise":
        return FormPage(BY_NAME[name], visit, (document, found.version), back, document["title"], path=path)
    content = await visit.asked.content("meeting", f"/documents/{document['text']}")
    bodies, addressees = document["bodies"], document["addressees"]
    names = await names_of(visit.asked, [*bodies, *addressees])
    matter = {
        "words": msgspec.json.decode(content.body),
        "addressed": [names[unit] for unit in addressees],
        "bodies": bodies,
        "joined": [names[body] for body in bodies[1:]],
    }
    more = {"back": back, "back_words": document["title"], "path": path}
    return _writing(BY_NAME[name], visit, (matter, found.version), document["kind"], sent, **more)


async def _kept(visit: Visit, paper_id: UUID, content: Content, mark: str) -> Response:
    """Always to keep, under its title."""
    found = await visit.asked.get("meeting", f"/papers/{paper_id}")
    name = quote(f"{found['title']}{mark}.docx", safe="")
    headers: dict[str, Any] = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content.body, headers=headers, media_type="application/octet-stream")
