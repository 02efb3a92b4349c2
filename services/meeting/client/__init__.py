"""What others may import of meeting: its events in words, made from what docs/services.md says of them.

    sentence = SENTENCES[event.type](fields, Circumstances(owner=owner_unit, decision=decision))

A sentence names units by marks (shared/kernel/sentences.py) and people by office or not at all.
"""

from services.meeting.client.circumstances import Circumstances, Fields, Sentence
from services.meeting.client.instructions import INSTRUCTION_SENTENCES
from services.meeting.client.meetings import MEETING_SENTENCES
from services.meeting.client.papers import PAPER_SENTENCES, UNNAMED_STEPS, paper_named
from services.meeting.client.transmittals import TRANSMITTAL_SENTENCES

SENTENCES: dict[str, Sentence] = {
    **MEETING_SENTENCES,
    **INSTRUCTION_SENTENCES,
    **TRANSMITTAL_SENTENCES,
    **PAPER_SENTENCES,
}

__all__ = ["SENTENCES", "UNNAMED_STEPS", "Circumstances", "Fields", "Sentence", "paper_named"]
