"""What is refused about coming to a meeting: notices that change, receipts, forwarding (M6), attendance (M7)."""

from services.meeting.domain.refusals import StepOutOfTurn
from shared.kernel.errors import Refusal


class MeetingCalledOff(StepOutOfTurn):
    rule = "M6"
    code = "meeting_called_off"


class CallOffReasonMissing(Refusal):
    rule = "M6"
    code = "call_off_reason_missing"


class MeetingAlreadyHeld(StepOutOfTurn):
    rule = "M6"
    code = "meeting_already_held"


class NoticeUnchanged(Refusal):
    rule = "M6"
    code = "notice_unchanged"


class NotInvited(Refusal):
    rule = "M6"
    code = "not_invited"


class ReceiptIncomplete(Refusal):
    rule = "M6"
    code = "receipt_incomplete"


class NobodyForwardedTo(Refusal):
    rule = "M6"
    code = "nobody_forwarded_to"


class NotOnesOwnMember(Refusal):
    rule = "M6"
    code = "not_ones_own_member"


class NotYetOpen(StepOutOfTurn):
    rule = "M7"
    code = "attendance_not_yet_open"


class AttendanceClosed(StepOutOfTurn):
    rule = "M7"
    code = "attendance_closed"


class AttendeeNotInvited(Refusal):
    rule = "M7"
    code = "attendee_not_invited"


class AttendeeTwice(Refusal):
    rule = "M7"
    code = "attendee_twice"


class AttendanceIncomplete(Refusal):
    rule = "M7"
    code = "attendance_incomplete"


class VenueUnknown(Refusal):
    rule = "M7"
    code = "venue_unknown"


class VenueTwice(Refusal):
    rule = "M7"
    code = "venue_twice"


class AttendanceUnchanged(Refusal):
    rule = "M7"
    code = "attendance_unchanged"
