"""What is read of papers over HTTP; the commands are the table in `paper_routes`."""

import asyncio
from typing import Annotated, Any, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.meeting.application.papers.queries import PaperQueries, paper_json, text_json
from services.meeting.application.papers.suggestions import PaperSuggestions
from services.meeting.domain.paper_kinds import MatterKind, PaperKindName, PaperStage
from shared import papers
from shared.commands.refusals import not_found
from shared.contents.store import ContentStore
from shared.database.interface import Database
from shared.kernel.clock import Clock, business_day
from shared.papers.render import DOCX
from shared.serving.documents import file_response
from shared.serving.openapi import QUERY_KINDS, problem_responses, query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Caller,
    Cursor,
    Limit,
    Viewer,
    Wait,
    at_least,
    document_response,
    page_response,
    page_schema,
)

_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "公文", "content": {DOCX: {"schema": {"type": "string", "format": "binary"}}}},
    **problem_responses(QUERY_KINDS),
}
# A matter has its own kinds of papers (R6): 422 for a kind that it has not.
_SUGGESTED: Final = {**query_responses({"type": "object"}), **problem_responses(["rule"])}
Kind = Annotated[PaperKindName | None, Query(description="文种")]


def paper_router(
    queries: PaperQueries, database: Database, contents: ContentStore, clock: Clock, wait: Wait
) -> APIRouter:
    router = APIRouter(tags=["公文"], dependencies=[Depends(at_least(wait))])

    @router.get("/papers", summary="公文列表", responses=query_responses(page_schema()))
    async def list_papers(
        viewer: Viewer,
        matter: Annotated[UUID | None, Query(description="公文所属的会议、传达通知或视察批示")] = None,
        kind: Kind = None,
        stage: Annotated[PaperStage | None, Query(description="公文办到哪一步")] = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        async with database.snapshot() as reader:
            page = await queries.list_papers(
                reader, viewer, matter=matter, kind=kind, stage=stage, limit=limit, cursor=cursor
            )
        return page_response(page)

    @router.get("/papers/{paper_id}", summary="一份公文", responses=query_responses({"type": "object"}))
    async def get_paper(paper_id: UUID, viewer: Viewer, request: Request) -> Response:
        async with database.snapshot() as reader:
            document = await queries.get_paper(reader, viewer, paper_id)
        return document_response(request, document)

    @router.get("/paper-styles/{committee}", summary="公文格式设置", responses=query_responses({"type": "object"}))
    async def get_style(committee: UUID, viewer: Viewer, request: Request) -> Response:
        async with database.snapshot() as reader:
            document = await queries.get_style(reader, viewer, committee)
        return document_response(request, document)

    @router.get("/papers/{paper_id}/preview", summary="公文的样子", responses=query_responses({"type": "object"}))
    async def looks(paper_id: UUID, viewer: Viewer) -> Response:
        async with database.snapshot() as reader:
            paper = await queries.composed_now(reader, viewer, paper_id, business_day(clock.now()))
        return Response(paper_json(paper), media_type="application/json")

    @router.get("/papers/{paper_id}/preview.docx", summary="公文预览", response_class=Response, responses=_FILE)
    async def preview(paper_id: UUID, viewer: Viewer) -> Response:
        async with database.snapshot() as reader:
            paper = await queries.composed_now(reader, viewer, paper_id, business_day(clock.now()))
        body = await asyncio.to_thread(papers.render, paper)
        return named(Response(body, headers=_CLOSED, media_type=DOCX), f"{paper.title}（草稿）.docx")

    @router.get("/papers/{paper_id}/file", summary="印发的公文", response_class=Response, responses=_FILE)
    async def file(paper_id: UUID, viewer: Viewer, actor: Caller) -> Response:
        async with database.snapshot() as reader:
            paper = (await queries.get_paper(reader, viewer, paper_id)).fields()
        if paper["document"] is None:
            raise not_found()
        return named(file_response(await contents.get(actor, paper["document"])), f"{paper['title']}.docx")

    return router


def suggestion_router(suggestions: PaperSuggestions, database: Database, clock: Clock, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["公文"], dependencies=[Depends(at_least(wait))])

    @router.get("/paper-suggestions/{kind}", summary="文稿的建议内容", responses=_SUGGESTED)
    async def suggest(
        kind: PaperKindName,
        matter: Annotated[UUID, Query(description="会议、传达通知或视察批示")],
        viewer: Viewer,
        matter_kind: Annotated[
            MatterKind, Query(description="meeting会议，transmittal传达通知，instruction视察批示")
        ] = "meeting",
    ) -> Response:
        async with database.snapshot() as reader:
            text = await suggestions.suggest(reader, viewer, kind, matter_kind, matter, business_day(clock.now()))
        return Response(text_json(text), media_type="application/json")

    return router


_CLOSED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def named(response: Response, name: str) -> Response:
    """A name in Chinese for who saves the file, in the header's own encoding."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(''.join(name.split()), safe='')}"
    return response
