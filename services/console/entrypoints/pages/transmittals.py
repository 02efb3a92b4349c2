"""传达贯彻: what was sent and received, the board of units, level by level, and the material of a bulletin (M10)."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.console.application import matters
from services.console.entrypoints.forms.transmittals import ACCEPT, ISSUE, PASS_ON, SEND_BACK, WIDEN, return_form
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
AT = f"{PATH}/transmittals"
WORDS = "传达贯彻"


@router.get("/transmittals")
async def transmittals(visit: Visiting, cursor: Cursor = None) -> Response:
    owed = await visit.asked.get("meeting", "/owed-returns", limit=50)
    page = await visit.asked.get("meeting", "/transmittals", cursor=cursor, limit=50)
    named = [one["committee_id"] for one in (*owed["items"], *page["items"])]
    return await pages_of(visit.request).page(
        visit,
        "transmittals.html",
        owed=owed["items"],
        transmittals=page["items"],
        names=await names_of(visit.asked, named),
        about=matters,
        further=further(AT, page["cursor"]),
    )


@router.get("/transmittals/{transmittal_id}")
async def transmittal(
    transmittal_id: UUID,
    visit: Visiting,
    show: Annotated[str, Query(max_length=20)] = "",
    cursor: Cursor = None,
) -> Response:
    at, at_least = f"/transmittals/{transmittal_id}", visit.at_least
    document = await visit.asked.get("meeting", at, at_least=at_least)
    state = show if show in matters.RETURN_STATES else None
    late = True if show == "late" else None
    board = await visit.asked.get("meeting", f"{at}/board", state=state, late=late, cursor=cursor, limit=100)
    coverage = await visit.asked.get("meeting", f"{at}/coverage")
    onward = await visit.asked.get("meeting", "/transmittals", source=transmittal_id, limit=100)
    own = next((row for row in board["items"] if row["unit_id"] == visit.unit_id), None)
    named = [document["committee_id"], *(one["committee_id"] for one in onward["items"])]
    return await pages_of(visit.request).page(
        visit,
        "transmittal.html",
        transmittal=document,
        board=board["items"],
        levels=coverage["levels"],
        onward=onward["items"],
        own=own,
        matter=await _matter_of(document, visit),
        is_sender=document["committee_id"] == visit.unit_id,
        is_addressee=visit.unit_id in document["units"],
        show=show,
        names=await names_of(visit.asked, named),
        about=matters,
        further=further(f"{AT}/{transmittal_id}", board["cursor"], show=show),
        done=done_by((ISSUE, PASS_ON, WIDEN, ACCEPT, SEND_BACK, return_form(document)), visit.request),
    )


async def _matter_of(transmittal: Mapping[str, Any], visit: Visit) -> dict[str, str] | None:
    """The meeting or instruction that is passed on, for whoever may read it."""
    known, kind = transmittal["matter_id"], matters.CONVEYED.get(transmittal["conveys"])
    if known is None or kind is None or await visit.asked.find("meeting", f"/{kind[0]}/{known}") is None:
        return None
    return {"address": f"{PATH}/{kind[0]}/{known}", "words": kind[1]}


@router.get("/transmittals/{transmittal_id}/material")
async def material(transmittal_id: UUID, visit: Visiting, cursor: Cursor = None) -> Response:
    told = await visit.asked.get("meeting", f"/transmittals/{transmittal_id}/material", cursor=cursor, limit=100)
    address = f"{AT}/{transmittal_id}"
    return await pages_of(visit.request).page(
        visit,
        "material.html",
        material=told,
        address=address,
        further=further(f"{address}/material", told["cursor"]),
    )
