"""What is answered to whom: meetings by the one rule of visibility, notices and requests to their addressees."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from services.meeting.application.meeting_list import Wanted
from services.meeting.application.read_model import MeetingView
from shared.commands.refusals import not_found
from shared.database.interface import Reader
from shared.messaging.documents import Doc, Document
from shared.messaging.pages import Page, check_limit, decode_cursor, encode_cursor
from shared.messaging.visibility import Viewer

_ADDRESSED = (
    "SELECT a.sort_key, a.meeting_id, a.subject, m.body FROM {meeting_addressees} AS a"
    " JOIN {meetings} AS m ON m.id = a.meeting_id"
    " WHERE a.purpose = :purpose AND a.unit_id = :unit AND (a.sort_key, a.meeting_id) > (:after_key, :after_id)"
)
_OF_MEETING = " AND a.meeting_id = :meeting"
_IN_ORDER = " ORDER BY a.sort_key, a.meeting_id LIMIT :rows"
_NOTICE_FIELDS = ("held_at", "place", "scope", "requirements")


@dataclass(frozen=True, slots=True)
class MeetingQueries:
    view: MeetingView

    async def get_meeting(self, reader: Reader, viewer: Viewer, meeting_id: UUID) -> Document:
        """Raises NotFound."""
        return await self.view.get(reader, viewer, meeting_id)

    async def list_meetings(
        self,
        reader: Reader,
        viewer: Viewer,
        wanted: Wanted,
        *,
        limit: int,
        cursor: str | None,
        latest_first: bool = False,
    ) -> Page[Document]:
        columns = {"owner_unit": wanted.committee, "stage": wanted.stage}
        where = {name: value for name, value in columns.items() if value is not None}
        return await self.view.list(
            reader,
            viewer,
            where=where,
            narrowed=wanted.narrowed(),
            limit=limit,
            cursor=cursor,
            descending=latest_first,
        )

    async def list_notices(
        self, reader: Reader, viewer: Viewer, unit: UUID, *, limit: int, cursor: str | None
    ) -> Page[Doc]:
        """Notices addressed to the unit, by the moment of the meeting."""
        return await _addressed(reader, viewer, "notice", unit, limit, cursor, notice_to)

    async def list_requests(
        self, reader: Reader, viewer: Viewer, unit: UUID, meeting: UUID | None, *, limit: int, cursor: str | None
    ) -> Page[Doc]:
        """Requests put to the party committee, by the day of the last round."""
        return await _addressed(reader, viewer, "request", unit, limit, cursor, request_to, meeting)


def notice_to(unit: UUID, meeting: Doc) -> Doc:
    """The notice as this one unit gets it, as it stands now: with its own invitation, not the others'."""
    notice = meeting["notice"]
    [invitation] = [one for one in notice["invitations"] if one["unit_id"] == str(unit)]
    later = {name: notice[name] for name in ("changes",) if name in notice}
    called_off = {"called_off": meeting["called_off"]} if "called_off" in meeting else {}
    return {**{name: notice[name] for name in _NOTICE_FIELDS}, **invitation, **later, **called_off}


def request_to(unit: UUID, meeting: Doc) -> Doc:
    """The rounds in which this party committee was asked, and what it answered."""
    return {"rounds": [request for request in meeting["requests"] if request["party_committee"] == str(unit)]}


async def _addressed(
    reader: Reader,
    viewer: Viewer,
    purpose: str,
    unit: UUID,
    limit: int,
    cursor: str | None,
    content: Callable[[UUID, Doc], Doc],
    meeting: UUID | None = None,
) -> Page[Doc]:
    """Raises NotFound for another unit's mail: it answers like a unit that does not exist."""
    if unit != viewer.unit_id and not viewer.sees_everything:
        raise not_found()
    after_key, after_id = decode_cursor(cursor) if cursor else ("", "")
    params: dict[str, Any] = {"purpose": purpose, "unit": str(unit), "after_key": after_key, "after_id": after_id}
    params |= {"rows": check_limit(limit) + 1, **({"meeting": str(meeting)} if meeting else {})}
    rows = await reader.all(_ADDRESSED + (_OF_MEETING if meeting else "") + _IN_ORDER, params)
    shown = rows[:limit]
    following = encode_cursor(shown[-1]["sort_key"], shown[-1]["meeting_id"]) if len(rows) > limit else None
    items = [_decoded(row["subject"]) | content(unit, _decoded(row["body"])) for row in shown]
    return Page(items, following)


def _decoded(body: str) -> Doc:
    document: Doc = msgspec.json.decode(body)
    return document
