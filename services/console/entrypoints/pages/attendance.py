"""The attendance sheet: one line a unit, filled at once; its venues; the paper that is signed at the door (M7)."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.console.adapters.services import Problem
from services.console.application import attendance, meeting_page
from services.console.application.way import why_not
from services.console.application.words import VENUES
from services.console.entrypoints.forms.participation import VENUE_FORM
from services.console.entrypoints.forms.serving import SEAL, STALE, FormPage, Refused, done_at, key_in
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH, is_sealed
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
NOTHING_NEW: Final = "没有新填的内容，没有保存。请填写各单位的到会情况再保存。"
FILL: Final = "fill"  # the button that fills the lines which are still open
DONE: Final = {"attendance": "签到已经登记。", VENUE_FORM.name: VENUE_FORM.done}


@dataclass(slots=True)
class Sheet:
    """A meeting's sheet before one visitor; `venues` are those recorded, or the place of the notice alone."""

    visit: Visit
    meeting: dict[str, Any]
    answer: dict[str, Any]
    lines: list[attendance.Line] = field(default_factory=list)
    why_closed: str = ""  # why nothing can be recorded now

    @property
    def address(self) -> str:
        return f"{PATH}/meetings/{self.meeting['meeting_id']}/attendance"

    @property
    def venues(self) -> Sequence[Mapping[str, str]]:
        place = self.meeting["notice"]["place"]
        return self.answer["venues"] or [{"key": place, "kind": "main", "name": place}]

    @property
    def only_venue(self) -> str:
        return self.venues[0]["key"] if len(self.venues) == 1 else ""

    @property
    def main_venue(self) -> str:
        return next((venue["key"] for venue in self.venues if venue["kind"] == "main"), self.only_venue)

    @property
    def is_own(self) -> bool:
        return bool(self.meeting["committee_id"] == self.visit.unit_id)

    async def page(self, template: str, *, key: str = "", refused: Refused | None = None, filled: str = "") -> Response:
        return await pages_of(self.visit.request).page(
            self.visit,
            template,
            status=refused.status if refused else 200,
            meeting=self.meeting,
            sheet=self.answer,
            lines=self.lines,
            venues=self.venues,
            venue_kinds=VENUES,
            own=self.is_own and not self.why_closed,
            why_closed=self.why_closed,
            filled=filled,
            names=await names_of(self.visit.asked, [line.unit_id for line in self.lines]),
            about=meeting_page,
            parts_of=attendance,
            key=key or secrets.token_hex(16),
            refused=refused,
            done=DONE.get(self.visit.request.query_params.get("done", ""), ""),
        )


@router.get("/meetings/{meeting_id}/attendance")
async def show_sheet(meeting_id: UUID, visit: Visiting) -> Response:
    return await (await _sheet(meeting_id, visit)).page("attendance.html")


@router.get("/meetings/{meeting_id}/attendance/print")
async def print_sheet(meeting_id: UUID, visit: Visiting) -> Response:
    return await (await _sheet(meeting_id, visit)).page("attendance_print.html")


@router.post("/meetings/{meeting_id}/attendance")
async def fill_sheet(meeting_id: UUID, visit: Visiting, request: Request) -> Response:
    sheet = await _sheet(meeting_id, visit)
    sent = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    attendance.take(sheet.lines, sent, sheet.only_venue)
    if not is_sealed(request, sent.get(SEAL), request.app.state.settings.key):
        return await sheet.page("attendance.html", refused=Refused(STALE, status=403))
    if FILL in sent:
        filled = attendance.fill(sheet.lines, sheet.main_venue)
        return await sheet.page("attendance.html", key=key_in(sent), filled=filled.words)
    if not attendance.check(sheet.lines):
        for line in sheet.lines:
            if line.now["presence"]:
                line.was = dict(line.now)  # whoever presses again has seen what the others wrote
        return await sheet.page("attendance.html", refused=Refused("", faults={"lines": True}))
    return await _given(sheet, sent)


async def _given(sheet: Sheet, sent: Mapping[str, str]) -> Response:
    rows = attendance.rows_of(sheet.lines)
    if not rows:
        return await sheet.page("attendance.html", refused=Refused(NOTHING_NEW))
    venues = [] if sheet.answer["venues"] else list(sheet.venues)
    path = f"/meetings/{sheet.meeting['meeting_id']}/record-attendance"
    key = key_in(sent)
    try:
        answer = await sheet.visit.asked.command("meeting", path, {"rows": rows, "venues": venues}, key=key)
    except Problem as problem:
        return await _refused(sheet, problem)
    return RedirectResponse(done_at(sheet.address, "attendance", str(answer["position"])), 303)


async def _refused(sheet: Sheet, problem: Problem) -> Response:
    if problem.status == 401:
        raise problem
    about = [line for line in sheet.lines if line.unit_id == problem.members.get("unit_id")]
    for line in about:
        line.error = problem.detail
    words = "" if about else problem.detail
    refused = Refused(words, problem.rule, problem.status, {"lines": True} if about else {})
    return await sheet.page("attendance.html", refused=refused)


@router.get("/meetings/{meeting_id}/venues")
async def venues_form(meeting_id: UUID, visit: Visiting) -> Response:
    return await (await _venues(meeting_id, visit)).show()


@router.post("/meetings/{meeting_id}/venues")
async def set_venues(meeting_id: UUID, visit: Visiting, request: Request) -> Response:
    return await (await _venues(meeting_id, visit)).send(await request.form())


async def _venues(meeting_id: UUID, visit: Visit) -> FormPage:
    sheet = await _sheet(meeting_id, visit)
    matter = {"venues": list(sheet.venues)}
    path = {"meeting_id": str(meeting_id)}
    return FormPage(VENUE_FORM, visit, (matter, None), sheet.address, "签到表", path=path)


async def _sheet(meeting_id: UUID, visit: Visit) -> Sheet:
    """Raises Problem for a meeting whose notice is not out."""
    answer = await visit.asked.get("meeting", f"/meetings/{meeting_id}/attendance", at_least=visit.at_least)
    meeting = await visit.asked.get("meeting", f"/meetings/{meeting_id}")
    sheet = Sheet(visit, meeting, answer)
    answered = await visit.asked.get("meeting", f"/meetings/{meeting_id}/receipts") if sheet.is_own else {"items": []}
    if sheet.is_own:
        way = await visit.asked.get("meeting", f"/meetings/{meeting_id}/way")
        sheet.why_closed = why_not(way, "RecordAttendance")
    sheet.lines = attendance.lines_of(answer, answered["items"], sheet.venues)
    return sheet
