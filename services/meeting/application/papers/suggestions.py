"""What a draft could say: gathered of its matter, the registry, the attendance sheet and what was passed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.meeting.application.instruction_views import INSTRUCTIONS
from services.meeting.application.papers.passing_on import suggested
from services.meeting.application.papers.queries import check_own
from services.meeting.application.papers.receivers import everybody, receivers_of
from services.meeting.application.papers.templates import suggested_of_meeting
from services.meeting.application.papers.views import PaperStyleView
from services.meeting.application.papers.wording import Known
from services.meeting.application.read_model import MeetingView
from services.meeting.application.transmittal_views import TRANSMITTALS
from services.meeting.domain.paper import check_kind
from services.meeting.domain.paper_kinds import MatterKind
from services.meeting.domain.paper_text import PaperText
from services.organization.client import Registry
from shared.database.interface import Reader
from shared.kernel.limits import PAGE_ROWS_MAX
from shared.messaging.documents import Doc, Document, DocumentView
from shared.messaging.visibility import Viewer


@dataclass(frozen=True, slots=True)
class PaperSuggestions:
    styles: PaperStyleView
    meetings: MeetingView
    attendance: DocumentView

    async def suggest(
        self, reader: Reader, viewer: Viewer, kind: str, matter_kind: MatterKind, matter_id: UUID, today: date
    ) -> PaperText:
        """Raises NotFound but for the matter's own committee, UnknownPaperKind, PaperKindOfAnotherMatter."""
        check_kind(kind, matter_kind)
        views: Mapping[MatterKind, DocumentView] = {
            "meeting": self.meetings,
            "transmittal": TRANSMITTALS,
            "instruction": INSTRUCTIONS,
        }
        matter = await views[matter_kind].get(reader, viewer, matter_id)
        check_own(matter, viewer)
        known = await self._known(reader, viewer, matter, matter_kind, today)
        if matter_kind == "meeting":
            return suggested_of_meeting(kind, matter.fields(), known)
        return suggested(kind, matter_kind, matter.fields(), known)

    async def _known(
        self, reader: Reader, viewer: Viewer, matter: Document, matter_kind: MatterKind, today: date
    ) -> Known:
        registry, committee, fields = Registry(reader), matter.owner_unit, matter.fields()
        asked = await registry.party_committee(committee, today)
        above = await registry.superiors(committee, today)
        style = await self.styles.in_force(reader, committee, today)
        units = [UUID(one["unit_id"]) for one in (fields.get("notice") or {}).get("invitations", ())]
        units += [UUID(host) for host in fields.get("hosts", ())]
        begun = fields if matter_kind == "transmittal" else await _begun(reader, viewer, matter.id)
        to = [UUID(unit) for unit in begun["units"]] if begun else []
        return Known(
            committee=style.name or await registry.name_of(committee, today),
            party_committee=await registry.name_of(asked, today) if asked else "",
            superior=await registry.name_of(above[0], today) if above else "",
            names={str(unit): await registry.name_of(unit, today) for unit in units},
            transmittal=begun,
            receivers=await (
                receivers_of(registry, committee, to, today) if to else everybody(registry, committee, today)
            ),
            **await self._came(reader, matter, matter_kind),
        )

    async def _came(self, reader: Reader, matter: Document, matter_kind: MatterKind) -> dict[str, Any]:
        sheet = await self.attendance.find(reader, matter.id) if matter_kind == "meeting" else None
        return came(sheet.fields() if sheet else {})


async def _begun(reader: Reader, viewer: Viewer, matter_id: UUID) -> Doc | None:
    """The committee's own transmittal of the matter, the last of several."""
    where = {"matter_id": matter_id, "owner_unit": viewer.unit_id}
    page = await TRANSMITTALS.list(reader, viewer, where=where, limit=PAGE_ROWS_MAX, cursor=None)
    return page.items[-1].fields() if page.items else None


def came(sheet: Doc) -> dict[str, Any]:
    """Venues by name, who sits where and who was present, by the last thing that was said of each unit."""
    venues = {one["key"]: one["name"] for one in sheet.get("venues", ())}
    last = {one["unit_id"]: one["entries"][-1] for one in sheet.get("units", ()) if one["entries"]}
    return {
        "venues": tuple(venues.values()),
        "venue_of": {unit: venues[entry["venue"]] for unit, entry in last.items() if entry["venue"] in venues},
        "presence": {unit: entry["presence"] for unit, entry in last.items()},
    }
