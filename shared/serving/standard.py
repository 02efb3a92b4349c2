"""Pages every service has: its log, what is parked, what policies were refused, and a unit's state."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query
from starlette.responses import Response

from shared.database.interface import Database, Reader
from shared.eventstore.interface import LogReader, Store
from shared.kernel.envelope import Actor, RecordedEvent
from shared.kernel.errors import NotPermitted
from shared.kernel.limits import INTEGER_MAX, PAGE_ROWS_DEFAULT
from shared.messaging.documents import Document, DocumentView
from shared.messaging.interface import Projection
from shared.messaging.policies import policy_refusals
from shared.messaging.tracking import Tracking
from shared.serving.openapi import query_responses
from shared.serving.queries import Caller, Limit, json_response
from shared.serving.service import Progress, UnitState

PART_BYTES_MAX: Final = 1024 * 1024  # gRPC takes 4 MiB; a document that is larger than a part goes alone
After = Annotated[int, Query(ge=0, le=INTEGER_MAX, description="从这个位置之后读起")]
_ITEMS: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"items": {"type": "array", "items": {"type": "object"}}},
    "required": ["items"],
}


class ServicesOnly(NotPermitted):
    code = "services_only"


def check_service_identity(actor: Actor) -> None:
    """Logs and whole states hold drafts, which only their owner may see; audit shows them to auditors by its rules."""
    if not actor.is_service:
        raise ServicesOnly("这里只对系统内部的服务开放；审计人员请使用审计服务。")


def parked_router(service: str, progress: Progress) -> APIRouter:
    """For every service that consumes events: audit, which has no log of its own, has this alone."""
    router = APIRouter(tags=["运行"])

    @router.get("/parked", summary="未能处理、等待重做的事件", responses=query_responses(_ITEMS))
    async def parked(actor: Caller) -> Response:
        check_service_identity(actor)
        return json_response({"items": await progress.parked(service)})

    @router.post("/parked/redrive", summary="把等待重做的事件再做一遍", responses=query_responses())
    async def redrive(actor: Caller) -> Response:
        check_service_identity(actor)
        return json_response(await progress.redrive(service))

    return router


def standard_router(store: Store, service: str, progress: Progress, unit_state: UnitState) -> APIRouter:
    router = parked_router(service, progress)

    @router.get("/log", summary="按位置读本服务的事件日志", responses=query_responses(_LOG))
    async def log(actor: Caller, after: After = 0, limit: Limit = PAGE_ROWS_DEFAULT) -> Response:
        check_service_identity(actor)
        return json_response(await log_page(store, after, limit))

    @router.get("/policy-refusals", summary="按规则没有自动办成、需要经办人处理的事", responses=query_responses(_ITEMS))
    async def refusals(actor: Caller, limit: Limit = PAGE_ROWS_DEFAULT) -> Response:
        async with store.snapshot() as reader:
            found = await policy_refusals(reader, None if actor.is_service else actor.unit_id)
        return json_response({"items": found[:limit]})

    @router.get("/units/{unit_id}/state", summary="一个单位的全部状态文档", responses=query_responses(_STATE))
    async def state(unit_id: UUID, actor: Caller) -> Response:
        return json_response(await unit_state(actor, unit_id))

    return router


_EVENT: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "position": {"type": "integer"},
        "previous": {"type": "integer"},
        "recorded_at": {"type": "string", "format": "date-time"},
        "leaf": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "envelope": {"type": "object"},
        "data": {"type": "object"},
    },
}
_LOG: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "log": {"type": "string"},
        "generation": {"type": "integer"},
        "head": {"type": "integer"},
        "events": {"type": "array", "items": _EVENT},
    },
    "required": ["log", "generation", "head", "events"],
}
_STATE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"documents": {"type": "object"}, "tracking": {"type": "object"}},
    "required": ["documents", "tracking"],
}


async def log_page(reader: LogReader, after: int, limit: int) -> dict[str, Any]:
    head = await reader.head()
    events = await reader.read(after, limit)
    return {
        "log": reader.log,
        "generation": head.generation,
        "head": head.position,
        "events": [_event(event) for event in events],
    }


def _event(event: RecordedEvent) -> dict[str, Any]:
    """Envelope and data go out as they are stored, so that a reader can compute the leaf again."""
    return {
        "generation": event.generation,
        "position": event.position,
        "previous": event.previous,
        "recorded_at": event.recorded_at.isoformat(timespec="microseconds"),
        "leaf": event.leaf.hex(),
        "envelope": msgspec.Raw(event.envelope_bytes),
        "data": msgspec.Raw(event.data),
    }


def unit_states(database: Database, views: Sequence[DocumentView], others: Sequence[Projection] = ()) -> UnitState:
    """All documents of a unit and how far each view had come, read in one snapshot: what audit compares with.

    `{"documents": {view: [{"id", "owner_unit", "version", "body"}]}, "tracking": {view: {log: {"generation",
    "partitions": {partition: position}}}}}`: a document shows the events of its partition up to that position.
    `others` are projections without documents whose tracking belongs to the answer.
    """
    return _UnitStates(database, views, others)


class _UnitStates:
    def __init__(self, database: Database, views: Sequence[DocumentView], others: Sequence[Projection]) -> None:
        self._database, self._views, self._others = database, tuple(views), tuple(others)

    async def __call__(self, actor: Actor, unit_id: UUID) -> dict[str, Any]:
        check_service_identity(actor)
        async with self._database.snapshot() as reader:
            documents = {
                view.name: [_shown(document) for document in await view.all_of_unit(reader, unit_id)]
                for view in self._views
            }
            return {"documents": documents, "tracking": await self._tracking(reader)}

    async def everything(self, actor: Actor) -> AsyncIterator[dict[str, Any]]:
        """`{"tracking": …}`, then `{"view", "documents": [… with "units"]}` in parts of bounded size."""
        check_service_identity(actor)
        async with self._database.snapshot() as reader:
            yield {"tracking": await self._tracking(reader)}
            for view in self._views:
                async for page in view.everything(reader):
                    for part in _parts(page):
                        documents = [{**_shown(document), "units": units} for document, units in part]
                        yield {"view": view.name, "documents": documents}

    async def _tracking(self, reader: Reader) -> dict[str, Any]:
        return {one.name: await _tracked(reader, one) for one in (*self._views, *self._others)}


def _parts(page: Iterable[tuple[Document, Sequence[str]]]) -> Iterator[list[tuple[Document, Sequence[str]]]]:
    part: list[tuple[Document, Sequence[str]]] = []
    size = 0
    for document, units in page:
        if size > PART_BYTES_MAX:
            yield part
            part, size = [], 0
        part.append((document, units))
        size += len(document.text) * 3 + len(units) * 40  # a Chinese character takes three bytes
    if part:
        yield part


def _shown(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "owner_unit": document.owner_unit,
        "version": document.version,
        "body": msgspec.Raw(document.text.encode()),
    }


async def _tracked(reader: Reader, projection: Projection) -> Mapping[str, Any]:
    tracked: dict[str, Any] = {}
    for log in projection.sources:
        rows = Tracking(projection.name, log)
        generation = (await rows.generation_now(reader)).number
        partitions = {str(key): value for key, value in (await rows.positions(reader)).items()}
        tracked[log] = {"generation": generation, "partitions": partitions}
    return tracked
