"""The register opened branch by branch, and searched."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.organization.application import queries, tree
from services.organization.application.today import Today
from services.organization.domain.vocabulary import Line
from services.organization.entrypoints.reading import On, UnitText, WaitFor, viewer_of
from shared.database.interface import Database
from shared.serving.openapi import query_responses
from shared.serving.queries import LIMIT_DEFAULT, Caller, Cursor, Limit, at_least, page_response, page_schema

Text = Annotated[str | None, Query(max_length=100, description="名称、简称、曾用名的一部分，或代码的开头")]
Kind = Annotated[Literal["superior", "member_of"], Query(description="下级关工委，或成员单位")]


def tree_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["单位"], dependencies=[Depends(at_least(wait_for("registry")))])

    @router.get("/units/{unit}/branch", summary="直接的下级关工委或成员单位", responses=query_responses(page_schema()))
    async def branch(
        unit: UnitText,
        caller: Caller,
        kind: Kind = "superior",
        on: On = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            top = await queries.resolved(reader, viewer_of(caller), unit, None, day)
            return page_response(await tree.branch(reader, top, kind, day, limit=limit, cursor=cursor))

    @router.get("/search", summary="按名称、代码、条线查找单位", responses=query_responses(page_schema()))
    async def search(
        _: Caller,
        text: Text = None,
        line: Line | None = None,
        on: On = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            page = await tree.search(reader, day, text=text, line=line, limit=limit, cursor=cursor)
        return page_response(page)

    return router
