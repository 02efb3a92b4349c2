"""What handlers share: a meeting that the acting unit may act on, and who decided."""

from uuid import UUID

import msgspec

from services.meeting.domain.meeting import Meeting
from shared.commands.interface import Work
from shared.kernel.envelope import Decision


async def permitted_meeting(work: Work, meeting_id: UUID) -> Meeting:
    """Raises NotFound or NotPermitted."""
    meeting = await work.get(Meeting, meeting_id)
    work.permit(meeting.relations_of(work.actor.unit_id))
    return meeting


def by_whom(decision: Decision, work: Work) -> Decision:
    """The approver who decides here is who decided, unless they name another member of their unit."""
    if decision.person_id is None and decision.unit_id == work.actor.unit_id:
        return msgspec.structs.replace(decision, person_id=work.actor.person_id)
    return decision
