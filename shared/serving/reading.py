"""Answers made of document views: a page of what the caller sees, or one document with its ETag."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from shared.database.interface import Database
from shared.messaging.documents import DocumentView
from shared.messaging.visibility import Viewer
from shared.serving.queries import document_response, page_response


async def documents_page(
    database: Database,
    view: DocumentView,
    viewer: Viewer,
    where: Mapping[str, Any],
    limit: int,
    cursor: str | None,
) -> Response:
    """`where` holds what the caller may have asked for; None: not asked. Raises BadCursor, BadLimit."""
    wanted = {name: value for name, value in where.items() if value is not None}
    async with database.snapshot() as reader:
        return page_response(await view.list(reader, viewer, where=wanted, limit=limit, cursor=cursor))


async def one_document(
    database: Database, view: DocumentView, document_id: UUID, viewer: Viewer, request: Request
) -> Response:
    """Raises NotFound."""
    async with database.snapshot() as reader:
        document = await view.get(reader, viewer, document_id)
    return document_response(request, document)
