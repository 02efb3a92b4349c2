"""What is read over HTTP; the commands are the table in `routes`. A unit is an id, a code or a name."""

from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.organization.application import entries, queries
from services.organization.application.today import Today
from services.organization.application.views import GROUPS, PERSONS
from services.organization.client import Registry
from services.organization.domain.vocabulary import Level, Line, UnitKind
from services.organization.entrypoints.founding_http import coverage_router, founding_router
from services.organization.entrypoints.imports_http import export_router, import_router
from services.organization.entrypoints.reading import On, UnitText, WaitFor, viewer_of
from services.organization.entrypoints.tree_http import tree_router
from shared.database.interface import Database
from shared.kernel.limits import PAGE_ROWS_MAX
from shared.serving import samples
from shared.serving.commands import check_json_type
from shared.serving.errors import body_refusal
from shared.serving.openapi import query_responses
from shared.serving.queries import (
    LIMIT_DEFAULT,
    Caller,
    Cursor,
    Limit,
    at_least,
    document_response,
    json_response,
    page_response,
    page_schema,
)

Name = Annotated[str, Query(min_length=1, max_length=200, description="编号、代码、全称或简称")]
MaybeName = Annotated[str | None, Query(min_length=1, max_length=200, description="全称或简称")]
Near = Annotated[str | None, Query(min_length=1, max_length=200, description="从哪个单位来看（市教育局是哪个市的）")]
_OBJECT: dict[str, Any] = {"type": "object"}
_NAMED: dict[str, Any] = {
    **page_schema(),
    "properties": {**page_schema()["properties"], "suggestions": {"type": "array", "items": {"type": "string"}}},
}
_ITEMS: dict[str, Any] = {"type": "object", "properties": {"items": {"type": "array", "items": _OBJECT}}}


def query_routers(database: Database, today: Today, wait_for: WaitFor) -> list[APIRouter]:
    """`wait_for` makes a wait of consumers' names: a query waits for all read models it reads."""
    return [
        unit_router(database, today, wait_for),
        register_router(database, today, wait_for),
        names_router(database, today, wait_for),
        tree_router(database, today, wait_for),
        people_router(database, today, wait_for),
        group_router(database, today, wait_for),
        founding_router(database, wait_for),
        coverage_router(database, today, wait_for),
        import_router(database, wait_for),
        export_router(database, today, wait_for),
    ]


def unit_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["单位"], dependencies=[Depends(at_least(wait_for("units", "registry")))])

    @router.get("/units", summary="查找单位", responses=query_responses(_NAMED))
    async def list_units(
        caller: Caller,
        name: MaybeName = None,
        code: Annotated[str | None, Query(max_length=100)] = None,
        kind: UnitKind | None = None,
        near: Near = None,
        on: On = None,
        limit: Limit = LIMIT_DEFAULT,
        cursor: Cursor = None,
    ) -> Response:
        async with database.snapshot() as reader:
            if name is None:
                return page_response(await queries.list_units(reader, code=code, kind=kind, limit=limit, cursor=cursor))
            day = today.or_given(on)
            found, suggestions = await queries.units_named(reader, viewer_of(caller), name, near, day)
        items = [document.fields() for document in found]
        return json_response({"items": items, "cursor": None, "suggestions": suggestions})

    @router.get("/units/{unit}", summary="一个单位", responses=query_responses(_OBJECT))
    async def get_unit(unit: UnitText, caller: Caller, request: Request, on: On = None) -> Response:
        async with database.snapshot() as reader:
            unit_id = await queries.resolved(reader, viewer_of(caller), unit, None, today.or_given(on))
            document = await queries.unit_document(reader, unit_id)
        return document_response(request, document)

    return router


def register_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["单位"], dependencies=[Depends(at_least(wait_for("registry")))])

    @router.get("/resolve", summary="名称指的是哪个单位", responses=query_responses(_OBJECT))
    async def resolve(caller: Caller, name: Name, near: Near = None, on: On = None) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            unit = await queries.resolved(reader, viewer_of(caller), name, near, day)
            return json_response(queries.brief(await Registry(reader).unit(unit, day)))

    @router.get(
        "/units/{unit}/entry", summary="某一天的名称、代码、状态、关系和前后承接", responses=query_responses(_OBJECT)
    )
    async def unit_entry(unit: UnitText, caller: Caller, on: On = None) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            unit_id = await queries.resolved(reader, viewer_of(caller), unit, None, day)
            return json_response(await entries.entry(reader, unit_id, day))

    @router.get("/units/{unit}/subordinates", summary="下级关工委", responses=query_responses(_ITEMS))
    async def subordinates(
        unit: UnitText, caller: Caller, on: On = None, level: Level | None = None, line: Line | None = None
    ) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            unit_id = await queries.resolved(reader, viewer_of(caller), unit, None, day)
            return json_response({"items": await queries.subordinates(reader, unit_id, day, level, line)})

    @router.get("/units/{unit}/members", summary="成员单位", responses=query_responses(_ITEMS))
    async def members(unit: UnitText, caller: Caller, on: On = None) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            unit_id = await queries.resolved(reader, viewer_of(caller), unit, None, day)
            return json_response({"items": await queries.members(reader, unit_id, day)})

    return router


class NamesAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    units: Annotated[list[UUID], msgspec.Meta(max_length=PAGE_ROWS_MAX)]
    on: date | None = None


class PersonNamesAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    persons: Annotated[list[UUID], msgspec.Meta(max_length=PAGE_ROWS_MAX)]


Question = TypeVar("Question", NamesAsked, PersonNamesAsked)


def _body(name: str, example: str, **more: Any) -> dict[str, Any]:
    ids = {"type": "array", "items": {"type": "string", "format": "uuid"}, "maxItems": PAGE_ROWS_MAX}
    schema = {
        "type": "object",
        "properties": {name: ids, **more},
        "required": [name],
        "additionalProperties": False,
    }
    content = {"application/json": {"schema": schema, "example": {name: [example]}}}
    return {"requestBody": {"required": True, "content": content}}


async def asked_in(request: Request, question: type[Question]) -> Question:
    """Raises UnsupportedMediaType, or the refusal of what could not be decoded."""
    check_json_type(request.headers.get("content-type"))
    try:
        return msgspec.json.decode(await request.body(), type=question)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise body_refusal(error) from error


def names_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["单位"], dependencies=[Depends(at_least(wait_for("registry")))])

    @router.post(
        "/names",
        summary="一批单位某一天的名称",
        responses=query_responses(_OBJECT),
        openapi_extra=_body("units", samples.COMMITTEE, on={"type": ["string", "null"], "format": "date"}),
    )
    async def names(_: Caller, request: Request) -> Response:
        asked = await asked_in(request, NamesAsked)
        day = today.or_given(asked.on)
        async with database.snapshot() as reader:
            found = await Registry(reader).names_of(asked.units, day)
        return json_response({"names": {str(unit): name for unit, name in found.items()}})

    return router


def people_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["人员与任职"])
    rosters = Depends(at_least(wait_for("rosters", "registry")))
    persons = Depends(at_least(wait_for("persons", "registry")))

    @router.get(
        "/units/{unit}/offices", summary="某一天的任职", responses=query_responses(_OBJECT), dependencies=[rosters]
    )
    async def offices(unit: UnitText, caller: Caller, on: On = None) -> Response:
        day = today.or_given(on)
        async with database.snapshot() as reader:
            unit_id = await queries.resolved(reader, viewer_of(caller), unit, None, day)
            return json_response(await queries.offices(reader, viewer_of(caller), unit_id, day))

    @router.get(
        "/persons", summary="人员（不含姓名）", responses=query_responses(page_schema()), dependencies=[persons]
    )
    async def list_persons(
        caller: Caller, unit: UUID | None = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        where = {"owner_unit": unit} if unit else {}
        async with database.snapshot() as reader:
            page = await PERSONS.list(reader, viewer_of(caller), where=where, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/persons/{person_id}/name", summary="姓名", responses=query_responses(_OBJECT), dependencies=[persons])
    async def person_name(person_id: UUID, caller: Caller) -> Response:
        async with database.snapshot() as reader:
            answer = json_response(await queries.person_name(reader, viewer_of(caller), person_id))
        return _uncached(answer)

    @router.post(
        "/person-names",
        summary="一批人员的姓名",
        responses=query_responses(_OBJECT),
        openapi_extra=_body("persons", samples.holder("230300", "director")),
        dependencies=[persons],
    )
    async def person_names(caller: Caller, request: Request) -> Response:
        asked = await asked_in(request, PersonNamesAsked)
        async with database.snapshot() as reader:
            names = await queries.person_names(reader, viewer_of(caller), asked.persons)
        return _uncached(json_response({"names": names}))

    return router


def _uncached(answer: Response) -> Response:
    """An erased name must not live on in a cache."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def group_router(database: Database, today: Today, wait_for: WaitFor) -> APIRouter:
    router = APIRouter(tags=["组"], dependencies=[Depends(at_least(wait_for("groups", "registry")))])

    @router.get("/groups", summary="组", responses=query_responses(page_schema()))
    async def list_groups(
        caller: Caller, committee: UUID | None = None, limit: Limit = LIMIT_DEFAULT, cursor: Cursor = None
    ) -> Response:
        where = {"owner_unit": committee} if committee else {}
        async with database.snapshot() as reader:
            page = await GROUPS.list(reader, viewer_of(caller), where=where, limit=limit, cursor=cursor)
        return page_response(page)

    @router.get("/groups/{group_id}", summary="一个组", responses=query_responses(_OBJECT))
    async def get_group(group_id: UUID, caller: Caller, request: Request) -> Response:
        async with database.snapshot() as reader:
            document = await GROUPS.get(reader, viewer_of(caller), group_id)
        return document_response(request, document)

    @router.get("/groups/{group_id}/expansion", summary="组里有哪些单位", responses=query_responses(_OBJECT))
    async def expansion(group_id: UUID, caller: Caller, on: On = None) -> Response:
        async with database.snapshot() as reader:
            return json_response(await queries.expansion(reader, viewer_of(caller), group_id, today.or_given(on)))

    return router
