"""All events of this service."""

from services.meeting.domain.duty import EVENTS as DUTY_EVENTS
from services.meeting.domain.forwarded_notice import EVENTS as FORWARDED_EVENTS
from services.meeting.domain.instruction import Instruction
from services.meeting.domain.kinds import EVENTS as KIND_EVENTS
from services.meeting.domain.paper_record import PAPER_EVENTS
from services.meeting.domain.receipt import EVENTS as RECEIPT_EVENTS
from services.meeting.domain.record import EVENTS as MEETING_EVENTS
from services.meeting.domain.topic import EVENTS as TOPIC_EVENTS
from services.meeting.domain.transmittal import Transmittal
from services.meeting.domain.transmittal_return import TransmittalReturn
from shared.kernel.events import DomainEvent

INSTRUCTION_EVENTS: tuple[type[DomainEvent], ...] = (
    Instruction.Recorded,
    Instruction.TextAdded,
    Instruction.OpinionsPassed,
    Instruction.OpinionsConsented,
    Instruction.ReportSubmitted,
    Instruction.CampaignLinked,
    Instruction.Closed,
)
TRANSMITTAL_EVENTS: tuple[type[DomainEvent], ...] = (
    Transmittal.Issued,
    Transmittal.Widened,
    TransmittalReturn.Submitted,
    TransmittalReturn.Corrected,
    TransmittalReturn.Accepted,
    TransmittalReturn.SentBack,
)
EVENTS: tuple[type[DomainEvent], ...] = (
    *MEETING_EVENTS,
    *TOPIC_EVENTS,
    *RECEIPT_EVENTS,
    *FORWARDED_EVENTS,
    *DUTY_EVENTS,
    *KIND_EVENTS,
    *INSTRUCTION_EVENTS,
    *TRANSMITTAL_EVENTS,
    *PAPER_EVENTS,
)
