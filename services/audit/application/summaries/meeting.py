"""Meeting tells its own events in words; what is proved is never told by them, so one wording serves both."""

from services.audit.application.summaries.words import Summary
from services.audit.domain.events import CopiedEvent, Fields
from services.meeting.client import SENTENCES, Circumstances, Sentence


def _told(tell: Sentence) -> Summary:
    def summary(data: Fields, event: CopiedEvent) -> str:
        return tell(data, Circumstances(owner=event.head.owner_unit, decision=event.head.decision))

    return summary


SUMMARIES: dict[str, Summary] = {name: _told(tell) for name, tell in SENTENCES.items()}
