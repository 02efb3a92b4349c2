"""The papers of a meeting, a transmittal or an instruction: listed by kind, and drafted from what the matter says."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from services.console.application import papers as about
from services.console.application.paper_matters import MATTERS, PaperMatter, by_kind, kind_name
from services.console.entrypoints.forms.paper_style import STYLE, lacks_code_word, usual_signer
from services.console.entrypoints.forms.papers import DRAFT_PAPER
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paper_writing import CODE_WORD, PaperFormPage, style_from, writing
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of
from shared.kernel.limits import PAGE_ROWS_MAX

router = APIRouter()


@router.get("/meetings/{matter_id}/papers")
@router.get("/transmittals/{matter_id}/papers")
@router.get("/instructions/{matter_id}/papers")
async def papers(matter_id: UUID, visit: Visiting) -> Response:
    of = _of(visit.request)
    matter = await visit.asked.get("meeting", f"/{of.place}/{matter_id}")
    page = await visit.asked.get("meeting", "/papers", matter=matter_id, limit=200, at_least=visit.at_least)
    return await pages_of(visit.request).page(
        visit,
        "papers.html",
        of=of,
        at=of.address(str(matter_id)),
        trail=of.trail(str(matter_id), matter),
        kinds=by_kind(of, page["items"]),
        own=matter["committee_id"] == visit.unit_id,
        about=about,
        done=done_by((STYLE,), visit.request),
    )


@router.get("/meetings/{matter_id}/papers/{kind}")
@router.get("/transmittals/{matter_id}/papers/{kind}")
@router.get("/instructions/{matter_id}/papers/{kind}")
async def new_paper(matter_id: UUID, kind: str, visit: Visiting) -> Response:
    return await (await _drafting(matter_id, kind, visit, None)).show()


@router.post("/meetings/{matter_id}/papers/{kind}")
@router.post("/transmittals/{matter_id}/papers/{kind}")
@router.post("/instructions/{matter_id}/papers/{kind}")
async def draft_paper(matter_id: UUID, kind: str, visit: Visiting, request: Request) -> Response:
    sent = await request.form()
    return await (await _drafting(matter_id, kind, visit, sent)).send(sent)


async def _drafting(matter_id: UUID, kind: str, visit: Visit, sent: FormData | None) -> PaperFormPage:
    of = _of(visit.request)
    if kind not in of.papers:
        raise HTTPException(404)
    words = await visit.asked.get("meeting", f"/paper-suggestions/{kind}", matter=matter_id, matter_kind=of.kind)
    if kind in about.UPWARD:
        words["signer"] = words["signer"] or await usual_signer(visit)
    fixed = {"committee_id": visit.unit_id, "kind": kind, "matter_kind": of.kind, "matter_id": str(matter_id)}
    receivers = await _receivers(of, matter_id, kind, visit)
    form = replace(DRAFT_PAPER, title=f"起草{kind_name(of.kind, kind)}", why=DRAFT_PAPER.why.format(of=of.words))
    matter = {"words": words, "addressed": receivers, "bodies": [visit.unit_id], "joined": []}, None
    more: dict[str, Any] = {"back": f"{of.address(str(matter_id))}/papers", "back_words": "公文", "fixed": fixed}
    more["done"] = done_by((STYLE,), visit.request)
    page = writing(form, visit, matter, kind, sent, after=f"{PATH}/papers/{{made}}", **more)
    if not await lacks_code_word(visit, kind):
        return page
    beside = {**page.more, "set_at": style_from(visit.request.url.path)}
    return replace(page, aside=CODE_WORD, more=beside)


async def _receivers(of: PaperMatter, matter_id: UUID, kind: str, visit: Visit) -> list[str]:
    """Names of the units that the matter's own notice or transmittal was for; more than a form can hold are typed."""
    if kind not in about.FOR_UNITS:
        return []
    if kind == "notice":
        notice = (await visit.asked.get("meeting", f"/meetings/{matter_id}"))["notice"]
        units = [one["unit_id"] for one in notice["invitations"]] if notice else []
    elif of.kind == "transmittal":
        units = (await visit.asked.get("meeting", f"/transmittals/{matter_id}"))["units"]
    else:
        asked = {"matter": matter_id, "committee": visit.unit_id, "limit": PAGE_ROWS_MAX}
        begun = (await visit.asked.get("meeting", "/transmittals", **asked))["items"]
        units = begun[-1]["units"] if begun else []
    return list((await names_of(visit.asked, units)).values()) if len(units) <= PAGE_ROWS_MAX else []


def _of(request: Request) -> PaperMatter:
    """Of which kind of matter the page is, by its place."""
    place = request.url.path.removeprefix(f"{PATH}/").partition("/")[0]
    return next(each for each in MATTERS.values() if each.place == place)
