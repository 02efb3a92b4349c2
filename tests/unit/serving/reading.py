"""Queries for the sample service, written as services write theirs, and the standard pages over a real store."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from shared.kernel.envelope import LogPosition
from shared.kernel.limits import PAGE_ROWS_DEFAULT
from shared.messaging.documents import DocumentView
from shared.messaging.interface import Incomplete
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    Cursor,
    Limit,
    Viewer,
    Wait,
    at_least,
    document_response,
    page_response,
    page_schema,
)
from tests.support.two_services import TwoServices


class Waiting:
    """Says how far the view has come, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.done = 5
        self.lacking: list[Incomplete] = []
        self.asked: list[tuple[LogPosition, float]] = []

    async def __call__(self, position: LogPosition, seconds: float) -> bool:
        self.asked.append((position, seconds))
        return position.position <= self.done

    async def incomplete(self) -> Sequence[Incomplete]:
        return self.lacking


def matters_router(services: TwoServices, wait: Wait) -> APIRouter:
    router = APIRouter(tags=["事项"])
    view: DocumentView = services.matters_view
    waits = [Depends(at_least(wait))]

    @router.get("/matters", dependencies=waits, responses=query_responses(page_schema()), summary="事项")
    async def list_matters(
        viewer: Viewer,
        limit: Limit = PAGE_ROWS_DEFAULT,
        cursor: Cursor = None,
        on: Annotated[date | None, Query()] = None,
    ) -> Response:
        async with services.matters.snapshot() as reader:
            return page_response(await view.list(reader, viewer, limit=limit, cursor=cursor))

    @router.get("/matters/{matter_id}", dependencies=waits, responses=query_responses(), summary="一件事项")
    async def get_matter(matter_id: UUID, viewer: Viewer, request: Request) -> Response:
        async with services.matters.snapshot() as reader:
            return document_response(request, await view.get(reader, viewer, matter_id))

    return router


def codes(*answers: Any) -> list[tuple[int, str]]:
    return [(answer.status_code, answer.json()["code"]) for answer in answers]
