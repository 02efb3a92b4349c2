"""What goes with a unit that is dissolved, in the same transaction: relations, offices, its code (O1, O2)."""

from datetime import date

from services.organization.application.streams import find_or_add
from services.organization.domain.claim import UnitCode
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from shared.commands.interface import Work


async def dissolve(work: Work, unit: Unit, on: date, reason: str) -> None:
    """The code is free from that day on, so that a successor can take it."""
    unit.dissolve(on, reason)
    roster = await work.find(Roster, Roster.stream_id(unit.id))
    if roster is not None:
        roster.end_terms(unit.id, on, reason)
    (await find_or_add(work, UnitCode, UnitCode.stream_id(unit.code))).release(unit.code, unit.id, on)
