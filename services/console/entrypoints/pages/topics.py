"""Topics: the list, one topic, and the forms about them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from services.console.application import topics as about
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.forms.topics import BY_NAME, EVERY, INSTRUCT, PROPOSE
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.meeting_forms import party_committee_of
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
TOPICS = f"{PATH}/topics"
OF_OFFICE = ("clerk", "director")


@router.get("/topics")
async def topics(
    visit: Visiting,
    state: Annotated[str | None, Query(pattern="^(proposed|accepted|merged|declined)?$")] = None,
    cursor: Cursor = None,
) -> Response:
    page = await visit.asked.get(
        "meeting", "/topics", state=state or None, cursor=cursor, limit=50, at_least=visit.at_least
    )
    return await pages_of(visit.request).page(
        visit,
        "topics.html",
        topics=page["items"],
        names=await names_of(visit.asked, about.units_named(page["items"])),
        about=about,
        state=state or "",
        further=further(TOPICS, page["cursor"], state=state),
        done=done_by(EVERY.values(), visit.request),
    )


@router.get("/topics/instruct")
@router.get("/topics/propose")
async def new_topic(visit: Visiting) -> Response:
    return await (await _new(visit)).show()


@router.post("/topics/instruct")
@router.post("/topics/propose")
async def give_topic(visit: Visiting, request: Request) -> Response:
    return await (await _new(visit)).send(await request.form())


@router.get("/topics/{topic_id}")
async def topic(topic_id: UUID, visit: Visiting) -> Response:
    found = await visit.asked.get("meeting", f"/topics/{topic_id}", at_least=visit.at_least)
    meeting = await visit.asked.find("meeting", f"/meetings/{found['meeting_id']}") if found["meeting_id"] else None
    into = await visit.asked.find("meeting", f"/topics/{found['answer']['into']}") if _is_merged(found) else None
    own = found["committee_id"] == visit.unit_id
    return await pages_of(visit.request).page(
        visit,
        "topic.html",
        topic=found,
        meeting=meeting,
        into=into,
        may_prepare=own and about.waits_for_a_meeting(found) and visit.actor.role in OF_OFFICE,
        forms=[BY_NAME[name] for name in about.answers_to(found)] if own else [],
        names=await names_of(visit.asked, about.units_named([found])),
        about=about,
        done=done_by(EVERY.values(), visit.request),
    )


@router.get("/topics/{topic_id}/{name}")
async def answer_form(topic_id: UUID, name: str, visit: Visiting) -> Response:
    return await (await _answer(topic_id, name, visit)).show()


@router.post("/topics/{topic_id}/{name}")
async def give_answer(topic_id: UUID, name: str, visit: Visiting, request: Request) -> Response:
    return await (await _answer(topic_id, name, visit)).send(await request.form())


async def _new(visit: Visit) -> FormPage:
    form: Form = INSTRUCT if visit.request.url.path.endswith("/instruct") else PROPOSE
    party = await party_committee_of(visit, visit.unit_id) if form is INSTRUCT else None
    return FormPage(form, visit, ({"party_committee": party}, None), TOPICS, "议题", after=f"{TOPICS}/{{made}}")


async def _answer(topic_id: UUID, name: str, visit: Visit) -> FormPage:
    if name not in BY_NAME:
        raise HTTPException(404)
    found = await visit.asked.document("meeting", f"/topics/{topic_id}")
    matter: tuple[Any, int] = (found.document, found.version)
    back = f"{TOPICS}/{topic_id}"
    return FormPage(BY_NAME[name], visit, matter, back, found.document["subject"], path={"topic_id": str(topic_id)})


def _is_merged(topic: dict[str, Any]) -> bool:
    return bool(topic["answer"] and topic["answer"]["into"])
