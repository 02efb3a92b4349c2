"""What is asked about participation: who answered a notice, and the attendance sheet with its counts (M6, M7).

Counts only say how many; no unit is set before another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.meeting.application.read_model import MeetingView
from services.organization.client import Registry
from shared.database.interface import Reader
from shared.kernel.errors import NotFound
from shared.kernel.limits import PAGE_ROWS_MAX
from shared.messaging.documents import Doc, DocumentView
from shared.messaging.visibility import Viewer

PRESENCES = ("present", "excused", "absent")
PARTS = ("member", "observer", "host")  # a host that was not asked as one of the others


@dataclass(frozen=True, slots=True)
class SheetQueries:
    meetings: MeetingView
    receipts: DocumentView
    forwarded: DocumentView
    attendance: DocumentView

    async def get_receipts(self, reader: Reader, viewer: Viewer, meeting_id: UUID, forwarded_by: UUID | None) -> Doc:
        """Each unit that was asked, with its answers. Others than the committee and those above it see their own.

        Raises NotFound.
        """
        notice = await self._notice(reader, viewer, meeting_id, forwarded_by)
        committee = UUID(notice["committee_id"])
        answers = await self._answers(reader, viewer, meeting_id, committee)
        everything = await _answers_for(reader, viewer, committee)
        items = [
            _receipt_row(invitation, answers.get(invitation["unit_id"]), notice["number"])
            for invitation in notice["invitations"]
            if everything or invitation["unit_id"] == str(viewer.unit_id)
        ]
        counts = Counter(item["state"] for item in items)
        told = {state: counts[state] for state in ("attending", "declined", "outdated", "waiting")}
        meeting = await self.meetings.find(reader, meeting_id)
        stage = meeting.fields()["stage"] if meeting else None  # also for whom the notice was forwarded to
        about = {"meeting_id": meeting_id, "committee_id": committee, "stage": stage}
        return {**about, "asked": len(items), **told, "items": items}

    async def get_attendance(self, reader: Reader, viewer: Viewer, meeting_id: UUID) -> Doc:
        """Raises NotFound, also for a meeting whose notice is not out."""
        meeting = (await self.meetings.get(reader, viewer, meeting_id)).fields()
        if meeting["notice"] is None:
            raise NotFound("会议通知还没有发，没有签到表。")
        sheet = await self._sheet(reader, viewer, meeting_id)
        recorded = {unit["unit_id"]: unit["entries"] for unit in sheet["units"]}
        rows = [_attendance_row(asked, recorded.get(asked["unit_id"], [])) for asked in asked_units(meeting)]
        return {
            "meeting_id": meeting_id,
            "committee_id": meeting["committee_id"],
            "venues": sheet["venues"],
            "counts": {part: _counts(row for row in rows if row["as"] == part) for part in PARTS},
            "by_venue": _by_venue(sheet["venues"], rows),
            "items": rows,
        }

    async def _sheet(self, reader: Reader, viewer: Viewer, meeting_id: UUID) -> Doc:
        try:
            return (await self.attendance.get(reader, viewer, meeting_id)).fields()
        except NotFound:
            return {"venues": [], "units": []}

    async def _notice(self, reader: Reader, viewer: Viewer, meeting_id: UUID, forwarded_by: UUID | None) -> Doc:
        """The notice as it stands: whose it is, which one it is, who was asked."""
        if forwarded_by is not None:
            page = await self.forwarded.list(
                reader, viewer, where={"meeting_id": meeting_id, "owner_unit": forwarded_by}, limit=1
            )
            if not page.items:
                raise NotFound("没有转发这次会议的通知，或者它与您的单位无关。")
            return _forwarded_notice(page.items[0].fields())
        meeting = (await self.meetings.get(reader, viewer, meeting_id)).fields()
        if meeting["notice"] is None:
            raise NotFound("会议通知还没有发，没有回执。")
        changes = len(meeting["notice"].get("changes", ()))
        return {"committee_id": meeting["committee_id"], "number": 1 + changes, **meeting["notice"]}

    async def _answers(self, reader: Reader, viewer: Viewer, meeting_id: UUID, committee: UUID) -> dict[str, Doc]:
        found: dict[str, Doc] = {}
        cursor: str | None = None
        where = {"meeting_id": meeting_id, "committee_id": committee}
        while True:
            page = await self.receipts.list(reader, viewer, where=where, limit=PAGE_ROWS_MAX, cursor=cursor)
            found.update({doc["unit_id"]: doc for doc in (one.fields() for one in page.items)})
            if page.cursor is None:
                return found
            cursor = page.cursor


async def _answers_for(reader: Reader, viewer: Viewer, committee: UUID) -> bool:
    """Whether the viewer sees all answers: the committee's own people, and those above it."""
    if viewer.sees_everything or viewer.unit_id == committee:
        return True
    return viewer.unit_id in await Registry(reader).superiors(committee)


def _forwarded_notice(doc: Doc) -> Doc:
    """Later forwardings take the place of earlier ones, unit by unit."""
    asked = {one["unit_id"]: one for each in doc["rounds"] for one in each["invitations"]}
    number = doc["rounds"][-1]["notice"]
    return {"committee_id": doc["committee_id"], "number": number, "invitations": list(asked.values())}


def _receipt_row(invitation: Doc, receipt: Doc | None, number: int) -> Doc:
    answers = receipt["answers"] if receipt else []
    return {**invitation, "state": _receipt_state(answers, number), "answers": answers}


def _receipt_state(answers: list[Doc], number: int) -> str:
    if not answers:
        return "waiting"
    if answers[-1]["notice"] < number:
        return "outdated"
    return "attending" if answers[-1]["attending"] else "declined"


def asked_units(meeting: Mapping[str, Any]) -> list[Doc]:
    """Whoever was invited, then hosts that were not."""
    invitations = meeting["notice"]["invitations"] if meeting["notice"] else []
    invited = {one["unit_id"] for one in invitations}
    hosts = [{"unit_id": host, "as": "host"} for host in meeting["hosts"] if host not in invited]
    return [*({"unit_id": one["unit_id"], "as": one["as"]} for one in invitations), *hosts]


def _attendance_row(asked: Doc, entries: list[Doc]) -> Doc:
    return {**asked, "now": entries[-1] if entries else None, "before": entries[:-1]}


def _counts(rows: Iterable[Doc]) -> dict[str, int]:
    """应到, 实到, 请假, 缺席, 未登记 in units, and the heads of those present."""
    every = list(rows)
    presence = Counter(row["now"]["presence"] for row in every if row["now"])
    return {
        "expected": len(every),
        **{name: presence[name] for name in PRESENCES},
        "not_recorded": sum(1 for row in every if not row["now"]),
        "heads": sum(row["now"]["heads"] for row in every if row["now"]),
        "substitutes": sum(1 for row in every if row["now"] and row["now"]["seat"] == "substitute"),
    }


def _by_venue(venues: list[Doc], rows: list[Doc]) -> list[Mapping[str, Any]]:
    there = [row["now"] for row in rows if row["now"] and row["now"]["venue"]]
    return [
        {
            **venue,
            "units": sum(1 for one in there if one["venue"] == venue["key"]),
            "heads": sum(one["heads"] for one in there if one["venue"] == venue["key"]),
        }
        for venue in venues
    ]
