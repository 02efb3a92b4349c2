"""What queries share: who asks, pages, reading one's own writes, conditional answers."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Protocol

import msgspec
from fastapi import Depends, Query, Request
from starlette.responses import Response

from shared.access.tokens import TokenVerifier, bearer_token
from shared.kernel.envelope import Actor, LogPosition
from shared.kernel.limits import PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX
from shared.kernel.text import check_text
from shared.messaging.interface import Incomplete
from shared.messaging.visibility import Viewer as DocumentViewer
from shared.serving.errors import NotYetThere
from shared.serving.problems import json_bytes
from shared.serving.service import Progress

WAIT_SECONDS_MAX: Final = 5.0
POSITION_PATTERN: Final = r"^[a-z_]{1,40}:[0-9]{1,15}:[0-9]{1,15}$"
INCOMPLETE_HEADER: Final = "X-Incomplete"


class Wait(Protocol):
    """The read models that a query answers from: how far they have come, and what they lack."""

    async def __call__(self, position: LogPosition, seconds: float) -> bool:
        """True once they have all done the position; False when the seconds are over."""

    async def incomplete(self) -> Sequence[Incomplete]:
        """Empty: they lack nothing."""


async def caller(request: Request) -> Actor:
    """Who asks; raises Unauthenticated. The verifier is the one `service_app` was given."""
    verifier: TokenVerifier = request.app.state.verifier
    return await verifier.verify(bearer_token(request.headers.get("authorization")))


async def viewer(actor: Annotated[Actor, Depends(caller)]) -> DocumentViewer:
    """Who asks, as document views want it."""
    return DocumentViewer(unit_id=actor.unit_id, role=actor.role)


async def no_control_characters(request: Request) -> None:
    """Query and path texts are checked like the texts of a command."""
    for name, value in [*request.query_params.multi_items(), *request.path_params.items()]:
        check_text(str(value), name)


Caller = Annotated[Actor, Depends(caller)]
Viewer = Annotated[DocumentViewer, Depends(viewer)]
Limit = Annotated[int, Query(ge=1, le=PAGE_ROWS_MAX, description="每页条数")]
Cursor = Annotated[str | None, Query(max_length=2000, description="上一页答复里的cursor")]
LIMIT_DEFAULT: Final = PAGE_ROWS_DEFAULT


class StoredDocument(Protocol):
    """`text` is the document's canonical JSON, `version` its stream's (shared/messaging/documents.py)."""

    @property
    def text(self) -> str: ...

    @property
    def version(self) -> int: ...


class RowsPage(Protocol):
    """One page: `cursor` continues after the last item, None on the last page (shared/messaging/pages.py)."""

    @property
    def items(self) -> Sequence[Any]: ...

    @property
    def cursor(self) -> str | None: ...


def page_response(page: RowsPage) -> Response:
    """`{"items": […], "cursor": …}`; items are stored documents, which go out as they are, or plain values."""
    items = [msgspec.Raw(item.text.encode()) if hasattr(item, "text") else item for item in page.items]
    return Response(json_bytes({"items": items, "cursor": page.cursor}), media_type="application/json")


def page_schema(item: dict[str, Any] | None = None) -> dict[str, Any]:
    items = {"type": "array", "items": item or {"type": "object"}}
    properties = {"items": items, "cursor": {"type": ["string", "null"], "description": "下一页的标记"}}
    return {"type": "object", "properties": properties, "required": ["items", "cursor"]}


def document_response(request: Request, document: StoredDocument) -> Response:
    """One document with its ETag; 304 when the caller has this version already."""
    etag = f'"{document.version}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(document.text, headers=headers, media_type="application/json")


def json_response(value: Any) -> Response:
    return Response(json_bytes(value), media_type="application/json")


@dataclass(frozen=True, slots=True)
class Views:
    """`Wait` of one service's views by name."""

    progress: Progress
    service: str
    names: Sequence[str]

    async def __call__(self, position: LogPosition, seconds: float) -> bool:
        # The seconds are for all of them together: they follow the log side by side.
        waits = (self.progress.wait_for(self.service, name, position, seconds) for name in self.names)
        return all(await asyncio.gather(*waits))

    async def incomplete(self) -> Sequence[Incomplete]:
        return [one for name in self.names for one in await self.progress.incomplete(self.service, name)]


def progress_of(progress: Progress, service: str, *views: str) -> Views:
    return Views(progress, service, views)


def incomplete_header(lacking: Sequence[Incomplete]) -> str:
    """`tasks; parked=2; lost=0`, a view each: numbers only, for whose streams they are is not everybody's business."""
    return ", ".join(f"{one.consumer}; parked={one.parked}; lost={one.lost}" for one in lacking)


def at_least(wait: Wait) -> Callable[[Request, str | None], Awaitable[None]]:
    """A dependency that holds the query until the view has come so far; `wait` answers False when it has not.

    Raises NotYetThere (503) after 5 seconds. What the view lacks is said in the answer's header X-Incomplete.

        @router.get("/tasks", dependencies=[Depends(at_least(progress_of(deps.progress, "tasking", "tasks")))])
    """

    async def held(
        request: Request,
        at_least: Annotated[str | None, Query(pattern=POSITION_PATTERN, description="命令答复里的position")] = None,
    ) -> None:
        if at_least is not None and not await wait(LogPosition.parse(at_least), WAIT_SECONDS_MAX):
            raise NotYetThere("刚才的修改还没有汇入这里，请稍后再看。", position=at_least)
        if lacking := await wait.incomplete():
            request.state.answer_headers = {INCOMPLETE_HEADER: incomplete_header(lacking)}

    return held
