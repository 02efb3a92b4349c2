"""What tasking states of a unit's work, so that the grassroots are asked for it once (R1's `statement`)."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from services.tasking.application.views import TASKS
from shared.database.interface import Reader
from shared.kernel.limits import PAGE_ROWS_MAX
from shared.messaging.documents import Doc, Document
from shared.messaging.visibility import Viewer


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of the unit's assignments, those from which it was released left out.

    `accepted` counts what it took on (upheld and finished among them), `concluded` those whose task is concluded.
    """

    assigned: int
    accepted: int
    finished: int
    concluded: int


async def state_work(reader: Reader, viewer: Viewer, unit_id: UUID, plan_id: UUID | None) -> Statement:
    """Over the tasks the viewer sees, of one plan or of all."""
    where = {"plan_id": plan_id} if plan_id else {}
    shares: list[tuple[Doc, Doc]] = []
    cursor: str | None = None
    while True:
        page = await TASKS.list(reader, viewer, where=where, unit=unit_id, limit=PAGE_ROWS_MAX, cursor=cursor)
        shares += _shares(page.items, str(unit_id))
        cursor = page.cursor
        if cursor is None:
            return _counted(shares)


def _shares(documents: Sequence[Document], unit: str) -> list[tuple[Doc, Doc]]:
    return [
        (task, share)
        for task in (document.fields() for document in documents)
        for share in task["assignments"]
        if share["unit_id"] == unit and share["state"] != "released"
    ]


def _counted(shares: Sequence[tuple[Doc, Doc]]) -> Statement:
    states = [share["state"] for _, share in shares]
    return Statement(
        assigned=len(states),
        accepted=sum(state in ("accepted", "upheld", "finished") for state in states),
        finished=states.count("finished"),
        concluded=sum(task["state"] == "concluded" for task, _ in shares),
    )
