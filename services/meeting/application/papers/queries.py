"""What is answered about papers: the list, one paper, and how it would look."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from services.meeting.application.papers.composing import Standing, composed
from services.meeting.application.papers.views import PaperStyleView, PaperView
from services.meeting.domain.paper_text import PaperText, read_paper_text
from services.organization.client import Registry
from shared import papers
from shared.commands.refusals import not_found
from shared.contents.store import read_body
from shared.database.interface import Reader
from shared.kernel.events import canonical_json
from shared.kernel.ids import derive
from shared.messaging.documents import Doc, Document
from shared.messaging.pages import Page
from shared.messaging.visibility import Viewer


@dataclass(frozen=True, slots=True)
class PaperQueries:
    view: PaperView
    styles: PaperStyleView

    async def get_paper(self, reader: Reader, viewer: Viewer, paper_id: UUID) -> Document:
        """Raises NotFound."""
        return shown_to(viewer, await self.view.get(reader, viewer, paper_id))

    async def list_papers(
        self,
        reader: Reader,
        viewer: Viewer,
        *,
        matter: UUID | None,
        kind: str | None,
        stage: str | None,
        limit: int,
        cursor: str | None,
    ) -> Page[Document]:
        asked = {"matter_id": matter, "kind": kind, "stage": stage}
        where: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
        page = await self.view.list(reader, viewer, where=where, limit=limit, cursor=cursor)
        return Page([shown_to(viewer, document) for document in page.items], page.cursor)

    async def get_style(self, reader: Reader, viewer: Viewer, committee: UUID) -> Document:
        """Raises NotFound."""
        return await self.styles.get(reader, viewer, derive("paper-style", committee))

    async def composed_now(self, reader: Reader, viewer: Viewer, paper_id: UUID, today: date) -> papers.Paper:
        """As it was issued, or would be today and then marked as a draft. Raises NotFound but for its own committee."""
        document = await self.view.get(reader, viewer, paper_id)
        check_own(document, viewer)
        paper = document.fields()
        day = date.fromisoformat(paper["issued_on"]) if paper["issued_on"] else today
        content = await read_body(reader, paper["text"], document.owner_unit)
        standing = Standing(
            kind=paper["kind"],
            bodies=await self._body_names(reader, paper, day),
            number=paper["number"] or "",
            day=day,
            issued=paper["issued_on"] is not None,
        )
        style = await self.styles.in_force(reader, document.owner_unit, day)
        return composed(read_paper_text(content.body or b"", paper["kind"]), style, standing)

    async def _body_names(self, reader: Reader, paper: Doc, on: date) -> tuple[str, ...]:
        names = []
        for body in map(UUID, paper["bodies"]):
            style = await self.styles.in_force(reader, body, on)
            names.append(style.name or await Registry(reader).name_of(body, on))
        return tuple(names)


_SENT = (
    "paper_id",
    "committee_id",
    "kind",
    "matter_kind",
    "matter_id",
    "bodies",
    "addressees",
    "title",
    "stage",
    "number",
    "document",
    "issued_on",
)


def shown_to(viewer: Viewer, document: Document) -> Document:
    """How a paper came about, who wrote it and why it was sent back, is its committee's own business."""
    if viewer.sees_everything or document.owner_unit == viewer.unit_id:
        return document
    fields = document.fields()
    return replace(document, text=canonical_json({name: fields[name] for name in _SENT}).decode())


def check_own(document: Document, viewer: Viewer) -> None:
    """A draft's text may name people, so it is its committee's alone, whoever may see the matter."""
    if document.owner_unit != viewer.unit_id or not viewer.sees_own_drafts:
        raise not_found()


def text_json(text: PaperText) -> bytes:
    return msgspec.json.encode(text)


def paper_json(paper: papers.Paper) -> bytes:
    """The value of shared/papers, for who shows it otherwise than as a file."""
    return msgspec.json.encode(paper)
