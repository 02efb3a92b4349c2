"""A unit's state at a moment, folded from audit's own copy (A3)."""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

from services.audit.application.jurisdiction import check_visible, sees_drafts
from services.audit.application.own_copy import events_of
from services.audit.domain.folding import FOLDS, Document, Folding
from services.audit.domain.rollups import Known, known
from shared.database.interface import Reader
from shared.kernel.clock import business_day
from shared.kernel.envelope import Actor


async def fold_into(
    folding: Folding, reader: Reader, *, unit: str | None = None, as_of: datetime | None = None
) -> AsyncIterator[int]:
    """How many events so far, after each batch; of a unit: of every stream that concerned it ever.

    Raises EventNotUnderstood.
    """
    count = 0
    async for events in events_of(reader, folding.service, unit=unit, as_of=as_of):
        folding.apply_all(events)
        count += len(events)
        yield count


async def documents_of(reader: Reader, service: str, unit: str, as_of: datetime | None = None) -> list[Document]:
    """Those that the unit owns or takes part in, in order of view and id."""
    folding = Folding(FOLDS[service])
    async for _ in fold_into(folding, reader, unit=unit, as_of=as_of):
        pass
    return [one for _, one in sorted(folding.documents.items()) if unit in one.units]


async def known_at(reader: Reader, services: list[str], moment: datetime, as_of: datetime | None) -> Known:
    """All documents as they were then; without `as_of` as they are, and the moment only tells the day."""
    documents: list[Document] = []
    for service in services:
        folding = Folding(FOLDS[service])
        async for _ in fold_into(folding, reader, as_of=as_of):
            pass
        documents += folding.documents.values()
    return known(documents, business_day(moment))


async def state(
    reader: Reader, actor: Actor, unit: UUID, services: list[str], as_of: datetime | None = None
) -> dict[str, dict[str, list[Any]]]:
    """Service → view → documents, without drafts of others. Raises HistoryNotVisible, EventNotUnderstood."""
    await check_visible(reader, actor, unit)
    shown: dict[str, dict[str, list[Any]]] = {}
    for service in services:
        views: dict[str, list[Any]] = defaultdict(list, {view.name: [] for view in FOLDS[service].views})
        for document in await documents_of(reader, service, str(unit), as_of):
            if not document.draft or (sees_drafts(actor, unit) and _may_see(actor, document)):
                views[document.view].append(document.body)
        shown[service] = dict(views)
    return shown


def _may_see(actor: Actor, document: Document) -> bool:
    return actor.is_service or document.owner_unit == str(actor.unit_id)
