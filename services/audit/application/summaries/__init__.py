"""One sentence for each event, from its own data alone; persons appear by office or not at all."""

from collections.abc import Mapping
from typing import Final

from services.audit.application.summaries import meeting, organization, reporting, supervision, tasking
from services.audit.application.summaries.words import Summary
from services.audit.domain.events import CopiedEvent
from services.audit.domain.refusals import check_understood

SUMMARIES: Final[Mapping[str, Summary]] = {
    **organization.SUMMARIES,
    **meeting.SUMMARIES,
    **tasking.SUMMARIES,
    **supervision.SUMMARIES,
    **reporting.SUMMARIES,
}


def summary_of(event: CopiedEvent) -> str:
    """With marks for units' names. Raises EventNotUnderstood."""
    tell = SUMMARIES.get(event.head.type)
    if tell is None or event.head.version != 1:
        check_understood(event.head.type, event.head.version, known=False)
    assert tell is not None
    return tell(event.fields(), event)
