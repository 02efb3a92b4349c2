"""Which paper a step on its way was about: the step's own event does not repeat it."""

from typing import Final

from services.audit.application.own_copy import STANDS, copied
from services.audit.domain.events import CopiedEvent
from services.meeting.client import UNNAMED_STEPS, paper_named
from shared.database.interface import Reader

_BEFORE: Final = (
    "SELECT c.* FROM {copy_streams} AS s JOIN {copy_events} AS c"
    " ON c.log = s.log AND c.position = s.position AND c.generation = s.generation"
    f" WHERE s.log = :log AND s.stream_id = :stream AND s.position <= :position AND {STANDS} ORDER BY c.position"
)


async def paper_of(reader: Reader, event: CopiedEvent) -> str:
    """In brackets, by its title as it was then; "" for other events."""
    if event.head.type not in UNNAMED_STEPS:
        return ""
    known = {"kind": "", "title": ""}
    place = {"log": event.log, "stream": event.head.stream_id, "position": event.position}
    for row in await reader.all(_BEFORE, place):
        fields = copied(row).fields()
        known |= {name: fields[name] for name in known if fields.get(name)}
    return f"（{paper_named(**known)}）" if known["title"] else ""
