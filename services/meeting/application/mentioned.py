"""Which documents the matters beside meetings name: whoever sees a matter may read what it names."""

from services.meeting.application.instruction_views import INSTRUCTIONS
from services.meeting.application.transmittal_views import RETURNS, TRANSMITTALS
from shared.database.interface import Transaction
from shared.kernel.envelope import RecordedEvent
from shared.messaging.mentions import Mentions


class EvidencedMentions(Mentions):
    """Words and scan of a decision stand in the envelope, beside what the event's data name."""

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        super().apply(event, tx)
        decision = event.envelope.decision
        if decision is not None:
            self.mention(tx, event, [digest for digest in (decision.words, decision.scan) if digest])


MENTIONS = EvidencedMentions(
    "meeting",
    {
        "meeting.instruction.recorded": ["document"],
        "meeting.instruction.text_added": ["document"],
        "meeting.instruction.report_submitted": ["document"],
        "meeting.instruction.opinions_consented": [],
        "meeting.transmittal.issued": ["document"],
        "meeting.transmittal_return.submitted": ["documents"],
        "meeting.transmittal_return.corrected": ["documents"],
    },
    [INSTRUCTIONS, TRANSMITTALS, RETURNS],
)
